// How edits are put in words: what was changed, from what to what. Pure.
import { exact, number } from "../format.js";

/**
 * @typedef {import("../../types.js").Setting} Setting
 * @typedef {import("../../types.js").Changed} Changed
 * @typedef {import("../../types.js").Cause} Cause
 * @typedef {import("../../model/network.js").Names} Names
 */

/** @type {Record<Cause, string>} */
export const HEADINGS = {
  edit: "Changed",
  undo: "Taken back",
  redo: "Done again",
  restart: "Begun anew",
  branch: "On another branch",
};

/** A number with more digits than this is rounded: what is exact stands in its field. */
const MOST_DIGITS = 8;
/** What an optimiser's numbers are called. @type {Record<string, string>} */
const LETTERS = { weight_decay: "λ", momentum: "μ", alpha: "α", beta1: "β1", beta2: "β2", eps: "ε" };
/** More changes than these are only counted. */
const MOST_CHANGES = 3;

/** A function's or policy's name as people write it. @param {string} name */
export const spelled = (name) => name.replaceAll("_", " ");

/** Parts of how a network is trained, and what null says there. @type {Record<string, {subject: string, none: string}>} */
const METHOD = {
  optimiser: { subject: "the optimiser", none: "" },
  batch: { subject: "rows of a batch", none: "all" },
  reduction: { subject: "E of a batch", none: "" },
  shuffle: { subject: "the seed of the order", none: "none, in order" },
};

/** @param {Setting} setting @param {string} [of] what it is of @returns {string} */
export function settingText(setting, of = "") {
  if (setting === null) return METHOD[of]?.none ?? "none";
  if (typeof setting === "string") return spelled(setting);
  if (typeof setting === "number") {
    return String(setting).length <= MOST_DIGITS + 1 ? exact(setting) : number(setting, 4);
  }
  const { name, ...parameters } = setting;
  // An optimiser's numbers are too many to be told without their names.
  if (of === "optimiser") return spelled(name);
  const values = Object.values(parameters).filter((value) => typeof value === "number");
  return [spelled(name), ...values.map(exact)].join(" ");
}

/**
 * What is different in how one and the same optimiser is set; nothing where it is another one.
 * @param {Setting} from @param {Setting} to
 * @returns {string[]}
 */
function tuned(from, to) {
  if (from === null || to === null || typeof from !== "object" || typeof to !== "object" || from.name !== to.name)
    return [];
  const [before, after] = /** @type {Record<string, any>[]} */ ([from, to]);
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [old, now] = [before, after].map((each) => settingText(each[key] ?? "constant"));
    return old === now ? [] : [`${LETTERS[key] ?? `the ${key}`} ${old} → ${now}`];
  });
}

/** A layer after the input in words. @param {number} layer @param {number} layers after the input */
export function layerWords(layer, layers) {
  if (layer === layers) return "the output units";
  return layers > 2 ? `hidden layer ${layer}` : "the hidden units";
}

/** What a change is of, in a word. @param {string} of @param {Names} names @param {number} layers */
function subject(of, names, layers) {
  if (of === "loss") return "the loss";
  if (of === "bias_policy") return "the biases";
  if (METHOD[of]) return METHOD[of].subject;
  const row = /^([xt])\.(\d+)\.(\d+)$/.exec(of);
  if (row) {
    const unit = names.unit(row[1] === "x" ? 0 : layers, Number(row[3]));
    return `${row[1] === "x" ? unit : `${names.letters.target} ${unit}`} of row ${Number(row[2]) + 1}`;
  }
  const layer = /^activation\.(\d+)$/.exec(of)?.[1];
  if (layer === undefined) return names.quantity(of).symbol;
  return layerWords(Number(layer), layers);
}

/**
 * @param {Changed[]} changes
 * @param {Names} names
 * @param {number} layers after the input
 */
export function changesText(changes, names, layers) {
  const told = changes.slice(0, MOST_CHANGES).flatMap(({ of, from, to }) => {
    const parts = of === "optimiser" ? tuned(from, to) : [];
    return parts.length > 0
      ? parts
      : [`${subject(of, names, layers)} ${settingText(from, of)} → ${settingText(to, of)}`];
  });
  const rest = Math.max(0, changes.length - MOST_CHANGES);
  return [...told, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
