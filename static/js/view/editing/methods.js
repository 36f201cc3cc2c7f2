// How a network can be trained: optimisers and schedules with their numbers, what each means, and the changes that lead there. Pure.

/**
 * @typedef {import("../../types.js").Change} Change
 * @typedef {import("../../types.js").Method} Method
 * @typedef {import("../../types.js").Optimiser} Optimiser
 * @typedef {{name: string, label: string, usual: number, bounds: [number, number]}} Parameter the bounds are the server's
 * @typedef {{name: string, label: string, words: string, parameters: Parameter[]}} Choice
 */

/** @type {[number, number]} */
const SHARE = [0, 1];
/** @type {[number, number]} */
const BELOW_1 = [0, 1 - 2 ** -53];

const EPS = { name: "eps", label: "ε, so that nothing divides by 0", usual: 1e-8, bounds: SHARE };
const MOMENTUM = { name: "momentum", label: "Momentum μ", usual: 0.9, bounds: SHARE };
const BETAS = [
  { name: "beta1", label: "β1 of the mean gradient", usual: 0.9, bounds: BELOW_1 },
  { name: "beta2", label: "β2 of the mean square", usual: 0.999, bounds: BELOW_1 },
];
/** @type {Parameter} */
const DECAY = { name: "weight_decay", label: "Weight decay λ", usual: 0, bounds: [0, 1e6] };

/** @type {Choice[]} */
export const OPTIMISERS = [
  {
    name: "sgd",
    label: "gradient descent",
    words: "each step is the learning rate times the gradient",
    parameters: [DECAY],
  },
  {
    name: "momentum",
    label: "momentum",
    words: "gradients add up to a velocity: faster where they agree, calmer where they do not",
    parameters: [MOMENTUM, DECAY],
  },
  {
    name: "nesterov",
    label: "Nesterov momentum",
    words: "momentum that looks ahead: the gradient and the velocity it leads to",
    parameters: [MOMENTUM, DECAY],
  },
  {
    name: "adagrad",
    label: "Adagrad",
    words: "steps are measured by all gradients so far, so they become smaller and smaller",
    parameters: [{ ...EPS, usual: 1e-10 }, DECAY],
  },
  {
    name: "rmsprop",
    label: "RMSprop",
    words: "steps are measured by the usual size of the last gradients",
    parameters: [{ name: "alpha", label: "α of the mean square", usual: 0.99, bounds: SHARE }, EPS, DECAY],
  },
  {
    name: "adam",
    label: "Adam",
    words: "a mean gradient, measured by the usual size of the gradients",
    parameters: [...BETAS, EPS, DECAY],
  },
  {
    name: "adamw",
    label: "AdamW",
    words: "Adam; its decay shrinks the parameter itself and leaves the gradient alone",
    parameters: [...BETAS, EPS, { ...DECAY, usual: 0.01 }],
  },
];

/** Name and words of each. @type {[string, string][]} */
export const OPTIMISER_NAMES = OPTIMISERS.map(({ name, label }) => [name, label]);

/** @type {Choice[]} */
export const SCHEDULES = [
  { name: "constant", label: "constant", words: "the same in every iteration", parameters: [] },
  {
    name: "step",
    label: "in steps",
    words: "times a factor after every so many iterations",
    parameters: [
      { name: "step_size", label: "Iterations of a step", usual: 30, bounds: [1, 1e9] },
      { name: "gamma", label: "Factor", usual: 0.1, bounds: SHARE },
    ],
  },
  {
    name: "cosine",
    label: "cosine",
    words: "falls along half a wave to its least",
    parameters: [
      { name: "t_max", label: "Iterations of the half wave", usual: 1000, bounds: [1, 1e9] },
      { name: "eta_min", label: "Least learning rate", usual: 0, bounds: [0, 1e6] },
    ],
  },
];

/** @type {Choice[]} */
export const BATCHES = [
  { name: "one", label: "one row", words: "a row at a time: every example is an update of its own", parameters: [] },
  { name: "some", label: "some rows", words: "a mini-batch: a few examples make one update together", parameters: [] },
  { name: "all", label: "all rows", words: "the full batch: one update is one epoch", parameters: [] },
];

/** @type {Choice[]} */
export const REDUCTIONS = [
  { name: "mean", label: "mean", words: "E of a batch is the mean of its examples' errors", parameters: [] },
  { name: "sum", label: "sum", words: "E of a batch is their sum: steps grow with its rows", parameters: [] },
];

/** @type {Choice[]} */
export const ORDERS = [
  { name: "same", label: "as they are", words: "the rows of the data in their order, in every epoch", parameters: [] },
  { name: "shuffled", label: "shuffled", words: "another order in each epoch; a seed decides which", parameters: [] },
];

/** @param {Method} method */
export const batchKind = ({ batch }) => (batch === null ? "all" : batch === 1 ? "one" : "some");

/**
 * How the network will be trained when the room has done what it was asked for.
 * @param {Method} method how it is trained
 * @param {unknown} optimiser what the room was asked for last: a name, or a name with numbers and schedule; undefined: nothing
 * @returns {Method}
 */
export const methodAsked = (method, optimiser) =>
  optimiser === undefined
    ? method
    : { ...method, optimiser: /** @type {any} */ (typeof optimiser === "string" ? { name: optimiser } : optimiser) };

/** Another optimiser at its usual numbers; the schedule stays. @param {Method} method @param {string} name @returns {Change[]} */
export function optimiserChanges({ optimiser: { schedule } }, name) {
  return [{ of: "optimiser", to: /** @type {any} */ (schedule ? { name, schedule } : { name }) }];
}

/** @param {Method} method @param {string} name @param {number} value @returns {Change[]} */
export const parameterChanges = ({ optimiser }, name, value) => [
  { of: "optimiser", to: { ...optimiser, [name]: value } },
];

/** Another schedule at its usual numbers. @param {Method} method @param {string} name @returns {Change[]} */
export function scheduleChanges({ optimiser: { schedule: _, ...optimiser } }, name) {
  return [{ of: "optimiser", to: name === "constant" ? optimiser : { ...optimiser, schedule: { name } } }];
}

/** @param {Method} method @param {string} name @param {number} value @returns {Change[]} */
export function scheduleParameterChanges({ optimiser }, name, value) {
  const schedule = { ...(optimiser.schedule ?? { name: "constant" }), [name]: value };
  return [{ of: "optimiser", to: { ...optimiser, schedule } }];
}

/** One row, all, or first a few of them. @param {Method} method @param {string} kind @returns {Change[]} */
export function batchChanges({ rows }, kind) {
  const some = Math.max(2, Math.min(16, Math.floor(rows / 2)));
  return [{ of: "batch", to: kind === "all" ? null : kind === "one" ? 1 : some }];
}

/** A learning rate with which each optimiser often does well; those that measure their steps need a small one. @type {Record<string, number>} */
const ETAS = { sgd: 0.5, momentum: 0.5, nesterov: 0.5, adagrad: 0.1, rmsprop: 0.01, adam: 0.01, adamw: 0.01 };
/** So many times as large, or as small, is worth a word. */
const FAR = 10;

/** A learning rate to propose, where the one that is set is far from usual. @param {string} optimiser @param {number} eta @returns {number | null} */
export function etaToPropose(optimiser, eta) {
  const usual = ETAS[optimiser];
  return usual !== undefined && (eta >= usual * FAR || eta <= usual / FAR) ? usual : null;
}

/** Is every number the usual one? @param {Choice} choice @param {Record<string, any>} now */
export const isUsual = ({ parameters }, now) => parameters.every(({ name, usual }) => now[name] === usual);
