// The timeline's axis, keys and words. Pure.
import { ofKind } from "../format.js";
import { clamp, iterationToShare, shareToIteration } from "../scales.js";

/** The axis shows at least this many iterations. */
const LEAST = 10;
/** What Page Up and Page Down move by, as a share of the axis. */
const PAGE = 0.1;

/**
 * Where the axis ends: at 1, 2 or 5 times a power of ten, so that it rests while training goes on.
 * @param {number} trained
 * @returns {number}
 */
export function axisEnd(trained) {
  const wanted = Math.max(LEAST, trained);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= wanted) ?? wanted;
}

/**
 * The position the scrubber asks for: the same moment, so that one compares like with like; from a clean page the last one
 * before the update.
 * @param {number} iteration
 * @param {number} moment
 * @param {number} moments of an iteration
 */
export const goal = (iteration, moment, moments) => ({ iteration, moment: moment === 0 ? moments - 1 : moment });

/**
 * Where a key leads: arrows by one iteration, pages by a tenth of the axis.
 * @param {string} key
 * @param {number} iteration
 * @param {number} trained
 * @param {number} last end of the axis
 * @returns {number | null} null: not a key of the scrubber
 */
export function keyGoal(key, iteration, trained, last) {
  const page = (/** @type {number} */ by) => shareToIteration(iterationToShare(iteration, last) + by, last);
  /** @type {Record<string, () => number>} */
  const keys = {
    ArrowLeft: () => iteration - 1,
    ArrowDown: () => iteration - 1,
    ArrowRight: () => iteration + 1,
    ArrowUp: () => iteration + 1,
    PageDown: () => Math.min(iteration - 1, page(-PAGE)),
    PageUp: () => Math.max(iteration + 1, page(PAGE)),
    Home: () => 0,
    End: () => trained,
  };
  return Object.hasOwn(keys, key) ? clamp(keys[key](), 0, trained) : null;
}

/** "iteration 40, error 0.0690". @param {number} iteration @param {number | null} error */
export const spoken = (iteration, error) =>
  `iteration ${iteration}, error ${error === null ? "not computed yet" : ofKind("error_total", error)}`;
