// The speed ladder, and what its rungs are called. Pure.

/** @typedef {import("../types.js").Speed} Speed */

/** Faster playing than this draws whole moments: nobody can follow a pulse any more. In moments a second. */
export const FASTEST_TRAVEL = 4;

/** Moments come before iterations, then the slower first. @param {Speed} p @param {Speed} q */
function compare(p, q) {
  if (p.unit !== q.unit) return p.unit === "moment" ? -1 : 1;
  return p.per_second - q.per_second;
}

/**
 * Where a speed stands on the ladder: the index of the fastest rung that is not faster than it.
 * @param {Speed[]} speeds from slow to fast
 * @param {Speed} speed
 */
export function rungOf(speeds, speed) {
  const above = speeds.findIndex((rung) => compare(rung, speed) > 0);
  return above === -1 ? Math.max(0, speeds.length - 1) : Math.max(0, above - 1);
}

/** @param {number} count @param {string} unit */
const counted = (count, unit) => `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;

/** In plain words: "1 moment every 4 seconds", "10 iterations a second". @param {Speed} speed */
export function speedWords({ unit, per_second }) {
  if (per_second >= 1) return `${counted(per_second, unit)} a second`;
  return `1 ${unit} every ${counted(Number((1 / per_second).toFixed(2)), "second")}`;
}

/** How long one moment lasts while playing by moments, in ms; null when playing by iterations. @param {Speed} speed */
export function intervalOf({ unit, per_second }) {
  return unit === "moment" ? 1000 / per_second : null;
}
