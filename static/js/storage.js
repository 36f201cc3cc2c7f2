// What a tab remembers over a reload; where the browser allows no storage, it is forgotten with the page.

/**
 * @typedef {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} OpenStorage Throws where storage is switched off.
 * @typedef {ReturnType<typeof forgiving>} Kept
 */

/** @param {OpenStorage} storage */
export function forgiving(storage) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  /** @template T @param {() => T} attempt @param {T} otherwise */
  const attempted = (attempt, otherwise) => {
    try {
      return attempt();
    } catch {
      return otherwise;
    }
  };
  return {
    /** @param {string} name @returns {string | null} */
    get: (name) => memory.get(name) ?? attempted(() => storage().getItem(name), null),
    /** @param {string} name @param {string} value */
    set(name, value) {
      memory.set(name, value);
      attempted(() => storage().setItem(name, value), undefined);
    },
    /** @param {string} name */
    remove(name) {
      memory.delete(name);
      attempted(() => storage().removeItem(name), undefined);
    },
  };
}
