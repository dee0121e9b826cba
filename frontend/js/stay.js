// Forms inside [data-stay] are sent without leaving the page: the part that is mine comes back, the shared part arrives
// by the stream, and the page stays where it was scrolled. When the answer is another page, we go there. A refusal is
// said in [data-stay-message]; what was typed stays. Without this script the forms are plain forms.

import { show } from "./connection.js";

const OWN = "[data-personal]";
const SHARED = "#gedeeld";

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const action = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  return fetch(action, { method: "POST", body, headers: { "X-Requested-With": "stay" } });
}

function say(message) {
  const place = document.querySelector("[data-stay-message]");
  if (place) place.textContent = message;
}

async function swap(selector, page) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (old && fresh) await window.htmx.swap({ text: fresh.outerHTML, target: old, swap: "outerMorph", sourceElement: old });
}

async function take(response) {
  const page = parse(await response.text());
  const isRefusal = response.status >= 400;
  if (isRefusal && !page.querySelector(OWN)) return say(page.querySelector("[data-message]")?.textContent ?? "");
  const isElsewhere = response.redirected && new URL(response.url).pathname !== location.pathname;
  if (isElsewhere || !page.querySelector(OWN)) return location.assign(response.url);
  say(page.querySelector("[data-flash]")?.textContent ?? "");
  if (!isRefusal) history.replaceState(null, "", response.url);
  await swap(SHARED, page);
  await swap(OWN, page);
}

async function onSubmit(event) {
  const { target: form, submitter: button } = event;
  if (event.defaultPrevented || form.method !== "post" || !form.matches("[data-stay] form")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    await take(await send(form, button));
  } catch {
    show("unsent");
  } finally {
    delete form.dataset.sending;
  }
}

document.addEventListener("submit", onSubmit);
