// What the first screen does not need comes when it is first wanted, or ahead of that, in idle time.
import { signal } from "@preact/signals-core";

/**
 * @typedef {"away" | "coming" | "failed" | "here"} Status
 */

/**
 * @template T
 * @typedef {object} Later
 * @property {import("@preact/signals-core").Signal<Status>} status
 * @property {T | undefined} it what was loaded, once it is here
 * @property {() => Promise<T>} get loads it once; after a failure, anew
 * @property {() => T | undefined} wanted what was loaded; before that it is asked for, and who reads this hears when it is here
 */

/** Knows all that comes later on a page. */
export function createLater() {
  /** @type {Later<unknown>[]} */
  const all = [];
  return {
    /**
     * @template T
     * @param {() => Promise<T>} load a dynamic `import()`, and what is wanted of it
     * @returns {Later<T>}
     */
    later(load) {
      /** @type {Promise<T> | null} */
      let coming = null;
      const fetched = async () => {
        made.status.value = "coming";
        try {
          made.it = await load();
          made.status.value = "here";
          return made.it;
        } catch (error) {
          coming = null;
          made.status.value = "failed";
          throw error;
        }
      };
      /** @type {Later<T>} */
      const made = {
        status: signal(/** @type {Status} */ ("away")),
        it: undefined,
        get() {
          coming ??= fetched();
          return coming;
        },
        wanted() {
          // What failed is not asked for with every reading.
          if (made.status.value === "away") made.get().catch(() => {});
          return made.it;
        },
      };
      all.push(made);
      return made;
    },
    /**
     * Loads what is not here yet, one after the other, so that it is at hand and needs no server any more.
     * @returns {Promise<boolean>} is everything here? After the first failure nothing more is tried
     */
    async ahead() {
      for (const each of all) {
        try {
          await each.get();
        } catch {
          return false;
        }
      }
      return true;
    },
  };
}

/** Those of this page. */
export const { later, ahead } = createLater();
