// Keeps what you typed in <form data-keep="ronde-12-vraag"> until it has safely arrived, through a reload, a crash of
// the server or an expired session. Stored in this tab only, under your own number, and gone when you sign out.

const PREFIX = "keep:";
const TYPED = "textarea[name], input[name]:not([type]), input[name]:is([type=text], [type=search], [type=email], [type=url], [type=date], [type=number])";

const owner = document.body.dataset.person ?? "";
const keyOf = (form) => `${PREFIX}${owner}:${form.dataset.keep}`;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? { fields: {} };
  } catch {
    return { fields: {} };
  }
}

function write(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // No storage, or full: then there is only the page itself.
  }
}

function draftKeys() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

const remove = (key) => sessionStorage.removeItem(key);

function onInput({ target }) {
  const form = target.form;
  if (!form?.dataset.keep || !target.matches(TYPED)) return;
  const { fields } = read(keyOf(form));
  write(keyOf(form), { fields: { ...fields, [target.name]: target.value } });
}

function restore(form) {
  const { fields } = read(keyOf(form));
  for (const [name, text] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    const isUntouched = field?.matches?.(TYPED) && field.value === field.defaultValue;
    if (isUntouched && field !== document.activeElement) field.value = text;
  }
}

const restoreAll = (root) => root.querySelectorAll?.("form[data-keep]").forEach(restore);

function onSubmit(event) {
  const form = event.target;
  if ("forget" in form.dataset) draftKeys().forEach(remove);
  if (!form.dataset.keep || event.defaultPrevented) return;
  write(keyOf(form), { ...read(keyOf(form)), isSent: true });
}

/** The page stays and the form arrived (stay.js). */
function onArrived({ target: form }) {
  if (form.dataset.keep) remove(keyOf(form));
  form.reset();
}

/** A form that arrived is answered with a redirect, to a page that shows no error, to someone still signed in. */
function lastFormArrived() {
  const [navigation] = performance.getEntriesByType("navigation");
  const isRedirected = navigation?.type === "navigate" && navigation.redirectCount > 0;
  return isRedirected && owner !== "" && !document.querySelector("[data-flash=error], [aria-invalid=true]");
}

function settleSentDrafts() {
  const hasArrived = lastFormArrived();
  for (const key of draftKeys()) {
    const draft = read(key);
    if (draft.isSent && hasArrived) remove(key);
    else if (draft.isSent) write(key, { fields: draft.fields });
  }
}

settleSentDrafts();
restoreAll(document);
document.addEventListener("input", onInput);
document.addEventListener("submit", onSubmit);
document.addEventListener("stay:arrived", onArrived);
document.addEventListener("htmx:after:process", ({ target }) => restoreAll(target));
