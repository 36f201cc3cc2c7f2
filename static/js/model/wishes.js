// What was asked for and is not answered yet: what is asked for next builds on it, not on what still stands there. Pure.

/**
 * @typedef {import("../types.js").Change} Change
 * @typedef {{id: number, of: string | null, to: Change["to"], due: number, at: number}} Wish due: with this revision it is there
 */

/** After so long a silence the connection counts as lost, and what was asked over it; in ms. */
const LOST = 8000;

/** @param {() => number} now in ms */
export function createWishes(now) {
  /** In the order in which they were sent. @type {Wish[]} */
  let waiting = [];

  /** @param {number} revision the one that is shown */
  function stillWaiting(revision) {
    waiting = waiting.filter(({ due, at }) => revision < due && now() - at < LOST);
    return waiting;
  }

  /** Each edit makes a revision, and so do those before it. @param {number} id @param {{of: string | null, to: Change["to"]}[]} changes @param {number} revision */
  function add(id, changes, revision) {
    const due = (stillWaiting(revision).at(-1)?.due ?? revision) + 1;
    waiting.push(...changes.map(({ of, to }) => ({ id, of, to, due, at: now() })));
  }

  return {
    /** An edit was sent. @param {number} id @param {Change[]} changes @param {number} revision the one that is shown */
    ask: add,
    /** Something was sent after which other things stand there: nobody knows yet which. */
    forget() {
      waiting = waiting.map((wish) => ({ ...wish, of: null }));
    },
    /** Something was sent that makes a revision. @param {number} id @param {number} revision the one that is shown */
    expect: (id, revision) => add(id, [{ of: null, to: null }], revision),
    /** It makes no revision. @param {number} id */
    refuse(id) {
      const due = waiting.find((wish) => wish.id === id)?.due ?? Number.POSITIVE_INFINITY;
      waiting = waiting
        .filter((wish) => wish.id !== id)
        .map((wish) => (wish.due > due ? { ...wish, due: wish.due - 1 } : wish));
    },
    /** No answer comes any more. */
    drop() {
      waiting = [];
    },
    /** What something is to become; undefined: what it is, so far as one knows. @param {string} of @param {number} revision the one that is shown */
    newest: (of, revision) => stillWaiting(revision).findLast((wish) => wish.of === of)?.to,
  };
}
