// Forms inside [data-stay] are sent, and links in it to this same page are followed, without leaving the page: the part
// that is mine comes back, the shared part arrives by the stream, and the page stays where it was scrolled. When the
// answer is another page, we go there. What the server has to say appears in [data-stay-message]; after a refusal what
// was typed stays. Without this script forms and links are plain ones.

import { goOnAtAsked } from "./asked.js";
import { formArrived, formFailed, formUnsent, isFollowing } from "./connection.js";
import { hold, isShown, release } from "./personal.js";

const OWN = "[data-personal]";
const SHARED = "#gedeeld";
const WORD = "[data-flash]";
const CARRIED = "stay:word";

let here = location.pathname + location.search;
const onTheirWay = new Map(); // what was pressed and has not been answered yet, and the form it was pressed in
const unsent = []; // of such pages: what found no connection, in the order it was pressed in
let allBefore = Promise.resolve(); // what is pressed next waits for this, so that it is done in the order it was pressed in

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function say(message) {
  const place = document.querySelector("[data-stay-message]");
  if (place) place.textContent = message;
}

async function swap(selector, page) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (old && fresh) await window.htmx.swap({ text: fresh.outerHTML, target: old, swap: "outerMorph", sourceElement: old });
}

/** Another page it is. What the server said with it, it says only once: take that along. */
function goTo(address, page) {
  try {
    const word = page.querySelector(WORD);
    if (word) sessionStorage.setItem(CARRIED, word.outerHTML);
  } catch {
    // No storage: then it goes unsaid.
  }
  location.assign(address);
}

function sayWhatWasCarried() {
  try {
    const word = sessionStorage.getItem(CARRIED);
    sessionStorage.removeItem(CARRIED);
    if (word) document.querySelector(".page__before").insertAdjacentHTML("afterbegin", `<div class="stack stack--tight" role="status">${word}</div>`);
  } catch {
    // No storage: nothing was carried.
  }
}

/** The address tells where in the page we are, such as at the words with an objection; the back button leads out again. */
function remember(address) {
  const { pathname, search } = new URL(address);
  if (pathname + search === here) return;
  here = pathname + search;
  if (search) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

/** Of who acted in their own part: the focus goes to what is wrong, or to what is asked now. */
function moveFocus() {
  const wrong = document.querySelector(`${OWN} [autofocus]`);
  if (wrong) wrong.focus();
  else goOnAtAsked();
}

async function take({ response, page }, wasOwn) {
  const isRefusal = response.status >= 400;
  const hasOwn = page.querySelector(OWN) !== null;
  if (isRefusal && !hasOwn) return say(page.querySelector("[data-message]")?.textContent ?? "");
  if (!isRefusal && !(hasOwn && new URL(response.url).pathname === location.pathname)) return goTo(response.url, page);
  say(page.querySelector(WORD)?.textContent ?? "");
  if (!isRefusal) remember(response.url);
  if (!isFollowing()) await swap(SHARED, page); // else an answer that took long would bring back an older state
  await swap(OWN, page);
  isShown();
  if (wasOwn) moveFocus();
}

async function ask(address, request) {
  try {
    const response = await fetch(address, { ...request, headers: { "X-Requested-With": "stay" } });
    return { response, page: parse(await response.text()) };
  } catch {
    return null; // no connection
  }
}

/** Ask the server and put its answer in place, for what was pressed. `onArrival` is called when it took what was sent.
    Says whether there was an answer at all. */
async function exchange(address, request, { pressed, onArrival, onFailure = formFailed }) {
  const wasOwn = pressed?.closest(OWN) !== null;
  say("");
  hold();
  try {
    const answer = await ask(address, request);
    if (answer === null) {
      onFailure();
      return false;
    }
    if (answer.response.status >= 500) {
      formFailed();
      return true;
    }
    formArrived();
    if (answer.response.status < 400 && answer.page.body.dataset.person) onArrival?.();
    await take(answer, wasOwn);
    return true;
  } finally {
    release();
  }
}

/** Send what waits, in its order; says whether all of it is gone. */
async function sendUnsent() {
  const hadSome = unsent.length > 0;
  while (unsent.length > 0) {
    if (!(await unsent[0].send())) return false;
    unsent.shift().done();
  }
  if (hadSome) say(document.querySelector("[data-resend]")?.dataset.resend ?? "");
  return true;
}

/** Each form that has a step on its way shows that it has. */
function dim() {
  for (const form of onTheirWay.values()) form.dataset.sending = "yes";
}

function onSubmit(event) {
  const { target: form, submitter: button } = event;
  if (event.defaultPrevented || form.method !== "post" || !form.matches("[data-stay] form")) return;
  event.preventDefault();
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const pressed = [address, button?.name, button?.value].join(" ");
  if (onTheirWay.has(pressed)) return; // pressing again is impatience; another button is another wish
  onTheirWay.set(pressed, form);
  dim();
  const body = new URLSearchParams(new FormData(form, button));
  const onArrival = () => form.dispatchEvent(new CustomEvent("stay:arrived", { bubbles: true }));
  const send = () => exchange(address, { method: "POST", body }, { pressed: button, onArrival, onFailure: formUnsent });
  const done = () => {
    onTheirWay.delete(pressed);
    if (![...onTheirWay.values()].includes(form)) delete form.dataset.sending;
    dim(); // an answer puts a fresh form in place, while another step from it may still wait
  };
  const sendInTurn = async () => {
    const isGone = (await sendUnsent()) && (await send());
    if (isGone || !form.closest("[data-resend]")) done();
    else unsent.push({ send, done });
  };
  allBefore = allBefore.then(sendInTurn).catch((error) => {
    done();
    reportError(error);
  });
}

function onClick(event) {
  const { target, detail } = event;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = target.closest?.("[data-stay] a[href]");
  if (detail > 1 && target.closest?.("[data-stay] button[type=submit]")) {
    event.preventDefault(); // the second of a double click was not meant for what took the place of the first button
  } else if (isPlain && link && !link.target && !link.hash && link.pathname === location.pathname) {
    event.preventDefault();
    exchange(link.href, { method: "GET" }, { pressed: link });
  }
}

function onBack() {
  if (location.pathname + location.search === here) return; // only another place on the page
  here = location.pathname + location.search;
  exchange(location.href, { method: "GET" }, { pressed: document.querySelector(OWN) });
}

function onBackOnline() {
  allBefore = allBefore.then(sendUnsent).catch(reportError);
}

function onLeaving(event) {
  if (unsent.length > 0) event.preventDefault(); // the browser asks whether to leave what was not sent
}

sayWhatWasCarried();
document.addEventListener("submit", onSubmit);
document.addEventListener("click", onClick);
window.addEventListener("popstate", onBack);
document.addEventListener("connection:back", onBackOnline);
window.addEventListener("beforeunload", onLeaving);
