// Of many wishes in a row, the first at once and then the latest, no faster than can be served.

/**
 * @template T
 * @param {(value: T) => void} act
 * @param {number} interval in ms
 * @param {{now: () => number, later: (callback: () => void, delay: number) => unknown}} [time]
 * @returns {(value: T) => void}
 */
export function latestOnly(act, interval, time = { now: () => performance.now(), later: setTimeout }) {
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
  return (value) => {
    const planned = waiting !== null;
    waiting = { value };
    if (planned) return;
    const delay = last + interval - time.now();
    if (delay <= 0) run();
    else time.later(run, delay);
  };
}
