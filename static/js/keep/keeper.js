// All that can be taken away from a page or brought to it: pictures, numbers, programs, links, files.
import { createPictures } from "./pictures.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {ReturnType<typeof createKeeper>} Keeper
 */

/** @param {{store: Store, fetch: typeof globalThis.fetch}} parts */
export function createKeeper({ store, fetch }) {
  return { ...createPictures(store, fetch) };
}
