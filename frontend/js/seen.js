// <form data-seen>: says that the reader has seen this page, once it has been in view for a moment. What is marked as new
// stays marked until they come back. Without this script the form has a button.

const A_LOOK = 3000;

const form = document.querySelector("form[data-seen]");

function send() {
  if (document.hidden) return document.addEventListener("visibilitychange", wait, { once: true });
  fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => {
    form.hidden = false; // no connection: then by hand
  });
}

function wait() {
  setTimeout(send, A_LOOK);
}

if (form) {
  form.hidden = true;
  wait();
}
