// Which room this tab is in and what it may show there: makes a room or joins one, and keeps the key off the screen.

import { forgiving } from "./storage.js";

/**
 * @typedef {object} Browser What is used of the page. Tests bring their own.
 * @property {{pathname: string, search: string, hash: string}} location
 * @property {{replaceState(data: unknown, unused: string, url: string): void}} history
 * @property {import("./storage.js").OpenStorage} storage Of this tab.
 * @property {Fetch} fetch
 * @property {() => string} randomText
 *
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {{room: string, host_key: string}} Opened
 */

/** No room could be opened; the message is for people. */
export class SessionError extends Error {}

const ROOM_PATH = /^\/r\/([^/]+)\/?$/;
const RELOADED = "deltaflow.reloaded";

/** @param {Response} response @returns {Promise<any>} null when it is not JSON */
const bodyOf = (response) => response.json().catch(() => null);

/** What a problem document says. @param {any} problem @param {number} status */
function problemText(problem, status) {
  const details = [problem?.detail, problem?.errors?.[0]?.detail].filter((detail) => typeof detail === "string");
  return details.length > 0 ? details.join(" ") : `The server opens no room here (${status}).`;
}

/** @param {string | null} example null: the server's choice @param {Fetch} fetch @returns {Promise<Opened>} */
async function openRoom(example, fetch) {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(example === null ? {} : { example }) };
  const response = await fetch("/api/v1/rooms", request).catch(() => null);
  if (response === null) throw new SessionError("The server cannot be reached. Reload when it runs.");
  const body = await bodyOf(response);
  if (!response.ok) throw new SessionError(problemText(body, response.status));
  return body;
}

/**
 * One tab's place in a room.
 *
 * The host key is shown to the server while this tab wants to drive. When another page takes over, the tab keeps the key
 * but shows it no more, else two tabs with the same key would take the room from each other for ever.
 */
export class Session {
  #storage;

  /** @param {string} room @param {string} client @param {import("./storage.js").Kept} storage */
  constructor(room, client, storage) {
    this.room = room;
    this.client = client;
    this.#storage = storage;
  }

  /** Does this tab hold the host key? */
  get mayDrive() {
    return this.#storage.get(`deltaflow.key.${this.room}`) !== null;
  }

  /** The host key, while this tab wants to drive. @returns {string | null} */
  get key() {
    const watches = this.#storage.get(`deltaflow.watches.${this.room}`) !== null;
    return watches ? null : this.#storage.get(`deltaflow.key.${this.room}`);
  }

  /** @param {string} key */
  keep(key) {
    this.#storage.set(`deltaflow.key.${this.room}`, key);
    this.drive();
  }

  /** Show the key again. */
  drive() {
    this.#storage.remove(`deltaflow.watches.${this.room}`);
  }

  /** Show the key no more: another page drives. */
  watch() {
    this.#storage.set(`deltaflow.watches.${this.room}`, "1");
  }

  /** The server does not know the key: a reload should watch. */
  forgetKey() {
    this.#storage.remove(`deltaflow.key.${this.room}`);
  }

  /** May the page be loaded anew because it is too old? Only once. */
  takeReload() {
    if (this.#storage.get(RELOADED) !== null) return false;
    this.#storage.set(RELOADED, "1");
    return true;
  }

  /** The page and the server understand each other. */
  settle() {
    this.#storage.remove(RELOADED);
  }

  /** Take a key out of the address bar, which is on the projector. @param {Pick<Browser, "location" | "history">} browser */
  adoptKey({ location, history }) {
    const key = new URLSearchParams(location.hash.slice(1)).get("k");
    if (key === null) return false;
    history.replaceState(null, "", location.pathname + location.search);
    this.keep(key);
    return true;
  }
}

/**
 * Find the tab's room, or open one.
 * @param {Browser} browser
 * @returns {Promise<Session>}
 * @throws {SessionError} the server opens no room; says why
 */
export async function openSession({ location, history, storage, fetch, randomText }) {
  const kept = forgiving(storage);
  const client = kept.get("deltaflow.client") ?? randomText();
  kept.set("deltaflow.client", client);
  const joined = ROOM_PATH.exec(location.pathname);
  if (joined) {
    const session = new Session(joined[1], client, kept);
    session.adoptKey({ location, history });
    return session;
  }
  const query = new URLSearchParams(location.search);
  const opened = await openRoom(query.get("example"), fetch);
  query.delete("example");
  history.replaceState(null, "", `/r/${opened.room}${query.size > 0 ? `?${query}` : ""}`);
  const session = new Session(opened.room, client, kept);
  session.keep(opened.host_key);
  return session;
}

/** 128 random bits; works without a secure context. @returns {string} */
export function randomText() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
