// The part of a live page that is only for you: fetched by you, under your own permissions, when the server says it changed.
//
// The page:    <div id="persoonlijk" data-personal data-url="/ronde/12/persoonlijk" data-version="17"> … </div>
//              <div role="status"><div data-personal-changed hidden>… <button data-personal-show>Bekijk</button></div></div>
// The stream:  event: personal, data: the version that is now current.
// The answer:  the whole `data-personal` element again. It is morphed in, unless you are typing in it: then it waits for
//              you behind a quiet bar.

const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, [contenteditable]";

function isBeingTypedIn(part) {
  const active = document.activeElement;
  if (part.contains(active) && active.matches(TYPED)) return true;
  return [...part.querySelectorAll("input, textarea")].some((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}

function offer(isOffered) {
  for (const bar of document.querySelectorAll("[data-personal-changed]")) bar.hidden = !isOffered;
}

async function fetchPart(part) {
  try {
    const response = await fetch(part.dataset.url, { headers: { "HX-Request": "true" }, redirect: "error" });
    return response.ok ? await response.text() : null;
  } catch {
    return null; // no connection: the stream brings the version again when it is back
  }
}

async function replace(part, { evenIfTyping = false } = {}) {
  if (part.dataset.fetching) {
    part.dataset.fetching = "again";
    return;
  }
  part.dataset.fetching = "once";
  const text = await fetchPart(part);
  const isStale = part.dataset.fetching === "again";
  delete part.dataset.fetching;
  if (isStale) return replace(part, { evenIfTyping });
  if (text === null) return;
  if (!evenIfTyping && isBeingTypedIn(part)) return offer(true);
  offer(false);
  await window.htmx.swap({ text, target: part, swap: "outerMorph", sourceElement: part });
}

function onPersonal(event) {
  for (const part of document.querySelectorAll("[data-personal]")) {
    if (part.dataset.version === event.detail?.data) continue;
    if (isBeingTypedIn(part)) offer(true);
    else replace(part);
  }
}

function onClick(event) {
  if (!event.target.closest?.("[data-personal-show]")) return;
  for (const part of document.querySelectorAll("[data-personal]")) replace(part, { evenIfTyping: true });
}

document.addEventListener("personal", onPersonal);
document.addEventListener("click", onClick);
