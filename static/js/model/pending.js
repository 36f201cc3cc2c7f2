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
 * Events of a new revision or a new description are held until a frame of it has come, and so is another example of the batch, until
 * its numbers have come: a frame names the newest event it knows of. Nothing older is let through meanwhile.
 * @returns {{admit: (message: Received) => Received[]}} what is to be taken now, all together
 */
export function createPending() {
  /** @type {RoomEvent[]} */
  let held = [];
  let revision = -1;
  let description = -1;
  /** The newest event held that begins a revision or a description: a frame of them knows of it. */
  let news = /** @type {number | null} */ (null);
  /** Index of the example whose numbers are shown. */
  let shown = 0;

  /** Take these out of what is held. @param {(event: RoomEvent) => boolean} which */
  function release(which) {
    const released = held.filter(which);
    held = held.filter((event) => !released.includes(event));
    for (const event of released) if (event.type === "state") shown = event.state.shown;
    return released;
  }

  /** What is held, unless it waits; where one has turned to another example and back, no numbers have to come. */
  function passing() {
    const last = held.findLast((event) => event.type === "state");
    return news !== null || (last && last.state.shown !== shown) ? [] : release(() => true);
  }

  /** @param {Frame} frame */
  function frameCame(frame) {
    if (frame.revision < revision || frame.description !== description % DESCRIPTIONS) return [];
    revision = frame.revision;
    const known = Math.max(frame.seq, news ?? 0);
    news = null;
    return [...release(({ seq }) => seq <= known), frame, ...passing()];
  }

  /** @param {RoomEvent} event */
  function eventCame(event) {
    if (event.revision > revision || event.type === "description") news = event.seq;
    revision = Math.max(revision, event.revision);
    if (event.type === "description") description = event.description;
    held.push(event);
    return passing();
  }

  return {
    admit(message) {
      if (!("type" in message)) return frameCame(message);
      if (message.type === "snapshot") {
        held = [];
        news = null;
        ({ revision, description } = message);
        shown = message.state.shown;
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
