// Asks the server something over REST that is not about one moment, or sends it something. What it refuses comes with its field.
import { problemText } from "./opening.js";

/** @typedef {typeof globalThis.fetch} Fetch */

const NOWHERE = "The server cannot be reached. Try again when it runs.";

/** The server has not done it; the message is for people. */
export class Refusal extends Error {
  /** The field it is about, as a JSON pointer. @type {string | null} */
  pointer = null;
}

/**
 * @param {Fetch} fetch
 * @param {string} path
 * @param {unknown} [body] what is sent, by POST
 * @returns {Promise<any>}
 * @throws {Refusal} with words for people
 */
export async function ask(fetch, path, body) {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const request = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(path, request).catch(() => null);
  if (response === null) throw new Refusal(NOWHERE);
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  // What is said of a field stands at the field, or names its place itself.
  const { detail, pointer } = answer?.errors?.[0] ?? {};
  const refusal = new Refusal(detail ?? problemText(answer, response.status, "The server does not do that"));
  refusal.pointer = typeof pointer === "string" ? pointer : null;
  throw refusal;
}
