// What a keeper needs of the page. The keeper itself comes when there is something to keep.

/**
 * @typedef {import("../view/stage/stage.js").Shown} Shown
 *
 * @typedef {object} Needed
 * @property {import("../model/store.js").Store} store
 * @property {typeof globalThis.fetch} fetch
 * @property {import("./moments.js").Doors} doors
 *
 * @typedef {ReturnType<typeof createKeep>} Keep
 */

/** @param {Needed} needed */
export function createKeep(needed) {
  /** @type {() => Shown | null} */
  let look = () => null;
  return {
    ...needed,
    /** The stage says how to look at it. @param {() => Shown | null} shown */
    showing(shown) {
      look = shown;
    },
    /** What the stage shows just now. */
    shown: () => look(),
  };
}
