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
/** More changes than these are only counted. */
const MOST_CHANGES = 3;

/** A function's or policy's name as people write it. @param {string} name */
export const spelled = (name) => name.replaceAll("_", " ");

/** @param {Setting} setting @returns {string} */
export function settingText(setting) {
  if (typeof setting === "string") return spelled(setting);
  if (typeof setting === "number") {
    return String(setting).length <= MOST_DIGITS + 1 ? exact(setting) : number(setting, 4);
  }
  const { name, ...parameters } = setting;
  const values = Object.values(parameters).filter((value) => value !== undefined);
  return [spelled(name), ...values.map(exact)].join(" ");
}

/** What a change is of, in a word. @param {string} of @param {Names} names @param {number} layers */
export function subject(of, names, layers) {
  if (of === "loss") return "the loss";
  if (of === "bias_policy") return "the biases";
  const layer = /^activation\.(\d+)$/.exec(of)?.[1];
  if (layer === undefined) return names.quantity(of).symbol;
  if (Number(layer) === layers) return "the output units";
  return layers > 2 ? `hidden layer ${layer}` : "the hidden units";
}

/**
 * @param {Changed[]} changes
 * @param {Names} names
 * @param {number} layers after the input
 */
export function changesText(changes, names, layers) {
  const told = changes
    .slice(0, MOST_CHANGES)
    .map(({ of, from, to }) => `${subject(of, names, layers)} ${settingText(from)} → ${settingText(to)}`);
  const rest = changes.length - told.length;
  return [...told, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
