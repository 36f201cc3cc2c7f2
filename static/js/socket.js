// The page's one connection to its room: when to connect, when to try again, when not.
import { reactionTo } from "./close_codes.js";
import { Link } from "./link.js";
import { createRetry } from "./model/retry.js";

/**
 * @typedef {import("./types.js").Command} Command
 * @typedef {import("./types.js").Connection} Connection
 * @typedef {import("./types.js").Received} Received
 * @typedef {import("./environment.js").Environment} Environment
 *
 * @typedef {object} Options
 * @property {string} url
 * @property {() => string} hello The first message of a connection.
 * @property {(message: Received) => void} receive
 * @property {() => void} takenOver Another page drives now: from here on this one watches.
 * @property {() => boolean} reload Loads the page anew; false if that was tried already.
 */

export class Socket {
  #options;
  #environment;
  #retry;
  /** @type {Link | null} */
  #link = null;
  /** @type {() => void} */
  #cancelRetry = () => {};
  /** Why to connect when the page is seen: the wait is over, or there is no reason to wait it out. */
  #due = false;
  #hurry = false;
  /** @type {number | null} */
  #lostSince = null;
  /** @type {() => void} */
  #onceLive = () => {};

  /** @param {Options} options @param {Environment} environment */
  constructor(options, environment) {
    this.#options = options;
    this.#environment = environment;
    this.#retry = createRetry(environment.random);
    environment.onWake(() => this.#wake());
  }

  /** Connect, unless there is a connection already. */
  start() {
    if (this.#link !== null) return;
    this.#stopWaiting();
    this.#report(this.#lostSince === null ? "connecting" : "lost", "Connecting …");
    const { url, hello, receive } = this.#options;
    const listener = {
      receive,
      live: () => this.#live(),
      ended: (/** @type {number} */ code, /** @type {string} */ text) => this.#ended(code, text),
    };
    this.#link = new Link(url, hello(), listener, this.#environment);
  }

  /** @param {Command} command @returns {number | null} its id, which a failure repeats; null when not connected */
  send(command) {
    return this.#link?.liveSince == null ? null : this.#link.send(command);
  }

  /** Say that everything received so far was drawn, or is of no use any more. */
  drawn() {
    this.#link?.drawn();
  }

  /** Hang up and connect anew, with another hello. @param {() => void} onceLive what to do when the state is there */
  reopen(onceLive) {
    this.#link?.hangUp();
    this.#link = null;
    this.#onceLive = onceLive;
    this.start();
  }

  #live() {
    this.#lostSince = null;
    this.#report("live", "Connected.");
    const then = this.#onceLive;
    this.#onceLive = () => {};
    then();
  }

  /** @param {number} code @param {string} text */
  #ended(code, text) {
    const now = this.#environment.now();
    const liveSince = this.#link?.liveSince ?? null;
    const lived = liveSince === null ? 0 : this.#environment.wall() - liveSince;
    this.#link = null;
    this.#onceLive = () => {};
    this.#lostSince ??= now;
    const reaction = reactionTo(code);
    if (reaction === "become_viewer") this.#options.takenOver();
    const wait = this.#retry.after(reaction, lived);
    if (wait === null) {
      const reloading = reaction === "reload" && this.#options.reload();
      this.#report("ended", reloading ? "Loading the page anew …" : text, { code });
      return;
    }
    this.#hurry = wait.hurry;
    this.#cancelRetry = this.#environment.later(() => this.#waited(), wait.delay);
    this.#report("lost", text, { code, retry_at: now + wait.delay });
  }

  #waited() {
    this.#due = true;
    if (!this.#environment.hidden()) this.start();
  }

  /** The page is shown or hidden, or the network is back. */
  #wake() {
    if (this.#environment.hidden()) return;
    this.#link?.check();
    if (this.#due || this.#hurry) this.start();
  }

  #stopWaiting() {
    this.#cancelRetry();
    this.#due = false;
    this.#hurry = false;
  }

  /** @param {Connection["status"]} status @param {string} text @param {{code?: number, retry_at?: number}} more */
  #report(status, text, { code, retry_at } = {}) {
    const since = status === "lost" ? this.#lostSince : null;
    const connection = { status, since, retry_at: retry_at ?? null, code: code ?? null, text };
    this.#options.receive({ type: "connection", connection });
  }
}
