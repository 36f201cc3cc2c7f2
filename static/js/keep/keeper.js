// All that can be taken away from a page or brought to it: pictures, numbers, programs, links, files.
import { createMoments } from "./moments.js";
import { createNumbers } from "./numbers.js";
import { createPictures } from "./pictures.js";

/** @typedef {ReturnType<typeof createKeeper>} Keeper */

/** @param {import("./keep.js").Keep} keep */
export function createKeeper({ store, fetch, doors, shown }) {
  return {
    ...createPictures(store, fetch, shown),
    ...createMoments(store, fetch, doors),
    ...createNumbers(store, fetch),
  };
}
