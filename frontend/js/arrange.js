// <ol data-arrange>: a list whose items are put in another order, without leaving the page. The forms with
// data-arrange-move, one step up or down, are sent by this script, and the focus stays on the button; the handles
// (data-arrange-handle) are dragged with mouse, pen or finger and send the same form with so many steps. Each item tells
// its place (data-position). Without this script the buttons are plain forms, and there are no handles.

const LIST = "[data-arrange]";
const HANDLE = "[data-arrange-handle]";
const NEAR_THE_EDGE = 60;

let dragged = null; // the item in hand, and the order before it was taken up
let isOnTheWay = false;

const itemsOf = (list) => [...list.querySelectorAll(":scope > li[data-position]")];
const placeOf = (item) => Number(item.dataset.position);

function showHandles() {
  for (const handle of document.querySelectorAll(HANDLE)) handle.hidden = false;
}

function say(text) {
  for (const place of document.querySelectorAll("[data-arrange-status]")) place.textContent = text;
}

function focusAgain(key, item) {
  const held = key && document.getElementById(key);
  (held ?? (key && document.getElementById(item)?.querySelector("[data-arrange-move] button")))?.focus();
}

async function showAnswer(list, response, item) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(LIST);
  if (!response.ok || !fresh) {
    say(page.querySelector("[data-message]")?.textContent ?? "");
    return location.reload(); // it is another agenda by now
  }
  const key = document.activeElement?.closest(LIST) ? document.activeElement.id : null;
  await window.htmx.swap({ text: fresh.outerHTML, target: list, swap: "outerMorph", sourceElement: list });
  showHandles();
  focusAgain(key, item);
  const { title, number } = document.getElementById(item).dataset;
  say(fresh.dataset.moved.replace("{title}", title).replace("{number}", number));
}

async function send(form, fields) {
  if (isOnTheWay) return;
  isOnTheWay = true;
  const [list, item] = [form.closest(LIST), form.closest("li").id];
  const body = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), ...fields });
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "arrange" } });
    await showAnswer(list, response, item);
  } catch {
    location.reload(); // no connection: show what stands
  } finally {
    isOnTheWay = false;
  }
}

function takeUp(event) {
  const handle = event.target.closest?.(HANDLE);
  if (!handle || event.button !== 0 || isOnTheWay) return;
  event.preventDefault(); // the focus stays where it is
  const item = handle.closest("li");
  dragged = { item, list: item.closest(LIST), before: itemsOf(item.closest(LIST)), pointer: event.pointerId };
  item.dataset.dragged = "yes";
}

function scrollAtEdges(y) {
  if (y < NEAR_THE_EDGE) window.scrollBy(0, -12);
  else if (y > window.innerHeight - NEAR_THE_EDGE) window.scrollBy(0, 12);
}

function carry(event) {
  if (event.pointerId !== dragged?.pointer) return;
  scrollAtEdges(event.clientY);
  const below = itemsOf(dragged.list).find((one) => {
    const { top, height } = one.getBoundingClientRect();
    return one !== dragged.item && event.clientY < top + height / 2;
  });
  if (below !== dragged.item.nextElementSibling) dragged.list.insertBefore(dragged.item, below ?? null);
}

function putBack() {
  if (!dragged) return;
  dragged.list.append(...dragged.before);
  delete dragged.item.dataset.dragged;
  dragged = null;
}

function letGo(event) {
  if (event.pointerId !== dragged?.pointer) return;
  const { item, list, before } = dragged;
  const steps = placeOf(before[itemsOf(list).indexOf(item)]) - placeOf(item);
  delete item.dataset.dragged;
  dragged = null;
  if (steps !== 0) send(item.querySelector("[data-arrange-move]"), { steps });
}

function onSubmit(event) {
  if (event.defaultPrevented || !event.target.matches(`${LIST} [data-arrange-move]`)) return;
  event.preventDefault();
  send(event.target, {});
}

if (document.querySelector(LIST)) {
  showHandles();
  document.addEventListener("pointerdown", takeUp);
  document.addEventListener("pointermove", carry);
  document.addEventListener("pointerup", letGo);
  document.addEventListener("pointercancel", putBack);
  document.addEventListener("keydown", (event) => event.key === "Escape" && putBack());
  document.addEventListener("submit", onSubmit);
}
