// What the controls around the picture do. Their names are their own; a test finds every control that is missing here.

/** @typedef {import("./everything.js").Said} Said */

/** From what a control is found by to what it does. @type {[selector: string, words: string][]} */
const HEADER = [
  [".top .people", "How many pages are in this room. Those that watch see what you see."],
  [".top .role .button", "Become the one who drives; the other page then watches."],
  [".top select", "Opens another example in a new room."],
  [".top .chip.room", "The name of this room, for others to type."],
  [".top .invites", "The link and QR code with which others watch along."],
  [".top .share", "Everything to take away or bring: link, file, picture, numbers, program."],
  [".top .look", "Light for a desk, dark for the evening, projector for the back row."],
  [".top .explains", "This explanation of everything. The key ? does the same."],
];

/** @type {[string, string][]} */
const STAGE = [
  [".caption", "What has just happened, in one sentence with its numbers."],
  [".to-article button", "The printed numbers of the article this example is from, beside the exact ones."],
  [".stage-field", "A new value for this number: Enter takes it, Escape leaves it as it was."],
  [".legend", "The four shapes in short."],
];

/** @type {[string, string][]} */
const PANEL = [
  ["#tab-rule", "Where the number you look at comes from: its rule, with symbols and with numbers."],
  [
    "#tab-paths",
    "Every way from a weight to the error, numbered in the picture, and what each way of adding them up costs.",
  ],
  ["#tab-check", "Nudge the weight and see: finite differences, complex step and dual numbers against the gradient."],
  ["#tab-table", "Every number of the picture as a table; each can be chosen."],
  [".reminder summary", "Which way the signs go, and error, delta and gradient kept apart."],
  [".tabs .icon-button[aria-label^=Change]", "Other activation functions, another loss, other rules for the biases."],
  [".tabs .icon-button[aria-label^=Find]", "Find any number by its name. The key / does the same."],
  [
    ".reading .segments",
    "The notation: the article's, a textbook's, whole layers with matrices, or the line of numpy.",
  ],
  [".reading select", "How many digits are written, up to 17, with which every double can be read back."],
  [".reading .button, .reading > button", "Work as on paper: every result is rounded before it is used again."],
  [".panel .compared", "What the last change did: each number before and after."],
  [".panel .change .button", "Changes this number, from this iteration on; F2 does the same."],
  [".factors .card-rule", "A factor of the number: its question, its rule, its value. Click to go on to it."],
  [".siblings button", "The other numbers of the same unit or weight."],
  [".panel table button", "A number of the table. Click to have it explained."],
  [".panel .blame button", "The gradients, the largest first: who is to blame for the error."],
  [".panel button", "Goes on from here: what it is called says where."],
  [".panel select, .panel input", "A choice for this tab."],
];

/** @type {[string, string][]} */
const DOCK = [
  [".moves [data-move=restart]", "Back to iteration 0 with the first weights."],
  [".moves [data-move=back]", "One moment back. Nothing is lost: every moment can be reached again."],
  [".moves .play", "Goes on by itself, at the speed on the right; a second press pauses."],
  [".moves .next", "One moment on: one number, or one layer's update, and its explanation."],
  [".moves [data-move=nextPhase]", "To the end of the phase: forward, error, backward or update."],
  [".moves [data-move=nextIteration]", "To the same moment of the next iteration, after one update."],
  [".moves [data-move=previousPhase]", "To the end of the phase before."],
  [".moves [data-move=previousIteration]", "To the same moment of the iteration before."],
  [".moves .more", "The controls that have no room of their own."],
  [".place input", "Type an iteration to go there; it is trained first where it must be."],
  [".place .moment", "How many of this iteration's moments are done."],
  [".undo button", "Takes back the last change, or does it again."],
  [".dock .branch", "The branches: every change begins one, and each can be returned to."],
  [".seeking .button", "Stops training ahead; the room stays where it has come to."],
  [".timeline .readouts", "The iteration, and its error E."],
  [".timeline .plot", "The error over the iterations, both logarithmic. Drag to any iteration that is trained."],
  ["#eta-slider, #eta", "The learning rate η: how far against the gradient each update goes."],
  [".setting.speed", "How fast it plays: from a moment every four seconds to thousands of iterations a second."],
  [".dock .reason", "Why the controls do not move anything just now."],
];

const BUTTONS = { header: HEADER, stage: STAGE, panel: PANEL, dock: DOCK };

/** @type {Record<keyof typeof BUTTONS, Said[]>} */
export const CONTROLS = /** @type {any} */ (
  Object.fromEntries(
    Object.entries(BUTTONS).map(([area, list]) => [
      area,
      list.map(([selector, words]) => ({ selector, name: "", words })),
    ]),
  )
);
