// What people do with a key or with its button: name, words, keys and action of each, defined once for all of them.

/**
 * @typedef {import("./actions.js").Actions} Actions
 *
 * @typedef {object} Deed
 * @property {string} label what its button is called
 * @property {string} explains what it does, in a sentence
 * @property {string[]} keys as browsers name them, with Shift in front where it belongs to the shortcut
 * @property {(actions: Actions) => void} act
 */

/** @satisfies {Record<string, Deed>} */
export const DEEDS = {
  stepOrPause: {
    label: "Next, or pause",
    explains: "The next step; while playing: pause.",
    keys: ["Space"],
    act: (actions) => actions.stepOrPause(),
  },
  step: {
    label: "Next",
    explains: "One step on: one number, or as much as is chosen for a step, and its explanation.",
    keys: ["ArrowRight"],
    act: (actions) => actions.step(),
  },
  stepBack: {
    label: "Step back",
    explains: "One step back. Nothing is lost: every moment can be reached again.",
    keys: ["ArrowLeft"],
    act: (actions) => actions.stepBack(),
  },
  nextPhase: {
    label: "Next phase",
    explains: "To the end of the phase: forward, error, backward or update.",
    keys: ["Shift+ArrowRight"],
    act: (actions) => actions.nextPhase(),
  },
  previousPhase: {
    label: "Previous phase",
    explains: "To the end of the phase before.",
    keys: ["Shift+ArrowLeft"],
    act: (actions) => actions.previousPhase(),
  },
  nextIteration: {
    label: "Next iteration",
    explains: "To the same moment of the next iteration, after one update.",
    keys: ["Shift+ArrowDown"],
    act: (actions) => actions.nextIteration(),
  },
  previousIteration: {
    label: "Previous iteration",
    explains: "To the same moment of the iteration before.",
    keys: ["Shift+ArrowUp"],
    act: (actions) => actions.previousIteration(),
  },
  grain: {
    label: "Longer steps",
    explains: "A step takes one number, one unit, one layer or one phase: each press takes the next of them.",
    keys: ["g"],
    act: (actions) => actions.nextGrain(),
  },
  nextExample: {
    label: "Next example",
    explains: "Shows the next example of this batch, number by number; the batch trains the same.",
    keys: ["."],
    act: (actions) => actions.showNextExample(1),
  },
  previousExample: {
    label: "Previous example",
    explains: "Shows the example before in this batch.",
    keys: [","],
    act: (actions) => actions.showNextExample(-1),
  },
  restart: {
    label: "Restart from iteration 0",
    explains: "Back to iteration 0 with the first weights.",
    keys: [],
    act: (actions) => actions.restart(),
  },
  goToStart: {
    label: "To the very beginning",
    explains: "To the first moment of iteration 0; what is trained stays.",
    keys: ["Home"],
    act: (actions) => actions.goToStart(),
  },
  goToNewest: {
    label: "To the newest",
    explains: "To the newest trained iteration, at the same moment.",
    keys: ["End"],
    act: (actions) => actions.goToNewest(),
  },
  play: {
    label: "Play",
    explains: "Goes on by itself, at the chosen speed; a second press pauses.",
    keys: ["p"],
    act: (actions) => actions.togglePlay(),
  },
  editSelected: {
    label: "Change",
    explains: "Changes the selected weight, bias, input or target, from this iteration on.",
    keys: ["F2", "e"],
    act: (actions) => actions.editSelected(),
  },
  nudgeUp: {
    label: "Up",
    explains: "The selected weight, bias, input or target up by 0.01.",
    keys: ["+"],
    act: (actions) => actions.nudgeSelected(1),
  },
  nudgeDown: {
    label: "Down",
    explains: "The selected weight, bias, input or target down by 0.01.",
    keys: ["-"],
    act: (actions) => actions.nudgeSelected(-1),
  },
  undo: {
    label: "Undo",
    explains: "Takes back the last change.",
    keys: ["Ctrl+z"],
    act: (actions) => actions.undo(),
  },
  redo: {
    label: "Redo",
    explains: "Does again what was taken back.",
    keys: ["Ctrl+Shift+z", "Ctrl+y"],
    act: (actions) => actions.redo(),
  },
  find: {
    label: "Find a number by its name",
    explains: "Finds any number by its name or by what it is.",
    keys: ["/"],
    act: (actions) => actions.openDialog("find"),
  },
  experiment: {
    label: "Experiments",
    explains:
      "Tries things beside the lesson: other settings and wrong algorithms, the error surface, many starts at once.",
    keys: ["x"],
    act: (actions) => actions.openDialog("labs"),
  },
  explain: {
    label: "Explain everything",
    explains: "Explains everything on the page where it is; with all keys and letters.",
    keys: ["?"],
    act: (actions) => actions.openDialog("help"),
  },
  leave: {
    label: "Follow the lesson",
    explains: "Lets go of what is selected and follows the lesson again; closes a dialog.",
    keys: ["Escape"],
    act: (actions) => actions.leave(),
  },
  takeOver: {
    label: "Take over",
    explains: "Become the one who drives; the other page then watches.",
    keys: [],
    act: (actions) => actions.takeOver(),
  },
};

/** @type {Record<string, string>} */
const PRINTED = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/** A key as it is printed: "Shift+→". @param {string} keys */
export const keyName = (keys) =>
  keys
    .replace(/[A-Z]\w+$/, (key) => PRINTED[key] ?? key)
    .replace(/(?<=Ctrl.*\+)[a-z]$/, (letter) => letter.toUpperCase());

/** As aria-keyshortcuts spells them: "Control+Shift+Z Control+Y". @param {string[]} keys */
export const ariaKeys = (keys) =>
  keys
    .map((each) => each.replace(/^\+$/, "Plus").replace("Ctrl", "Control"))
    .map((each) => each.replace(/(?<=\+)[a-z]$/, (letter) => letter.toUpperCase()))
    .join(" ");
