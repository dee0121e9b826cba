// A link with data-follow is where the screen should go by itself, such as the round on the next version of a text; never
// away from under somebody's hands: who is typing is shown the link and nothing more.
//
// A link with data-follow-when-over is followed once what everybody sees says that it is over (data-over).
//
// An element with data-reload-every="4" is a page that waits: every so many seconds it asks whether it would be another
// page by now, such as for a guest at the door, and goes there.

const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";

const isTyping = () => [...document.querySelectorAll(TYPED)].some((field) => field.value !== field.defaultValue);

function follow() {
  const isOver = document.querySelector("#gedeeld[data-over]") !== null;
  const link = document.querySelector("a[data-follow]") ?? (isOver && document.querySelector("a[data-follow-when-over]"));
  if (link && !isTyping()) location.assign(link.href);
}

async function isStillWaiting() {
  try {
    const response = await fetch(location.href);
    return !response.redirected && (await response.text()).includes("data-reload-every");
  } catch {
    return true; // no connection: ask again later
  }
}

async function wait(seconds) {
  if (document.hidden || (await isStillWaiting())) setTimeout(() => wait(seconds), seconds * 1000);
  else location.reload();
}

const waiting = document.querySelector("[data-reload-every]");
if (waiting) wait(Number(waiting.dataset.reloadEvery));
follow();
document.addEventListener("htmx:after:swap", follow);
