// Which room this tab is in and what it may show there: makes a room or joins one, and keeps the key off the screen.

import { momentAsked, openedBefore, openMoment, openRoom } from "./opening.js";
import { forgiving } from "./storage.js";

/**
 * @typedef {object} Browser What is used of the page. Tests bring their own.
 * @property {{pathname: string, search: string, hash: string}} location
 * @property {{state: unknown, replaceState(data: unknown, unused: string, url: string): void}} history
 * @property {import("./storage.js").OpenStorage} storage Of this tab.
 * @property {Fetch} fetch
 * @property {() => string} randomText
 *
 * @typedef {import("./opening.js").Fetch} Fetch
 */

const ROOM_PATH = /^\/r\/([^/]+)\/?$/;
const RELOADED = "deltaflow.reloaded";

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

  /** How to look at the room when it is opened. @param {unknown} view */
  keepView(view) {
    this.#storage.set(`deltaflow.view.${this.room}`, JSON.stringify(view));
  }

  /** What was kept of it; only once, as from then on the reader decides. @returns {unknown} null: nothing */
  takeView() {
    const kept = this.#storage.get(`deltaflow.view.${this.room}`);
    this.#storage.remove(`deltaflow.view.${this.room}`);
    return kept === null ? null : JSON.parse(kept);
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

  /** Take a key out of the address bar, which is on the projector. @param {{location: Browser["location"], history: Pick<Browser["history"], "replaceState">}} browser */
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
 * @throws {import("./opening.js").SessionError} the server opens no room; says why
 */
export async function openSession({ location, history, storage, fetch, randomText }) {
  const embedded = location.pathname === "/embed";
  const kept = forgiving(storage);
  /** Who this tab is, for the server. */
  const client = () => {
    const known = kept.get("deltaflow.client") ?? randomText();
    kept.set("deltaflow.client", known);
    return known;
  };
  const query = new URLSearchParams(location.search);
  const asked = location.search + location.hash;
  const before = embedded ? await openedBefore(history.state, asked, fetch) : null;
  if (before) {
    const session = new Session(before.room, client(), kept);
    session.keep(before.host_key);
    return session;
  }
  /** A link that is refused for good is not asked for again with every reload. @param {import("./opening.js").SessionError} error */
  const letGo = (error) => {
    if (error.final && !embedded) history.replaceState(null, "", location.pathname + location.search);
    throw error;
  };
  const moment = await momentAsked(location, fetch, embedded ? query.get("link") : null).catch(letGo);
  const joined =
    moment === null ? (embedded ? query.get("room") : (ROOM_PATH.exec(location.pathname)?.[1] ?? null)) : null;
  if (joined) {
    const session = new Session(joined, client(), kept);
    session.adoptKey({ location, history });
    return session;
  }
  const example = query.get("example");
  const opening = moment
    ? openMoment(moment, fetch).catch(letGo)
    : openRoom(example === null ? {} : { example }, fetch);
  // The page stands still while a tab's storage is read for the first time; by now the server has something to do.
  const who = client();
  const opened = await opening;
  query.delete("example");
  // A frame keeps its address, so that it means the same to whoever embeds it; reloaded, it finds its room again.
  if (embedded) history.replaceState({ ...opened, asked }, "", `${location.pathname}${asked}`);
  else history.replaceState(null, "", `/r/${opened.room}${query.size > 0 ? `?${query}` : ""}`);
  const session = new Session(opened.room, who, kept);
  session.keep(opened.host_key);
  if (moment?.view) session.keepView(moment.view);
  return session;
}

/**
 * Goes to another room, which this tab drives from then on.
 * @param {{room: string, key: string, view: unknown}} there
 * @param {{location: {assign(url: string): void}, storage: import("./storage.js").OpenStorage}} browser
 */
export function enterRoom({ room, key, view }, { location, storage }) {
  if (view) new Session(room, "", forgiving(storage)).keepView(view);
  location.assign(`/r/${encodeURIComponent(room)}#k=${encodeURIComponent(key)}`);
}

/** 128 random bits; works without a secure context. @returns {string} */
export function randomText() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
