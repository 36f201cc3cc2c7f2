// What is announced waits for its numbers: the page goes from one whole state to the next, and shows nothing in between.

/**
 * @typedef {import("../types.js").Received} Received
 * @typedef {import("../types.js").RoomEvent} RoomEvent
 * @typedef {import("../types.js").Frame} Frame
 */

const NOT_EVENTS = new Set(["failure", "heartbeat"]);

/** A frame names its description in 16 bits. */
const DESCRIPTIONS = 65_536;

/**
 * Events of a new revision or a new description are held until a frame of it has come. Nothing older is let through meanwhile.
 * @returns {{admit: (message: Received) => Received[]}} what is to be taken now, all together
 */
export function createPending() {
  /** @type {RoomEvent[]} */
  let held = [];
  let revision = -1;
  let description = -1;

  /** @param {Frame} frame */
  function frameCame(frame) {
    if (frame.revision < revision || frame.description !== description % DESCRIPTIONS) return [];
    const together = [...held, frame];
    held = [];
    revision = frame.revision;
    return together;
  }

  /** @param {RoomEvent} event */
  function eventCame(event) {
    const news = event.revision > revision || event.type === "description";
    revision = Math.max(revision, event.revision);
    if (event.type === "description") description = event.description;
    if (!news && held.length === 0) return [event];
    held.push(event);
    return [];
  }

  return {
    admit(message) {
      if (!("type" in message)) return frameCame(message);
      if (message.type === "snapshot") {
        held = [];
        ({ revision, description } = message);
        return [message];
      }
      if (message.type === "connection") {
        // Another connection begins with a snapshot, and this one brings no frame any more.
        if (message.connection.status !== "live") held = [];
        return [message];
      }
      return NOT_EVENTS.has(message.type) ? [message] : eventCame(/** @type {RoomEvent} */ (message));
    },
  };
}
