// Keys → actions, as deeds.js defines them.
import { DEEDS } from "./deeds.js";

/** @typedef {import("./actions.js").Actions} Actions */

/** @type {import("./deeds.js").Deed[]} */
const SHORTCUTS = Object.values(DEEDS);

/** Does the key type a character, other than a space, or belong to the whole page? @param {string} keys */
const types = (keys) => keys.length === 1 || keys.startsWith("Ctrl+");

/** Whoever has the focus keeps these keys; the first that fits decides. @type {[selector: string, keeps: (key: string) => boolean][]} */
const KEPT = [
  ["[type=range], [type=checkbox], [type=radio], [role=slider]", (keys) => keys !== "Escape" && !types(keys)],
  ["input, textarea, select, [contenteditable]", (keys) => keys !== "Escape"],
  ["[role=tab], [role=menu], [role=listbox]", (keys) => keys !== "Escape" && !types(keys)],
  // The stage moves the focus with the arrows and chooses with Enter: the space bar steps, wherever one looks.
  ["[data-roving]", (keys) => /^(Arrow|Home$|End$)/.test(keys)],
  ["button, a[href], summary, [role=button]", (keys) => keys === "Space"],
];

/** Who clicks Restart and then presses the space bar wants the next step, not another restart. */
const CLICKED = "button, a[href], summary, [role=tab], [role=button]";

/** What goes on while its key is held down. */
const REPEATING = /Arrow|^[+-]$/;

/** A key held down repeats 30 times a second; nobody can follow that. In ms. */
const REPEAT = 100;

/** @param {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">} event @returns {string} as the table names it */
function keysOf({ key, shiftKey, ctrlKey, metaKey }) {
  const name = key === " " ? "Space" : key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey || metaKey) return `Ctrl+${shiftKey ? "Shift+" : ""}${name}`;
  // What is typed with Shift, such as ?, is another key already.
  return shiftKey && name.length > 1 ? `Shift+${name}` : name;
}

/**
 * @param {EventTarget | null} target
 * @param {string} keys
 * @param {boolean} pointed did the focus come from a pointer?
 */
function keptByFocus(target, keys, pointed) {
  const element = /** @type {Element | null} */ (target);
  if (typeof element?.closest !== "function") return false;
  if (pointed && keys === "Space" && element.closest(CLICKED)) return false;
  const owner = KEPT.find(([selector]) => element.closest(selector));
  return owner?.[1](keys) ?? false;
}

/**
 * Listens for the shortcuts.
 * @param {Pick<EventTarget, "addEventListener">} target
 * @param {Actions} actions
 * @param {() => boolean} modal is a dialog open? Then only Escape counts.
 */
export function listenToKeys(target, actions, modal) {
  let repeated = 0;
  let pointed = false;
  let spaceTaken = false;

  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    spaceTaken = false;
    if (event.key === "Tab") pointed = false;
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const keys = keysOf(event);
    const shortcut = SHORTCUTS.find((each) => each.keys.includes(keys));
    if (!shortcut || (modal() && keys !== "Escape") || keptByFocus(event.target, keys, pointed)) return;
    event.preventDefault();
    spaceTaken = keys === "Space";
    if (event.repeat && (!REPEATING.test(keys) || event.timeStamp - repeated < REPEAT)) return;
    repeated = event.timeStamp;
    shortcut.act(actions);
  };
  target.addEventListener("keydown", /** @type {EventListener} */ (onKey));
  target.addEventListener("pointerdown", () => {
    pointed = true;
  });
  // Some browsers press a button only when the space bar comes up again.
  target.addEventListener("keyup", (event) => {
    if (spaceTaken && /** @type {KeyboardEvent} */ (event).key === " ") event.preventDefault();
  });
}
