// How long to wait before the next attempt to connect. Pure: time and chance come from outside.

/** In ms: full jitter between the first and a bound that doubles up to the last. */
const SHORTEST = 250;
const LONGEST = 10_000;
const AFTER_BROKEN_RULE = 10_000;
const WHEN_FULL = { from: 15_000, to: 45_000 };
/** A connection that held this long was a good one: counting starts anew. */
const STEADY = 30_000;

/**
 * @typedef {{delay: number, hurry: boolean}} Wait `hurry`: not waited out when the page comes back to the front.
 *
 * @typedef {object} Retry
 * @property {(reaction: import("../close_codes.js").Reaction, lived: number) => Wait | null} after How long to wait after a
 *   connection that was live for `lived` ms; null: do not try again.
 */

/** @param {number} from @param {number} to @param {() => number} random */
const between = (from, to, random) => from + random() * (to - from);

/** @param {() => number} random from 0 to 1 @returns {Retry} */
export function createRetry(random) {
  let attempts = 0;
  let forgiven = false;

  return {
    after(reaction, lived) {
      if (lived >= STEADY) {
        attempts = 0;
        forgiven = false;
      }
      if (reaction === "reconnect" || reaction === "become_viewer") {
        attempts += 1;
        const bound = Math.min(LONGEST, SHORTEST * 2 ** attempts);
        return { delay: between(SHORTEST, bound, random), hurry: true };
      }
      if (reaction === "retry_later") return { delay: between(WHEN_FULL.from, WHEN_FULL.to, random), hurry: false };
      if (reaction === "retry_once" && !forgiven) {
        forgiven = true;
        return { delay: AFTER_BROKEN_RULE, hurry: false };
      }
      return null;
    },
  };
}
