// Why a connection ends and what the page does then: the server's table (server/close_codes.json; a test keeps them equal).

/**
 * @typedef {"stop" | "retry_once" | "reconnect" | "become_viewer" | "reload" | "retry_later"} Reaction
 */

/** The code for a connection that is simply gone. */
export const LOST = 1006;

/** @type {Record<number, {meaning: string, page: Reaction}>} */
export const CLOSE_CODES = {
  1000: { meaning: "done", page: "stop" },
  1001: { meaning: "leaving", page: "stop" },
  1002: { meaning: "broke a rule of websockets", page: "retry_once" },
  1006: { meaning: "the connection was lost", page: "reconnect" },
  1007: { meaning: "a text message was not UTF-8", page: "retry_once" },
  1008: { meaning: "too many messages, or too many wrong ones", page: "retry_once" },
  1009: { meaning: "a message was too large", page: "retry_once" },
  1011: { meaning: "the server met an error", page: "reconnect" },
  1012: { meaning: "the server restarts", page: "reconnect" },
  1013: { meaning: "the server is overloaded", page: "reconnect" },
  4401: { meaning: "no hello in time, or a wrong key", page: "stop" },
  4404: { meaning: "there is no such room", page: "stop" },
  4408: { meaning: "nothing was acknowledged for too long", page: "reconnect" },
  4409: { meaning: "another page took over", page: "become_viewer" },
  4426: { meaning: "the page speaks another version of the protocol", page: "reload" },
  4503: { meaning: "the room or the server is full", page: "retry_later" },
};

/** Where the meaning alone does not say what to do. @type {Record<number, string>} */
const ADVICE = {
  1000: "The server has closed this room. Reload to come back.",
  1001: "The server has gone. Reload when it runs again.",
  4401: "The host key of this link was not accepted. Reload to watch without it.",
  4404: "There is no such room. Check the code, or open a new room.",
  4426: "This page is older than the server. Close it and open it again.",
};

/** @param {number} code What the page does about it; codes of no table count as lost. */
export const reactionTo = (code) => (CLOSE_CODES[code] ?? CLOSE_CODES[LOST]).page;

/** A sentence for people. @param {number} code */
export function sentenceFor(code) {
  const { meaning } = CLOSE_CODES[code] ?? CLOSE_CODES[LOST];
  return ADVICE[code] ?? `${meaning[0].toUpperCase()}${meaning.slice(1)}.`;
}
