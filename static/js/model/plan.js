// A network that is being planned: its layers, how it starts and how it is trained; what may be chosen, and the request for it.

import { targetsFor } from "./coding.js";

/**
 * @typedef {{units: number, activation: string}} LayerPlan
 * @typedef {{name: string} & Record<string, any>} Rule
 *
 * @typedef {object} Plan
 * @property {LayerPlan[]} hidden
 * @property {string} output the outputs' activation function
 * @property {string} loss
 * @property {"frozen" | "shared" | "per_unit"} bias_policy
 * @property {Rule} initial how weights are drawn; `given`: they are not
 * @property {string} given first weights as they are typed (given.js)
 * @property {number} seed of the weights
 * @property {number} eta
 * @property {{optimiser: Rule, batch: number | null, reduction: string, shuffle: number | null}} method
 *
 * @typedef {object} Defaults how the server would learn some data
 * @property {number[]} sizes
 * @property {string[]} activations
 * @property {string} loss
 * @property {Plan["bias_policy"]} bias_policy
 * @property {Rule} initial
 * @property {number} eta
 * @property {Plan["method"]} method
 *
 * @typedef {object} Prepared data as the server has made it
 * @property {string[]} inputs
 * @property {string[]} outputs
 * @property {string[]} classes
 * @property {number[][]} x
 * @property {number[][]} target
 * @property {number[]} train which rows are trained
 * @property {number[]} test which are only tested
 * @property {Defaults} defaults
 */

/** Layers after the input, and units of a layer, that the page builds. */
export const MOST_LAYERS = 8;
export const MOST_UNITS = 16;

/** Losses, and the outputs each goes with; null: any but softmax may be. @type {Record<string, string | null>} */
const NEEDS = { binary_cross_entropy: "logistic", categorical_cross_entropy: "softmax" };

/** The plan that the server would follow. @param {Defaults} defaults @returns {Plan} */
export function planOf({ sizes, activations, loss, bias_policy, initial, eta, method }) {
  const hidden = sizes.slice(1, -1).map((units, index) => ({ units, activation: activations[index] }));
  const output = activations[activations.length - 1];
  return { hidden, output, loss, bias_policy, initial, given: "", seed: method.shuffle ?? 0, eta, method };
}

/** One more hidden layer, before the outputs, like the one before it. @param {Plan} plan @returns {Plan} */
export function withLayer(plan) {
  const { hidden } = plan;
  if (hidden.length + 1 >= MOST_LAYERS) return plan;
  return { ...plan, hidden: [...hidden, hidden[hidden.length - 1] ?? { units: 4, activation: "tanh" }] };
}

/** @param {Plan} plan @param {number} index @returns {Plan} */
export const withoutLayer = (plan, index) => ({ ...plan, hidden: plan.hidden.filter((_, at) => at !== index) });

/** @param {Plan} plan @param {number} index @param {Partial<LayerPlan>} changed @returns {Plan} */
export const withChanged = (plan, index, changed) => ({
  ...plan,
  hidden: plan.hidden.map((layer, at) => (at === index ? { ...layer, ...changed } : layer)),
});

/** Other outputs, with a loss that goes with them. @param {Plan} plan @param {string} output @returns {Plan} */
export function withOutput(plan, output) {
  const fits = (NEEDS[plan.loss] ?? output) === output;
  return { ...plan, output, loss: fits ? plan.loss : "half_squared_error" };
}

/** Outputs that never come to −1. */
const NEVER_NEGATIVE = ["logistic", "relu", "softplus", "softmax"];

/** Another loss, with outputs that go with it. @param {Plan} plan @param {string} loss @returns {Plan} */
export function withLoss(plan, loss) {
  const output = loss === "hinge" && NEVER_NEGATIVE.includes(plan.output) ? "tanh" : (NEEDS[loss] ?? plan.output);
  return { ...plan, loss, output };
}

/** Units by layer, the input first. @param {Plan} plan @param {Prepared} data */
export const sizesOf = (plan, data) => [
  data.inputs.length,
  ...plan.hidden.map(({ units }) => units),
  data.outputs.length,
];

/** How many weights and biases that is. @param {number[]} sizes */
export const countParameters = (sizes) =>
  sizes.slice(1).reduce((sum, units, index) => sum + units * (sizes[index] + 1), 0);

/** The request for its first weights. @param {Plan} plan @param {Prepared} data */
export const initialRequest = (plan, data) => ({
  sizes: sizesOf(plan, data),
  initial: plan.initial,
  seed: plan.seed,
  bias_policy: plan.bias_policy,
});

/**
 * The request for its room.
 * @param {Plan} plan
 * @param {Prepared} data
 * @param {{w: number[][][], b: number[][]}} parameters
 * @param {string} title
 * @param {{description: string, source: string} | undefined} [about] what the data are and where they are from; without: nobody says
 */
export function roomRequest(plan, data, parameters, title, about) {
  const { inputs, outputs, classes, x, train, test } = data;
  const target = targetsFor(plan.loss, data.target);
  const rows = (/** @type {number[][]} */ all, /** @type {number[]} */ which) => which.map((row) => all[row]);
  return {
    title,
    ...(about && { description: about.description, source: about.source }),
    network: {
      sizes: sizesOf(plan, data),
      activations: [...plan.hidden.map(({ activation }) => activation), plan.output],
      loss: plan.loss,
      bias_policy: plan.bias_policy,
      ...parameters,
    },
    x: rows(x, train),
    target: rows(target, train),
    eta: plan.eta,
    method: plan.method,
    data: { inputs, outputs, classes, test_x: rows(x, test), test_target: rows(target, test) },
  };
}
