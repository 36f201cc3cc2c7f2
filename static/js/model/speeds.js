// The speed ladder, and what its rungs are called. Pure.
import { GRAINS } from "./grains.js";

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

/** As `count.toLocaleString("en")` writes it; before its first word that loads a library, for which the first picture would have to wait. @param {number} count */
export const grouped = (count) => String(Number(count.toFixed(3))).replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ",");

/** @param {number} count @param {string} unit */
const counted = (count, unit) => `${grouped(count)} ${unit}${count === 1 ? "" : "s"}`;

/** In plain words: "1 moment every 4 seconds", "2 layers a second", "10 iterations a second". @param {Speed} speed @param {import("../types.js").Grain} grain */
export function speedWords({ unit, per_second }, grain) {
  const step = unit === "moment" ? GRAINS[grain].step : unit;
  if (per_second >= 1) return `${counted(per_second, step)} a second`;
  return `1 ${step} every ${counted(Number((1 / per_second).toFixed(2)), "second")}`;
}

/** The same beside what a step is, on one line: "every 4 seconds", "2 a second", "10 iterations/s". @param {Speed} speed @param {import("../types.js").Grain} grain */
export function paceWords(speed, grain) {
  const words = speedWords(speed, grain);
  if (speed.unit !== "moment") return words.replace(" a second", "/s");
  return speed.per_second < 1 ? words.slice(words.indexOf("every")) : words.replace(/ .*(?= a second)/, "");
}

/** How long one moment lasts while playing by moments, in ms; null when playing by iterations. @param {Speed} speed */
export function intervalOf({ unit, per_second }) {
  return unit === "moment" ? 1000 / per_second : null;
}
