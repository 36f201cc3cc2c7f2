// Tells whether a message builds on everything seen before. Pure; no socket, no clock.

/**
 * @typedef {import("../types.js").ServerMessage} ServerMessage
 * @typedef {import("../types.js").Frame} Frame
 *
 * @typedef {object} Sequence
 * @property {(message: ServerMessage | Frame) => "take" | "ask" | "drop"} judge
 *   take: show it; ask: something is missing, ask for a snapshot; drop: it is worth nothing until the snapshot comes.
 */

/** A message does not fit what came before it. */
export class MisfitError extends Error {}

/** @returns {Sequence} of one connection: nothing can be shown before its first snapshot */
export function createSequence() {
  let waiting = true;
  let epoch = -1;
  let seq = -1;

  /** @param {boolean} next */
  function unless(next) {
    if (next) return "take";
    waiting = true;
    return "ask";
  }

  return {
    judge(message) {
      const type = "type" in message ? message.type : "frame";
      if (type === "failure" || type === "heartbeat") return "take";
      const its = /** @type {{epoch: number, seq: number}} */ (message);
      if (type === "snapshot") {
        waiting = false;
        ({ epoch, seq } = its);
        return "take";
      }
      if (waiting) return "drop";
      if (type === "frame") return unless(its.epoch === epoch && its.seq <= seq);
      const next = unless(its.epoch === epoch && its.seq === seq + 1);
      if (next === "take") seq = its.seq;
      return next;
    },
  };
}
