// What was shown before something was changed: kept beside the new numbers, and never used as if it were current. Pure.

/**
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").EditedEvent} EditedEvent
 * @typedef {import("../types.js").Changed} Changed
 * @typedef {import("../types.js").Cause} Cause
 * @typedef {import("../types.js").Position} Position
 *
 * @typedef {object} Before
 * @property {number} revision the one that is over
 * @property {Cause} cause
 * @property {Position} position where both were, or are
 * @property {Changed[]} changes what was given, and is given now
 * @property {(id: string) => number | null} value what stood here before; null: nothing, or not at this position
 *
 * @typedef {{frame: Frame, value: (id: string) => number | null}} Shown
 */

/** @param {Changed[]} one @param {Changed[]} other */
const sameOrigin = (one, other) =>
  one.length === other.length &&
  one.every(({ of, from }, index) => other[index].of === of && other[index].from === from);

/** @param {Position} one @param {Position} other */
export const samePosition = (one, other) => one.iteration === other.iteration && one.moment === other.moment;

/**
 * Two edits between which nothing was shown are one to whoever looks on.
 * @param {EditedEvent | null} first
 * @param {EditedEvent} second
 * @returns {EditedEvent}
 */
export function together(first, second) {
  if (first === null) return second;
  const changed = new Map(first.changes.map((change) => [change.of, change]));
  for (const { of, from, to } of second.changes) changed.set(of, { of, from: changed.get(of)?.from ?? from, to });
  return { ...second, changes: [...changed.values()] };
}

/**
 * @param {EditedEvent} edited
 * @param {Shown | null} shown what was on the page until now
 * @param {Frame} frame the first one after the edit
 * @param {Before | null} former what was kept of the edit before this one
 * @returns {Before}
 */
export function beforeOf({ cause, changes }, shown, frame, former) {
  const position = { iteration: frame.iteration, moment: frame.moment };
  // One gesture is one edit, whose beginning is what one compares with.
  const goesOn =
    former !== null && cause === "edit" && former.cause === "edit" && samePosition(former.position, position);
  if (goesOn && sameOrigin(former.changes, changes)) return { ...former, changes };
  const comparable = shown !== null && shown.frame.layout === "record" && samePosition(shown.frame, position);
  return {
    revision: shown?.frame.revision ?? 0,
    cause,
    position,
    changes,
    value: comparable ? shown.value : () => null,
  };
}
