// <div data-asked="consenting">: what is asked of you now. When that changes it comes into view, unless you have scrolled
// away yourself: then you are reading something.

const SCROLL_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);
const A_LITTLE = 24; // pixels: a tap may move the page somewhat

const asked = () => document.querySelector("[data-personal] [data-asked]") ?? document.querySelector("[data-asked]");

let known = asked()?.dataset.asked;
let restedAt = window.scrollY;
let hasMoved = false;

const isElsewhere = () => hasMoved && Math.abs(window.scrollY - restedAt) > A_LITTLE;

function rest() {
  hasMoved = false;
  restedAt = window.scrollY;
}

function intoView(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  element.scrollIntoView({ block: height > window.innerHeight ? "start" : "end" });
}

/** The page changed by what somebody else did. */
export function showAsked() {
  const element = asked();
  const isNew = element?.dataset.asked !== known;
  known = element?.dataset.asked;
  if (element && isNew && !isElsewhere()) intoView(element);
}

/** The page changed by what you did yourself: go on here, unless the same is asked still and the focus is where it was. */
export function goOnAtAsked() {
  const element = asked();
  const isNew = element?.dataset.asked !== known;
  known = element?.dataset.asked;
  if (!element || (!isNew && document.activeElement !== document.body)) return;
  const words = element.querySelector("h2, p") ?? element; // what a screen reader says first
  words.tabIndex = -1;
  words.focus({ preventScroll: true });
  intoView(element);
  rest();
}

const moved = () => {
  hasMoved = true;
};

document.addEventListener("wheel", moved, { passive: true });
document.addEventListener("touchmove", moved, { passive: true });
document.addEventListener("keydown", ({ key }) => SCROLL_KEYS.has(key) && moved());
document.addEventListener("scrollend", () => !hasMoved && rest());
