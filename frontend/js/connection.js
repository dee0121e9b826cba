// Keeps the live stream of a page going, and tells people when it is not, or when what they did has not arrived.
//
// The page:    <div hx-sse:connect="/ronde/12/stroom/deelnemer" hx-target="#gedeeld" hx-swap="outerMorph" hidden></div>
//              (data-silence-limit: another limit than SILENCE_LIMIT, in milliseconds)
//              <p role="status" data-live data-live-disconnected="…" data-live-ended="…"
//                 data-live-unsent="…" data-live-again="…" data-live-failed="…"></p>
// The server:  sends the whole state on every connect, and a named event `heartbeat` every ten seconds.
//
// The hx-sse extension reads the stream and swaps. When to connect is decided here (htmx-config turns its own
// reconnecting off), for three reasons: a network that vanished closes nothing, so only silence tells; a first
// connect that fails is never tried again by the extension; and a screen that wakes must not wait.

const STREAM = "[hx-sse\\:connect]";
const SILENCE_LIMIT = 25_000; // two heartbeats and a half
const FIRST_DELAY = 500;
const LONGEST_DELAY = 5_000;
const SHOW_AFTER = 1_500; // a hiccup is not worth a message
const ACCESS_ENDED = new Set([401, 403, 404, 410]);

const streams = new WeakMap();

const sign = {
  stream: "connecting", // connecting, connected, disconnected, ended
  form: "arrived", // arrived, unsent (there was no connection), again (there is one again), failed (the server stumbled)

  set(changes) {
    Object.assign(this, changes);
    const state = this.form === "arrived" || this.stream === "ended" ? this.stream : this.form;
    for (const element of document.querySelectorAll("[data-live]")) {
      element.dataset.live = state;
      const attribute = `live${state[0].toUpperCase()}${state.slice(1)}`;
      const text = element.dataset[attribute] ?? "";
      if (element.textContent !== text) element.textContent = text;
    }
  },
};

/** What somebody sent has come to the server; or has not, for want of a connection; or the server stumbled over it. */
export const formArrived = () => sign.set({ form: "arrived" });
export const formUnsent = () => sign.set({ form: "unsent" });
export const formFailed = () => sign.set({ form: "failed" });

class LiveStream {
  state = "connecting"; // connecting, connected, waiting (for the next try), ended
  attempt = 0;

  constructor(element) {
    this.element = element;
  }

  opened(connection) {
    this.connection = connection;
    this.state = "connected";
    this.attempt = 0;
    clearTimeout(this.showTimer);
    sign.set({ stream: "connected", form: sign.form === "unsent" ? "again" : sign.form });
    document.dispatchEvent(new CustomEvent("connection:back"));
    this.heard();
    if (document.hidden || !navigator.onLine) setTimeout(() => this.drop()); // by then the extension reads from it
  }

  heard() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.drop(), Number(this.element.dataset.silenceLimit) || SILENCE_LIMIT);
  }

  /** Let go of the stream; `closed` follows. In the background that frees one of the browser's six connections. */
  drop() {
    this.connection?.reader?.cancel();
  }

  closed() {
    if (this.state === "waiting" || this.state === "ended" || !this.element.isConnected) return;
    clearTimeout(this.watchdog);
    this.connection = null;
    this.state = "waiting";
    if (document.hidden) return;
    clearTimeout(this.showTimer);
    this.showTimer = setTimeout(() => this.tell(), this.attempt === 0 ? SHOW_AFTER : 0);
    // Spread out, so that a restarted server does not meet every screen in the same instant.
    const delay = Math.min(FIRST_DELAY * 2 ** this.attempt, LONGEST_DELAY) * (0.5 + Math.random());
    this.attempt += 1;
    this.retryTimer = setTimeout(() => this.connect(), delay);
  }

  tell() {
    sign.set({ stream: "disconnected", form: sign.form === "again" ? "unsent" : sign.form });
  }

  /** The server says no: trying again would not help, loading the page again says why. */
  end() {
    clearTimeout(this.watchdog);
    clearTimeout(this.showTimer);
    this.state = "ended";
    sign.set({ stream: "ended" });
  }

  connect() {
    clearTimeout(this.retryTimer);
    if (this.state !== "waiting") return;
    this.state = "connecting";
    window.htmx.process(this.element, true);
  }

  /** The screen or the network is back. */
  wake() {
    this.attempt = 0;
    this.connect();
  }
}

function streamOf(target) {
  if (!target.matches?.(STREAM)) return null;
  if (!streams.has(target)) streams.set(target, new LiveStream(target));
  return streams.get(target);
}

const allStreams = () => [...document.querySelectorAll(STREAM)].map(streamOf);

/** Whether what everybody sees comes by itself now. */
export const isFollowing = () => allStreams().some((stream) => stream.state === "connected");

function onResponse(event) {
  const stream = streamOf(event.target);
  const { raw } = event.detail.ctx.response;
  if (!stream || raw.headers.get("Content-Type")?.includes("text/event-stream")) return;
  event.preventDefault(); // a sign-in page or an error page must not be swapped into a round
  if (raw.redirected || ACCESS_ENDED.has(raw.status)) stream.end();
  else stream.closed();
}

function onVisibilityChange() {
  for (const stream of allStreams()) {
    if (document.hidden) stream.drop();
    else stream.wake();
  }
}

document.addEventListener("htmx:before:response", onResponse);
document.addEventListener("htmx:sse:after:connection", (event) => streamOf(event.target)?.opened(event.detail.connection));
document.addEventListener("htmx:sse:before:message", (event) => streamOf(event.target)?.heard());
document.addEventListener("htmx:sse:close", (event) => streamOf(event.target)?.closed());
document.addEventListener("htmx:error", (event) => streamOf(event.target)?.closed());
document.addEventListener("visibilitychange", onVisibilityChange);
window.addEventListener("offline", () => allStreams().forEach((stream) => stream.drop()));
window.addEventListener("online", () => allStreams().forEach((stream) => stream.wake()));
window.addEventListener("pageshow", () => allStreams().forEach((stream) => stream.wake()));
