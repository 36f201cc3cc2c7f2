// What layers, loss and biases can be, what each means, and which go together: so that no choice leads nowhere. Pure.

import { lossTrouble } from "../../model/coding.js";

/**
 * @typedef {import("../../types.js").Change} Change
 * @typedef {import("../../types.js").Named} Named
 * @typedef {import("../../types.js").NetworkInfo} NetworkInfo
 * @typedef {{parameter: "slope" | "alpha" | "threshold", label: string, bounds: [number, number], usual: number}} Parameter
 * @typedef {{name: string, words: string, parameter?: Parameter, needs?: string}} Choice `needs`: the outputs that a loss goes with
 */

/** @type {Choice[]} */
export const ACTIVATIONS = [
  { name: "logistic", words: "σ(z), between 0 and 1: the classic; learns slowly where it is flat" },
  { name: "tanh", words: "between −1 and 1, steeper than the logistic function" },
  { name: "relu", words: "z where it is positive, else 0: fast, but a unit that is never positive learns no more" },
  {
    name: "leaky_relu",
    words: "like ReLU, but a little slope below 0 keeps every unit learning",
    parameter: { parameter: "slope", label: "Slope below 0", bounds: [0, 1], usual: 0.01 },
  },
  {
    name: "elu",
    words: "z where it is positive, else it bends smoothly to a floor",
    parameter: { parameter: "alpha", label: "How far down the floor is", bounds: [0, 100], usual: 1 },
  },
  { name: "softplus", words: "a ReLU without its corner" },
  { name: "gelu", words: "a ReLU that weighs z by how likely it is" },
  { name: "identity", words: "the net input as it is: the layer only adds up" },
];

/** @type {Choice} */
export const SOFTMAX = { name: "softmax", words: "shares of 1 among the outputs, for one choice out of several" };

/** @type {Choice[]} */
export const LOSSES = [
  { name: "half_squared_error", words: "½ (a − t)²: the article's; its slope is simply a − t" },
  { name: "squared_error", words: "(a − t)²: twice the slope" },
  { name: "mean_squared_error", words: "(a − t)², averaged over the outputs" },
  {
    name: "binary_cross_entropy",
    words: "for yes or no, each output for itself; with logistic outputs δ is simply a − t",
    needs: "logistic",
  },
  {
    name: "categorical_cross_entropy",
    words: "for one choice out of several; with softmax outputs δ is simply a − t. The targets add up to 1",
    needs: "softmax",
  },
  {
    name: "huber",
    words: "squared near the target, straight far off: one wild output pulls less",
    parameter: { parameter: "threshold", label: "Where it becomes straight", bounds: [1e-6, 1e6], usual: 1 },
  },
  { name: "hinge", words: "for targets of −1 and 1: nothing to pay beyond the margin" },
];

/** @type {[name: NetworkInfo["bias_policy"], words: string][]} */
export const POLICIES = [
  ["frozen", "not trained, one for each layer, as in the article"],
  ["shared", "trained, one for each layer: its gradient is the sum of the layer's δ"],
  ["per_unit", "trained, one for each unit: its gradient is the unit's δ"],
];

/** A function with its parameter at the usual value. @param {Choice} choice @returns {Named | string} */
const asChosen = ({ name, parameter }) => (parameter ? { name, [parameter.parameter]: parameter.usual } : name);

/** @param {Choice[]} choices @param {string} name @returns {Choice} */
const named = (choices, name) => choices.find((choice) => choice.name === name) ?? { name, words: "" };

/**
 * Another function for a layer, and what has to change with it: a cross-entropy goes with one kind of output only.
 * @param {NetworkInfo} network
 * @param {number} layer
 * @param {string} name
 * @returns {Change[]}
 */
export function layerChanges({ sizes, loss }, layer, name) {
  const change = { of: `activation.${layer}`, to: asChosen(named(ACTIVATIONS, name)) };
  const needed = named(LOSSES, loss.name).needs;
  const parts = layer < sizes.length - 1 || needed === undefined || needed === name;
  return parts ? [change] : [change, { of: "loss", to: "half_squared_error" }];
}

/**
 * Another loss, with the outputs or targets it is made for.
 * @param {NetworkInfo} network
 * @param {string} name
 * @param {(id: string) => number | null} value
 * @returns {Change[]}
 */
export function lossChanges({ sizes, activations }, name, value) {
  const last = sizes.length - 1;
  const choice = named(LOSSES, name);
  const changes = [{ of: "loss", to: asChosen(choice) }];
  const { needs } = choice;
  if (needs !== undefined && activations[last - 1].name !== needs)
    changes.push({ of: `activation.${last}`, to: needs });
  return name === "hinge" ? [...changes, ...hingeTargets(sizes, value)] : changes;
}

/**
 * Why a loss cannot be had from here, with what it needs; null: it can. Only the shown row's targets change along with a loss.
 * @param {NetworkInfo} network
 * @param {string} name
 * @param {(id: string) => number | null} value
 * @param {number} rows how many there are
 * @returns {string | null}
 */
export function lossHindrance({ sizes }, name, value, rows) {
  const targets = targetIds(sizes).map(value);
  if (targets.some((target) => target === null)) return null;
  const shown = /** @type {number[]} */ (targets);
  if (name !== "hinge") return lossTrouble(name, [shown]);
  return rows === 1 || shown.every((target) => Math.abs(target) === 1)
    ? null
    : "needs targets −1 and 1 in every row: build the network with it";
}

/** @param {number[]} sizes */
const targetIds = (sizes) =>
  Array.from({ length: sizes[sizes.length - 1] }, (_, unit) => `target.${sizes.length - 1}.${unit}`);

/** The hinge loss knows targets of −1 and 1 only. @param {number[]} sizes @param {(id: string) => number | null} value @returns {Change[]} */
function hingeTargets(sizes, value) {
  return targetIds(sizes).flatMap((of) => {
    const target = value(of);
    if (target === null || Math.abs(target) === 1) return [];
    return [{ of, to: target < 0.5 ? -1 : 1 }];
  });
}

/**
 * The network's functions when the room has done what it was asked for.
 * @param {NetworkInfo} network as it is
 * @param {(of: string) => unknown} awaited what something was asked to become, as long as the answer has not come
 * @returns {NetworkInfo}
 */
export function networkAsked(network, awaited) {
  const asked = (/** @type {string} */ of, /** @type {Named} */ now) => {
    const to = awaited(of) ?? now;
    return /** @type {Named} */ (typeof to === "string" ? { name: to } : to);
  };
  const activations = network.activations.map((now, index) => asked(`activation.${index + 1}`, now));
  return { ...network, activations, loss: asked("loss", network.loss) };
}

/** What comes along with a choice, in words. @param {Change[]} changes */
export function alongside(changes) {
  const others = changes.slice(1).map(({ of, to }) => {
    const name = String(typeof to === "object" ? to?.name : to).replaceAll("_", " ");
    if (of.startsWith("target")) return "targets −1 and 1";
    return of === "loss" ? `${name} as loss` : `${name} outputs`;
  });
  return others.length > 0 ? `with ${[...new Set(others)].join(" and ")}` : "";
}
