// Where the words stand beside what they explain: close, never on it, never outside of the window. Pure.

/** @typedef {import("./places.js").Box} Box */

/** Room of the words, in pixels. */
const CARD = { width: 340, height: 250 };
const GAP = 14;

/** @param {number} value @param {number} least @param {number} most */
const between = (value, least, most) => Math.max(least, Math.min(value, most));

/**
 * @param {Box} box what is explained
 * @param {{width: number, height: number}} window
 * @returns {{left: string, top: string}}
 */
export function cardPlace({ left, top, width, height }, window) {
  const x = between(left + width / 2 - CARD.width / 2, GAP, window.width - CARD.width - GAP);
  const y = between(top + height / 2 - CARD.height / 2, GAP, window.height - CARD.height - GAP);
  const below = top + height + GAP;
  const above = top - GAP - CARD.height;
  const spot =
    below + CARD.height <= window.height
      ? { x, y: Math.max(below, GAP) }
      : above >= GAP
        ? { x, y: above }
        : left - GAP - CARD.width >= 0
          ? { x: left - GAP - CARD.width, y }
          : { x: between(left + width + GAP, GAP, window.width - CARD.width - GAP), y };
  return { left: `${Math.round(spot.x)}px`, top: `${Math.round(spot.y)}px` };
}
