// What you are typing in stays where it is on the screen, whatever changes above it.

const TYPED = "input, textarea, select, [contenteditable]";

const topOf = (field) => field.getBoundingClientRect().top;

/** Where the field is that somebody is typing in; null when they are not. */
function mark() {
  const field = document.activeElement;
  return field?.matches(TYPED) ? { field, top: topOf(field) } : null;
}

function restore(marked) {
  if (!marked?.field.isConnected || document.activeElement !== marked.field) return;
  const drift = () => topOf(marked.field) - marked.top;
  window.scrollBy({ top: drift(), behavior: "instant" });
  if (Math.abs(drift()) >= 1) pad(marked.field.closest("[data-personal]"), -drift());
}

/** What cannot be scrolled is made up for by room above the part that is mine, until that part is brought up to date. */
function pad(part, missing) {
  if (!part) return;
  const room = parseFloat(part.style.marginBlockStart || 0) + missing;
  part.style.marginBlockStart = `${Math.max(room, 0)}px`;
}

/** Change the page, and keep it steady under somebody's hands. */
export function steadily(change) {
  const marked = mark();
  change();
  restore(marked);
}

let beforeSwap = null;

document.addEventListener("htmx:before:swap", () => {
  beforeSwap = mark();
});
document.addEventListener("htmx:after:swap", () => restore(beforeSwap));
