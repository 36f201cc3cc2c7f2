// What one looks at in the tab "Data", kept while other tabs are open, and what the server is asked for it.
import { signal } from "@preact/signals-core";
import { clamp } from "../scales.js";
import { NOTHING } from "./learned.js";

/**
 * @typedef {import("../../model/store.js").Store} Store
 * @typedef {ReturnType<typeof lookingOf>} Looking
 */

/** So many numbers of a field come with an answer at most, as far as each side keeps its fewest points. */
const NUMBERS = 40_000;
const POINTS = { fewest: 17, most: 41, line: 101 };

/** @type {WeakMap<Store, ReturnType<typeof begin>>} */
const all = new WeakMap();

const begin = () => ({
  across: signal(0),
  down: signal(1),
  output: signal(0),
  /** The hidden layer whose picture of the rows is drawn, null: the last; and two of its units. */
  hidden: signal(/** @type {number | null} */ (null)),
  hiddenAcross: signal(0),
  hiddenDown: signal(1),
  learned: signal(NOTHING),
});

/** @param {Store} store */
export function lookingOf(store) {
  const known = all.get(store) ?? begin();
  all.set(store, known);
  return known;
}

/**
 * How many points a side has, so that an answer stays small.
 * @param {number[]} sizes of the layers
 */
export function pointsFor(sizes) {
  if (sizes[0] === 1) return POINTS.line;
  const units = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  return clamp(Math.floor(Math.sqrt(NUMBERS / units)), POINTS.fewest, POINTS.most);
}

/**
 * Two different inputs that there are.
 * @param {number} across
 * @param {number} down
 * @param {number} count
 * @returns {[across: number, down: number | null]} null: there is only one
 */
export function twoOf(across, down, count) {
  const first = across < count ? across : 0;
  if (count === 1) return [0, null];
  return [first, down < count && down !== first ? down : Number(first === 0)];
}

/**
 * Let one of two places have another of many; the other place, if it has that one, takes what the first had.
 * @template T
 * @param {{value: T}} place
 * @param {{value: T}} other
 * @param {{place: T, other: T}} now what they have
 * @param {T} wanted
 */
export function exchange(place, other, now, wanted) {
  if (now.other === wanted) other.value = now.place;
  place.value = wanted;
}

/** The hidden layer whose picture of the rows is drawn; 0: there is none. @param {number[]} sizes @param {number | null} chosen */
export function hiddenOf(sizes, chosen) {
  const last = sizes.length - 2;
  return chosen === null || chosen > last ? last : chosen;
}

/** What is asked. @param {number[]} sizes @param {Looking} looking */
export function detailsOf(sizes, looking) {
  const [across, down] = twoOf(looking.across.value, looking.down.value, sizes[0]);
  const hidden = hiddenOf(sizes, looking.hidden.value);
  const further = { ...(down === null ? {} : { down }), ...(hidden > 0 ? { hidden } : {}) };
  return { across, ...further, points: pointsFor(sizes), rows: "true" };
}
