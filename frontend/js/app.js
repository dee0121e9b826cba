// One bundle. Without it every page still works, as plain links and forms.
import "htmx.org/dist/htmx.esm.js"; // sets window.htmx
import "htmx.org/dist/ext/hx-sse.js"; // registers itself with window.htmx
import "./arrange.js";
import "./autosave.js";
import "./clock.js";
import "./confirm.js";
import "./connection.js";
import "./menu.js";
import "./personal.js";
import "./follow.js";
import "./seen.js";
import "./stay.js";
import "./steady.js";
