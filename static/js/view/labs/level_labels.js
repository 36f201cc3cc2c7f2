// Which heights have a line of equal E, and where on it its number stands: away from others, from the way and from the frame. Pure.
import { logTicks, roundTicks } from "../scales.js";

/** @typedef {[x: number, y: number]} Place in pixels */
/** @typedef {{level: number, at: Place}} Labelled */

/** So few lines say too little, so many too much. */
const [FEWEST, MOST] = [4, 12];

/**
 * Round numbers between two heights: 1, 2 and 5 times powers of ten; powers alone where those are many, evenly round ones where they are few.
 * @param {{least: number, most: number}} extent
 * @returns {number[]}
 */
export function roundLevels({ least, most }) {
  if (!(most > least * (1 + 1e-9))) return [];
  const inside = (/** @type {number} */ level) => level > least && level < most;
  const levels = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); power += 1)
    for (const step of [1, 2, 5]) levels.push(Number(`${step}e${power}`));
  const found = levels.filter(inside);
  if (found.length < FEWEST) return roundTicks(least, most, 8).filter(inside);
  return found.length > MOST ? logTicks(least, most, MOST).filter(inside) : found;
}

const away = (/** @type {Place} */ [x1, y1], /** @type {Place} */ [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);

/**
 * Where the numbers of some lines stand; a line without such a place has none.
 * @param {{level: number, places: Place[]}[]} lines
 * @param {Place[]} kept what stays free: the way of training
 * @param {{width: number, height: number, apart: number}} room
 * @returns {Labelled[]}
 */
export function labelled(lines, kept, { width, height, apart }) {
  /** @type {Labelled[]} */
  const found = [];
  const within = (/** @type {Place} */ [x, y]) =>
    x > apart && x < width - apart && y > apart / 2 && y < height - apart / 2;
  for (const { level, places } of lines) {
    const others = [...kept, ...found.map(({ at }) => at)];
    const free = (/** @type {Place} */ place) => Math.min(...others.map((other) => away(place, other)));
    const [best] = places
      .filter(within)
      .map((at) => ({ at, free: free(at) }))
      .sort((one, other) => other.free - one.free);
    if (best && best.free >= apart) found.push({ level, at: best.at });
  }
  return found;
}
