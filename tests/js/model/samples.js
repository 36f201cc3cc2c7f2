// What the tests of model and shell are made from: the 2-2-2 network's snapshot as pinned on the wire, and frames of it.
import { readFileSync } from "node:fs";

/** @typedef {import("../../../static/js/types.js").Snapshot} Snapshot */
/** @typedef {import("../../../static/js/types.js").Frame} Frame */
/** @typedef {import("../../../static/js/types.js").StateEvent} StateEvent */

const WIRE = new URL("../../fixtures/wire/", import.meta.url);

/** @param {string} name @returns {any} */
export const pinned = (name) => JSON.parse(readFileSync(new URL(name, WIRE), "utf8"));

/** @type {Snapshot} */
const SNAPSHOT = pinned("server.json")
  .map((/** @type {{text: string}} */ { text }) => JSON.parse(text))
  .find((/** @type {{type: string}} */ { type }) => type === "snapshot");

/** @param {Partial<Snapshot>} changes @returns {Snapshot} */
export const snapshot = (changes = {}) => ({
  ...structuredClone(SNAPSHOT),
  epoch: 1,
  seq: 5,
  revision: 1,
  role: "driver",
  may_drive: true,
  curve: [],
  ...changes,
});

/**
 * A record frame; each value is the index of its quantity in the record, so that a test sees where it came from.
 * @param {Partial<Frame>} changes
 * @returns {Frame}
 */
export function frame(changes = {}) {
  const layout = changes.layout ?? "record";
  const values = Float64Array.from(SNAPSHOT.layouts[layout], (id) => SNAPSHOT.layouts.record.indexOf(id));
  const base = {
    description: SNAPSHOT.description,
    frame: 1,
    epoch: 1,
    seq: 5,
    revision: 1,
    moment: 0,
    iteration: 0,
    trained_to: 0,
  };
  return { ...base, layout, values, ...changes };
}

/** @param {Partial<StateEvent>} changes @returns {StateEvent} */
export const stateEvent = (changes = {}) => ({
  type: "state",
  epoch: 1,
  seq: 6,
  revision: 1,
  state: SNAPSHOT.state,
  ...changes,
});

/** @param {Partial<import("../../../static/js/types.js").EditedEvent>} changes */
export const edited = (changes = {}) => ({
  type: /** @type {const} */ ("edited"),
  epoch: 1,
  seq: 6,
  revision: 1,
  cause: /** @type {const} */ ("edit"),
  iteration: 0,
  changes: [{ of: "w.2.0.0", from: 0.4, to: 0.5 }],
  ...changes,
});

/** A frame as the server sends it. @param {Frame} frame @returns {ArrayBuffer} */
export function bytesOf(frame) {
  const buffer = new ArrayBuffer(40 + 8 * frame.values.length);
  const view = new DataView(buffer);
  view.setUint8(0, 2);
  view.setUint8(1, frame.layout === "record" ? 0 : 1);
  view.setUint16(2, frame.description, true);
  const numbers = [frame.frame, frame.epoch, frame.seq, frame.revision, frame.moment];
  for (const [index, number] of numbers.entries()) view.setUint32(4 + 4 * index, number, true);
  view.setFloat64(24, frame.iteration, true);
  view.setFloat64(32, frame.trained_to, true);
  new Float64Array(buffer, 40).set(frame.values);
  return buffer;
}

/** @param {string} hex @returns {ArrayBuffer} */
export const fromHex = (hex) => new Uint8Array(Buffer.from(hex, "hex")).buffer;
