// Of many wishes in a row, the first at once and then the latest, no faster than can be served.

/** @typedef {{now: () => number, later: (callback: () => void, delay: number) => unknown}} Time */

/** @type {Time} */
const clock = { now: () => performance.now(), later: (callback, delay) => setTimeout(callback, delay) };

/**
 * @template T
 * @param {(value: T) => void} act
 * @param {number} interval in ms
 * @param {Time} [time]
 * @returns {((value: T) => void) & {now: () => void}} now: what waits waits no longer
 */
export function latestOnly(act, interval, time = clock) {
  let last = Number.NEGATIVE_INFINITY;
  /** @type {{value: T} | null} */
  let waiting = null;
  const run = () => {
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    last = time.now();
    act(value);
  };
  const wish = (/** @type {T} */ value) => {
    const planned = waiting !== null;
    waiting = { value };
    if (planned) return;
    const delay = last + interval - time.now();
    if (delay <= 0) run();
    else time.later(run, delay);
  };
  return Object.assign(wish, { now: run });
}
