// Opening a room: with an example, or at the moment that a link, a fragment or a file says.
import { fieldInWords } from "./keep/fields.js";
import { unpack } from "./keep/packing.js";

/**
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {{room: string, host_key: string}} Opened
 * @typedef {import("./types.js").MomentFile} MomentFile
 * @typedef {{example?: string, moment?: MomentFile} | {network: object, title: string}} Wanted
 */

/** No room could be opened; the message is for people. */
export class SessionError extends Error {
  /** Would asking again for the same be refused again? */
  final = false;

  /** @param {string} message */
  static refused(message) {
    return Object.assign(new SessionError(message), { final: true });
  }
}

/** The server has understood what it is asked for, and will not have it. */
const REFUSED = new Set([400, 413, 422]);

const LINK_PATH = /^\/m\/([^/]+)\/?$/;
const UNREACHED = "The server cannot be reached. Reload when it runs.";
const NO_ROOM = 404;
const LINK_FAILED = "This link cannot be opened.";
const LINK_ADVICE = "Ask for it anew, or open a new room.";

/** @param {Response} response @returns {Promise<any>} null when it is not JSON */
const bodyOf = (response) => response.json().catch(() => null);

/** What a problem document says, with the field it is about. @param {any} problem @param {number} status @param {string} otherwise */
export function problemText(problem, status, otherwise) {
  const { detail, pointer } = problem?.errors?.[0] ?? {};
  const field = typeof pointer === "string" ? fieldInWords(pointer) : "";
  const at = field === "" ? "" : `At ${field}: `;
  const details = [problem?.detail, typeof detail === "string" ? at + detail : null];
  const said = details.filter((each) => typeof each === "string");
  return said.length > 0 ? said.join(" ") : `${otherwise} (${status}).`;
}

/**
 * @param {Wanted} wanted nothing: the server's choice
 * @param {Fetch} fetch
 * @returns {Promise<Opened>}
 * @throws {SessionError} the server opens none; says why
 */
export async function openRoom(wanted, fetch) {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(wanted) };
  const response = await fetch("/api/v1/rooms", request).catch(() => null);
  if (response === null) throw new SessionError(UNREACHED);
  const body = await bodyOf(response);
  if (response.ok) return body;
  const said = problemText(body, response.status, "The server opens no room here");
  throw REFUSED.has(response.status) ? SessionError.refused(said) : new SessionError(said);
}

/** @param {string} link @param {Fetch} fetch @returns {Promise<MomentFile>} */
async function momentOfLink(link, fetch) {
  const response = await fetch(`/api/v1/links/${encodeURIComponent(link)}`).catch(() => null);
  if (response === null) throw new SessionError(UNREACHED);
  const body = await bodyOf(response);
  if (response.ok && body !== null) return body;
  throw new SessionError(
    `${LINK_FAILED} ${problemText(body, response.status, "The server says nothing")} ${LINK_ADVICE}`,
  );
}

/** A self-contained moment in an address. @param {string} hash @returns {string | null} */
export const packedIn = (hash) => new URLSearchParams(hash.slice(1)).get("m");

/**
 * The moment that an address asks for.
 * @param {{pathname: string, search: string, hash: string}} address
 * @param {Fetch} fetch
 * @param {string | null} [link] another way to name a short link
 * @returns {Promise<MomentFile | null>} null: none
 * @throws {SessionError} it cannot be had; says why
 */
export async function momentAsked({ pathname, hash }, fetch, link = null) {
  const packed = packedIn(hash);
  if (packed !== null) {
    return unpack(packed).catch((error) => {
      throw SessionError.refused(`${LINK_FAILED} ${error.message} ${LINK_ADVICE}`);
    });
  }
  const short = link ?? LINK_PATH.exec(pathname)?.[1] ?? null;
  return short === null ? null : momentOfLink(decodeURIComponent(short), fetch);
}

/**
 * The room that a frame had opened before it was reloaded.
 * @param {unknown} state What it has noted in its history.
 * @param {string} asked What its address asks for now.
 * @param {Fetch} fetch
 * @returns {Promise<Opened | null>} null: there was none, for something else, or it is no more
 * @throws {SessionError} nobody knows whether it is; says why
 */
export async function openedBefore(state, asked, fetch) {
  const noted = /** @type {Partial<Opened & {asked: string}> | null} */ (state);
  if (typeof noted?.room !== "string" || typeof noted.host_key !== "string" || noted.asked !== asked) return null;
  const response = await fetch(`/api/v1/rooms/${encodeURIComponent(noted.room)}`).catch(() => null);
  if (response === null) throw new SessionError(UNREACHED);
  if (response.ok) return { room: noted.room, host_key: noted.host_key };
  if (response.status === NO_ROOM) return null;
  throw new SessionError(problemText(await bodyOf(response), response.status, "The server says nothing of the room"));
}

/** The room for a moment of a link. @param {MomentFile} moment @param {Fetch} fetch */
export async function openMoment(moment, fetch) {
  return openRoom({ moment }, fetch).catch((error) => {
    const said = `${LINK_FAILED} ${error.message} ${LINK_ADVICE}`;
    throw error.final ? SessionError.refused(said) : new SessionError(said);
  });
}
