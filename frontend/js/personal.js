// The part of a live page that is only for you: fetched by you, under your own permissions, when the server says it changed.
//
// The page:    <div id="persoonlijk" data-personal data-url="/ronde/12/persoonlijk" data-version="17"> … </div>
//              <div role="status"><div data-personal-changed hidden>… <button data-personal-show>Bekijk</button></div></div>
// The stream:  event: personal, data: the version that is now current.
// The answer:  the whole `data-personal` element again, for the same query as the page's. It is morphed in, unless you
//              are typing in it: then it waits for you behind a quiet bar, until you ask for it or leave the field empty.

import { showAsked } from "./asked.js";
import { steadily } from "./steady.js";

const PART = "[data-personal]";
const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, [contenteditable]";
const CATCH_UP_AFTER = 500; // the stream may tell a moment later what a form has already brought

let current; // the version that the stream named last
let holds = 0; // how many forms are on their way, each of which brings the part itself

const part = () => document.querySelector(PART);

function isBeingTypedIn(element) {
  const active = document.activeElement;
  if (element.contains(active) && active.matches(TYPED)) return true;
  return [...element.querySelectorAll("input, textarea")].some((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}

function offer(isOffered) {
  steadily(() => {
    for (const bar of document.querySelectorAll("[data-personal-changed]")) bar.hidden = !isOffered;
  });
}

const isOffered = () => document.querySelector("[data-personal-changed]:not([hidden])") !== null;

async function fetchPart(element) {
  try {
    const address = element.dataset.url + location.search;
    const response = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "error" });
    return response.ok ? await response.text() : null;
  } catch {
    return null; // no connection: the stream brings the version again when it is back
  }
}

async function replace(element, { evenIfTyping = false } = {}) {
  if (element.dataset.fetching) {
    element.dataset.fetching = "again";
    return;
  }
  element.dataset.fetching = "once";
  const text = await fetchPart(element);
  const isStale = element.dataset.fetching === "again";
  delete element.dataset.fetching;
  if (isStale) return replace(element, { evenIfTyping });
  if (text === null || holds > 0) return;
  if (!evenIfTyping && isBeingTypedIn(element)) return offer(true);
  offer(false);
  await window.htmx.swap({ text, target: element, swap: "outerMorph", sourceElement: element });
  showAsked();
}

function catchUp() {
  const element = part();
  if (!element || holds > 0 || current === undefined || element.dataset.version === current) return;
  if (isBeingTypedIn(element)) offer(true);
  else replace(element);
}

/** A form is on its way, and its answer brings this part along: until `release`, changes wait. */
export function hold() {
  holds += 1;
}

/** The answer is in place, or there was none. What changed meanwhile is fetched after all. */
export function release() {
  holds -= 1;
  setTimeout(catchUp, CATCH_UP_AFTER);
}

/** This part has just been brought up to date. */
export function isShown() {
  offer(false);
}

function onPersonal(event) {
  current = event.detail?.data;
  catchUp();
}

function onClick({ target }) {
  if (target.closest?.("[data-personal-show]")) replace(part(), { evenIfTyping: true });
}

function onFocusOut() {
  if (isOffered()) setTimeout(catchUp);
}

document.addEventListener("personal", onPersonal);
document.addEventListener("click", onClick);
document.addEventListener("focusout", onFocusOut);
