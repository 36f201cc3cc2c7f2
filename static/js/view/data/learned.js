// E of trained and of tested rows over all iterations, asked for once and then for what is new: the same in every browser.
import { useEffect, useRef } from "preact/hooks";

/**
 * @typedef {import("./looking.js").Looking} Looking
 * @typedef {{error: number | null, accuracy: number | null}} Fit null: it runs over; there are no classes
 * @typedef {{iteration: number, train: Fit, test: Fit | null}} Point
 * @typedef {{revision: number, points: Point[], newest: Point | null, next: number}} Learned
 *   next: the iteration of the next point; newest: where the newest answer ends
 */

/** @type {Learned} */
export const NOTHING = { revision: -1, points: [], newest: null, next: 0 };

/** What is known of a revision. @param {Learned} learned @param {number} revision @returns {Learned} */
export const of = (learned, revision) => (learned.revision === revision ? learned : { ...NOTHING, revision });

/**
 * What is known, with one more answer; one that is older than what is known adds nothing.
 * @param {Learned} learned
 * @param {{revision: number, points: Point[], newest: Point, next: number}} answer
 * @returns {Learned}
 */
export function withAnswer(learned, { revision, points, newest, next }) {
  const known = of(learned, revision);
  const newer = points.filter(({ iteration }) => iteration > (known.points.at(-1)?.iteration ?? -1));
  const end = known.newest === null || newest.iteration > known.newest.iteration ? newest : known.newest;
  return { revision, points: [...known.points, ...newer], newest: end, next: Math.max(next, known.next) };
}

/**
 * Up to where the curve is asked for now; null: all that is wanted is known. While it trains only when a point joins.
 * @param {Learned} known of this revision
 * @param {number} trainedTo
 * @param {boolean} runs
 */
export function wanted({ newest, next }, trainedTo, runs) {
  const known = newest?.iteration ?? -1;
  return trainedTo > known && (!runs || trainedTo >= next) ? trainedTo : null;
}

/**
 * The points that are drawn, in order: those of the curve, its end, and what was measured at the iteration that is shown.
 * @param {Learned} known of the revision that is shown
 * @param {Point} shown
 */
export function drawn({ points, newest }, shown) {
  const all = new Map([...points, ...(newest ? [newest] : []), shown].map((point) => [point.iteration, point]));
  return [...all.values()].sort((a, b) => a.iteration - b.iteration);
}

/**
 * Asks for what is not known yet, one question at a time.
 * @param {import("../app.js").Props} props
 * @param {Looking} looking
 */
export function useLearned({ store, inquiries }, { learned }) {
  const revision = store.revision.value;
  const { frame, state } = store;
  const trainedTo = frame.value?.revision === revision ? frame.value.trained_to : -1;
  const asked = useRef(/** @type {{iteration: number, since: number, revision: number} | null} */ (null));
  const ask = () =>
    asked.current && inquiries.about("learning-curve", { since: asked.current.since }, asked.current.iteration);
  const reply = asked.current?.revision === revision ? ask() : null;
  const before = of(learned.value, revision);
  const known = reply?.status === "ready" ? withAnswer(before, reply.answer) : before;
  const next = wanted(known, trainedTo, state.value?.play !== "paused");
  // What failed is asked again when there is more to ask for, or by who presses the button.
  if (reply === null || reply.status === "ready" || (reply.status === "failed" && next !== asked.current?.iteration)) {
    asked.current = next === null ? null : { iteration: next, since: known.next, revision };
    ask();
  }
  useEffect(() => {
    learned.value = known;
  });
  return { known, reply };
}
