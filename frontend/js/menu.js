// A menu that opened closes again when you press Escape or click elsewhere. It is a <details data-menu>, so it opens
// and closes without this too.

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

function onClick({ target }) {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
}

function onKeydown({ key }) {
  if (key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", onClick);
document.addEventListener("keydown", onKeydown);
