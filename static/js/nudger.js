// Presses in a row: each counts, though the answer to the one before has not come. Those that change a given are one gesture.
import { stepped } from "./model/givens.js";

/**
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {(changes: import("./types.js").Change[], options: {gesture?: string, place?: string}) => boolean} Edit
 */

/** Longer than this without a press begins another row, in ms. */
export const PAUSE = 1200;

/** A name that no gesture before it had, in this room or any page of it. */
export const newGesture = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("-");

/**
 * @param {Store} store
 * @param {Edit} edit
 * @param {(of: string) => unknown} awaited what something was asked to become, as long as the answer has not come
 * @param {() => number} now in ms
 */
export function createNudger(store, edit, awaited, now) {
  /** @type {{of: string, gesture: string, at: number} | null} */
  let last = null;

  /**
   * Change a given by so many steps.
   * @param {string} of
   * @param {number} count
   * @param {number} step
   * @param {{from?: number | null, place?: string}} options `from`: what to start from, where that is not what stands there
   * @returns {number | null} what it is to be; null where nothing was sent
   */
  return (of, count, step, { from = null, place = "" } = {}) => {
    const time = now();
    const goesOn = last !== null && last.of === of && time - last.at < PAUSE;
    const asked = awaited(of);
    const base = from ?? (typeof asked === "number" ? asked : store.standing(of));
    if (base === null) return null;
    const value = stepped(base, count, step);
    const gesture = goesOn && last ? last.gesture : newGesture();
    if (!edit([{ of, to: value }], { gesture, place })) return null;
    last = { of, gesture, at: time };
    return value;
  };
}

/**
 * Turns through the examples of a batch.
 * @param {Store} store
 * @param {(shown: number) => unknown} show null where nothing was sent
 * @param {() => number} now in ms
 */
export function createTurner(store, show, now) {
  /** @type {{shown: number, at: number, failure: unknown} | null} */
  let last = null;

  /**
   * Show another example, so many on; after the last comes the first.
   * @param {number} by
   * @returns {boolean} whether there is another one
   */
  return (by) => {
    const batch = store.batch.peek();
    if (!batch?.batched || batch.count < 2) return false;
    const time = now();
    // After a refusal one is where one sees that one is.
    const goesOn = last !== null && time - last.at < PAUSE && last.failure === store.failure.peek();
    const from = (goesOn ? last?.shown : null) ?? batch.index;
    const shown = (((from + by) % batch.count) + batch.count) % batch.count;
    last = show(shown) === null ? null : { shown, at: time, failure: store.failure.peek() };
    return true;
  };
}
