// How a moment is looked at, as a moment file says it: read from the page, and brought back to it.
import { borrow } from "../view/theme.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../types.js").MomentView} MomentView
 */

/** @param {Store} store @returns {MomentView} */
export const viewOf = (store) => ({
  selection: store.selection.peek(),
  notation: store.notation.peek(),
  digits: store.digits.peek(),
  paper: store.paper.peek(),
  theme: store.theme.peek(),
  tab: store.tab.peek(),
});

/** @param {number} least @param {number} most @returns {(value: unknown) => boolean} */
const within = (least, most) => (value) =>
  value === null || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most);
/** @param {...string} names @returns {(value: unknown) => boolean} */
const among =
  (...names) =>
  (value) =>
    names.includes(/** @type {string} */ (value));

/** What each field may be: whoever made the link may not know this page. @type {Record<keyof MomentView, (value: unknown) => boolean>} */
const FIELDS = {
  selection: (value) => value === null || (typeof value === "string" && value.length <= 64),
  notation: among("article", "modern", "matrix", "numpy"),
  digits: within(2, 17),
  paper: within(1, 10),
  theme: among("light", "dark", "projector"),
  tab: among("rule", "paths", "check", "data", "table"),
};

/**
 * Looks at the moment as it says; what it does not say, or says in a way nobody knows, stays as it is.
 * @param {Store} store
 * @param {unknown} view
 */
export function restoreView(store, view) {
  if (typeof view !== "object" || view === null) return;
  const wanted = /** @type {any} */ (view);
  for (const [name, fits] of Object.entries(FIELDS)) {
    if (!(name in wanted) || !fits(wanted[name])) continue;
    // These are this moment's; what this reader prefers elsewhere stays.
    if (name === "theme" || name === "notation" || name === "digits") borrow(store, name, wanted[name]);
    /** @type {{value: unknown}} */ else
      store[/** @type {"selection" | "paper" | "tab"} */ (name)].value = wanted[name];
  }
}
