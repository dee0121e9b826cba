// <button data-confirm="Weet je het zeker?" data-confirm-label="Ja, trek in">: asks in a dialog before the form is sent.
// The form then carries confirmed=1. Without script that field is missing, and the server asks on a page of its own.

const dialog = document.getElementById("confirm-dialog");
const CONFIRMED = "confirmed";

function sendConfirmed(form, button) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: CONFIRMED, value: "1" });
  form.append(field);
  form.requestSubmit(button);
  setTimeout(() => field.remove()); // the next time is asked again
}

function ask(button) {
  dialog.querySelector("[data-confirm-question]").textContent = button.dataset.confirm;
  const agree = dialog.querySelector("[data-confirm-agree]");
  agree.textContent = button.dataset.confirmLabel ?? button.textContent.trim();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "agree"), { once: true });
  });
}

async function onSubmit(event) {
  const { submitter: button, target: form } = event;
  if (!button?.dataset.confirm || form.elements.namedItem(CONFIRMED)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(button)) sendConfirmed(form, button);
}

// In the capture phase: before htmx sees the event and sends the form itself.
if (dialog) document.addEventListener("submit", onSubmit, { capture: true });
