// Keys → actions: one table, which is also the help page's.

/**
 * @typedef {import("./actions.js").Actions} Actions
 * @typedef {{keys: string[], words: string, action: (actions: Actions) => void}} Shortcut
 */

/** The keys as they are printed, what they do in words, and doing it. @type {Shortcut[]} */
export const KEYS = [
  { keys: ["Space"], words: "Next step; while playing: pause", action: (actions) => actions.stepOrPause() },
  { keys: ["→"], words: "One step on", action: (actions) => actions.step() },
  { keys: ["←"], words: "One step back", action: (actions) => actions.stepBack() },
  { keys: ["Shift+→"], words: "To the end of the phase", action: (actions) => actions.nextPhase() },
  { keys: ["Shift+←"], words: "To the phase before", action: (actions) => actions.previousPhase() },
  { keys: ["Shift+↓"], words: "Next iteration", action: (actions) => actions.nextIteration() },
  { keys: ["Shift+↑"], words: "Previous iteration", action: (actions) => actions.previousIteration() },
  { keys: ["Home"], words: "To the very beginning", action: (actions) => actions.goToStart() },
  { keys: ["End"], words: "To the newest trained iteration", action: (actions) => actions.goToNewest() },
  { keys: ["P"], words: "Play or pause", action: (actions) => actions.togglePlay() },
  { keys: ["/"], words: "Find a quantity by name", action: (actions) => actions.openDialog("find") },
  { keys: ["?"], words: "This help", action: (actions) => actions.openDialog("help") },
  { keys: ["Esc"], words: "Follow the position again; close a dialog", action: (actions) => actions.leave() },
];

/** How keys are printed, where browsers name them otherwise. @type {Record<string, string>} */
const PRINTED = { " ": "Space", ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** Keys that type something, other than the space bar and the arrows. @param {string} keys */
const types = (keys) => /^[P/?]$/.test(keys);

/** Whoever has the focus keeps these keys; the first that fits decides. @type {[selector: string, keeps: (key: string) => boolean][]} */
const KEPT = [
  ["[type=range], [type=checkbox], [type=radio], [role=slider]", (keys) => keys !== "Esc" && !types(keys)],
  ["input, textarea, select, [contenteditable]", (keys) => keys !== "Esc"],
  ["[role=tab], [role=menu], [role=listbox]", (keys) => keys !== "Esc" && !types(keys)],
  // The stage moves the focus with the arrows and chooses with Enter: the space bar steps, wherever one looks.
  ["[data-roving]", (keys) => /[→←↑↓]|Home|End/.test(keys)],
  ["button, a[href], summary, [role=button]", (keys) => keys === "Space"],
];

/** A key held down repeats 30 times a second; nobody can follow that. In ms. */
const REPEAT = 100;

/** @param {Pick<KeyboardEvent, "key" | "shiftKey">} event @returns {string} as it is printed */
function printed({ key, shiftKey }) {
  const name = PRINTED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  // What is typed with Shift, such as ?, is another key already.
  return shiftKey && key.length > 1 ? `Shift+${name}` : name;
}

/** @param {EventTarget | null} target @param {string} keys */
function keptByFocus(target, keys) {
  const element = /** @type {Element | null} */ (target);
  if (typeof element?.closest !== "function") return false;
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

  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const keys = printed(event);
    const shortcut = KEYS.find((each) => each.keys.includes(keys));
    if (!shortcut || (modal() && keys !== "Esc") || keptByFocus(event.target, keys)) return;
    event.preventDefault();
    if (event.repeat && (!/[→←↑↓]/.test(keys) || event.timeStamp - repeated < REPEAT)) return;
    repeated = event.timeStamp;
    shortcut.action(actions);
  };
  target.addEventListener("keydown", /** @type {EventListener} */ (onKey));
}
