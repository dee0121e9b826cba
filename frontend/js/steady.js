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
  window.scrollBy({ top: topOf(marked.field) - marked.top, behavior: "instant" });
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
