// <elapsed-time since="2026-11-24T10:02:00Z" now="2026-11-24T10:05:12Z">03:12</elapsed-time>
// Counts up from `since` by the server's clock: `now` is the server's time when the page was made, so a laptop whose
// clock is wrong shows the same as the others.

const twoDigits = (number) => String(number).padStart(2, "0");

function asClock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = twoDigits(Math.floor(seconds / 60) % 60);
  return `${hours ? `${hours}:` : ""}${minutes}:${twoDigits(seconds % 60)}`;
}

class ElapsedTime extends HTMLElement {
  static observedAttributes = ["since", "now"];

  connectedCallback() {
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  attributeChangedCallback(name) {
    if (name === "now") this.serverAhead = Date.parse(this.getAttribute("now")) - Date.now();
    this.show();
  }

  show() {
    const since = Date.parse(this.getAttribute("since"));
    if (Number.isNaN(since)) return;
    const text = asClock(Date.now() + (this.serverAhead || 0) - since);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("elapsed-time", ElapsedTime);
