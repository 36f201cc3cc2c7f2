// A browser whose time, chance, network and visibility the test decides.
import { bytesOf } from "../model/samples.js";

/** @typedef {import("../../../static/js/environment.js").Environment} Environment */

/** The server's end of a websocket, and everything that was sent through it. */
export class FakeLine {
  /** @type {BinaryType} */
  binaryType = "blob";
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: any) => void) | null} */
  onmessage = null;
  /** @type {((event: any) => void) | null} */
  onclose = null;
  closed = false;
  /** @type {any[]} */
  sent = [];
  /** @type {number[]} */
  acknowledged = [];

  /** @param {string | ArrayBuffer} data */
  send(data) {
    if (this.closed) throw new Error("Sent through a closed socket.");
    if (typeof data === "string") this.sent.push(JSON.parse(data));
    else this.acknowledged.push(new DataView(data).getUint32(0, true));
  }

  close() {
    this.closed = true;
  }

  /** @param {...(import("../../../static/js/types.js").ServerMessage | import("../../../static/js/types.js").Frame)} messages */
  say(...messages) {
    for (const message of messages) {
      this.onmessage?.({ data: "type" in message ? JSON.stringify(message) : bytesOf(message) });
    }
  }

  /** @param {number} code */
  drop(code) {
    this.closed = true;
    this.onclose?.({ code });
  }
}

/** @implements {Environment} */
export class FakeBrowser {
  time = 1000;
  chance = 0;
  invisible = false;
  /** @type {FakeLine[]} */
  lines = [];
  /** @type {{at: number, callback: () => void}[]} */
  #timers = [];
  /** @type {(() => void)[]} */
  #wakers = [];

  now = () => this.time;
  wall = () => this.time;
  random = () => this.chance;
  hidden = () => this.invisible;

  open = () => {
    const line = new FakeLine();
    this.lines.push(line);
    return line;
  };

  /** @param {() => void} callback @param {number} delay */
  later = (callback, delay) => {
    const timer = { at: this.time + delay, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  };

  /** @param {() => void} callback */
  onWake = (callback) => {
    this.#wakers.push(callback);
  };

  /** The newest connection. */
  get line() {
    return this.lines[this.lines.length - 1];
  }

  /** How many sockets are open at this moment. */
  get openLines() {
    return this.lines.filter((line) => !line.closed).length;
  }

  /** Let time pass; timers come when they are due. @param {number} duration */
  pass(duration) {
    const end = this.time + duration;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((p, q) => p.at - q.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((each) => each !== due);
      this.time = Math.max(this.time, due.at);
      due.callback();
    }
    this.time = end;
  }

  /** Time goes on but no timer comes, as when a machine sleeps. @param {number} duration */
  sleep(duration) {
    this.time += duration;
  }

  /** The network is back, or the visibility changed. */
  wake() {
    for (const callback of this.#wakers) callback();
  }

  hide() {
    this.invisible = true;
    this.wake();
  }

  show() {
    this.invisible = false;
    this.wake();
  }
}
