// A link with data-follow is where the screen should go by itself, such as the round on the next version of a text.
// An element with data-reload-every="4" asks for the page anew, so that a guest at the door sees it open.
// Never away from under somebody's hands: who is typing is shown the link and nothing more.

const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";

const isTyping = () => [...document.querySelectorAll(TYPED)].some((field) => field.value !== field.defaultValue);

function follow() {
  const link = document.querySelector("a[data-follow]");
  if (link && !isTyping()) location.assign(link.href);
}

function reloadEvery() {
  const waiting = document.querySelector("[data-reload-every]");
  if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.reloadEvery) * 1000);
}

follow();
reloadEvery();
document.addEventListener("htmx:after:swap", follow);
