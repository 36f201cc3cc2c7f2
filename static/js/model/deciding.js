// A choice that opens a room or trains anew: in the closed list keys only point at an option, and Enter takes it. Pure.

/**
 * @typedef {"take" | "leave" | "point" | "open"} Answer what a key means: take the option that is pointed at, leave it, point at
 *   another one, or open the list, in which one chooses as ever
 * @typedef {Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey">} Key
 */

/** Keys that move through the options of a list, besides letters. */
const MOVES = /^(Arrow(Up|Down|Left|Right)|Home|End|Page(Up|Down))$/;

/**
 * What a key on a list of choices means; null: nothing of its own.
 * @param {Key} key
 * @param {{open: boolean, pointed: boolean}} list whether its options are to be seen, and whether another one is pointed at
 * @returns {Answer | null}
 */
export function answerTo({ key, altKey, ctrlKey, metaKey }, { open, pointed }) {
  if (open || ctrlKey || metaKey) return null;
  if (key === "Enter" || key === "Escape") {
    if (!pointed) return null;
    return key === "Enter" ? "take" : "leave";
  }
  if (altKey) return MOVES.test(key) ? "open" : null;
  // A space opens the list, or is part of a name that is being typed.
  if (key === "F4" || (key === " " && !pointed)) return "open";
  return key.length === 1 || MOVES.test(key) ? "point" : null;
}
