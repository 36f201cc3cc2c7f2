// How this reader wants to see the page, where the address or the system says so.
import { DIGITS, NOTATIONS, wholeWithin } from "./model/notation.js";

/** @typedef {import("./model/store.js").Store} Store */

/** @type {import("./types.js").Theme[]} */
const THEMES = ["light", "dark", "projector"];

/**
 * Takes the theme from `?theme=`, notation and digits from `?notation=` and `?digits=`, and reduced motion from `?motion=reduced` or the system, now and when that changes.
 * @param {Store} store
 * @param {string} search the address's query
 * @param {Pick<MediaQueryList, "matches" | "addEventListener">} lessMotion the system's wish
 */
export function followPreferences(store, search, lessMotion) {
  const query = new URLSearchParams(search);
  const theme = THEMES.find((each) => each === query.get("theme"));
  if (theme) store.theme.value = theme;
  const notation = NOTATIONS.find((each) => each === query.get("notation"));
  if (notation) store.notation.value = notation;
  store.digits.value = wholeWithin(query.get("digits"), DIGITS) ?? store.digits.value;
  const follow = () => {
    store.reducedMotion.value = lessMotion.matches || query.get("motion") === "reduced";
  };
  lessMotion.addEventListener("change", follow);
  follow();
}
