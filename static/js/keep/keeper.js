// All that can be taken away from a page or brought to it: pictures, numbers, programs, links, files.
import { createMoments } from "./moments.js";
import { createNumbers } from "./numbers.js";
import { createPictures } from "./pictures.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {ReturnType<typeof createKeeper>} Keeper
 */

/** @param {{store: Store, fetch: typeof globalThis.fetch, doors: import("./moments.js").Doors}} parts */
export function createKeeper({ store, fetch, doors }) {
  return { ...createPictures(store, fetch), ...createMoments(store, fetch, doors), ...createNumbers(store, fetch) };
}
