// How fast training goes, told by the iterations of the last seconds. Pure.
import { grouped, paceWords } from "./speeds.js";

/** How far back is looked, and how long one has to have looked, in ms. */
const SPAN = 2000;
const LEAST = 1000;

/** Slower speeds are reached everywhere, and take long to be told from others. In iterations a second. */
const QUICK = 100;

/** A speed is not reached where less than this part of it is. */
const NEARLY = 0.8;

/** Notes when which iteration was shown. */
export function createPace() {
  /** @type {{iteration: number, at: number}[]} */
  let seen = [];
  return {
    /** @param {number} iteration @param {number} at in ms */
    note(iteration, at) {
      const last = seen.at(-1);
      if (last !== undefined && iteration < last.iteration) seen = [];
      seen = [...seen.filter((each) => at - each.at <= SPAN), { iteration, at }];
    },
    /** It does not go on, or at another speed. */
    rest() {
      seen = [];
    },
    /** Iterations a second; null: too little was seen. @returns {number | null} */
    reached() {
      const [first, last] = [seen[0], seen.at(-1)];
      if (first === undefined || last === undefined || last.at - first.at < LEAST) return null;
      return ((last.iteration - first.iteration) * 1000) / (last.at - first.at);
    },
  };
}

/**
 * What is beside the speed: "20,000 iterations/s", and where the network is too large for that, "310 of 20,000 iterations/s".
 * @param {import("../types.js").Speed} speed
 * @param {import("../types.js").Grain} grain
 * @param {number | null} reached
 */
export function reachedWords(speed, grain, reached) {
  const words = paceWords(speed, grain);
  if (reached === null || speed.unit !== "iteration" || speed.per_second < QUICK) return words;
  return reached < NEARLY * speed.per_second ? `${grouped(Number(reached.toPrecision(2)))} of ${words}` : words;
}
