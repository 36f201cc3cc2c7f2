// What a batch and an optimiser add to the numbers of each weight and each bias (docs/model.md): letters and words. Pure.

/**
 * @typedef {object} Stem A number that every trained parameter has.
 * @property {string} name
 * @property {string} means
 * @property {string} letter E: a derivative of the E that `index` names; "": the parameter's own letter
 * @property {string} [index]
 * @property {boolean} [hat] on its letter
 * @property {boolean} [next] what it is after the update
 * @property {boolean} [signed] can it be of both signs?
 * @property {string} [constant] the letter of the constant in its rule
 * @property {boolean} [mean] a running mean: constant · old + (1 − constant) · new
 */

/**
 * Each ends where `w` or `b` begins: `m_` makes `m_w` and `m_b`. In the order in which they are computed.
 * @satisfies {Record<string, Stem>}
 */
const STEMS = {
  others_dE_d: {
    ...{ name: "gradient of the others", means: "the sum of the gradients of the batch's other examples" },
    ...{ letter: "E", index: "others", signed: true },
  },
  batch_dE_d: {
    ...{ name: "gradient of the batch", means: "the gradients of all its examples, made into one" },
    ...{ letter: "E", index: "batch", signed: true },
  },
  penalised_: {
    ...{ name: "gradient with decay", means: "the gradient and λ times the parameter, which pulls it towards 0" },
    ...{ letter: "g", signed: true, constant: "λ" },
  },
  velocity_: { name: "velocity", means: "what the gradients before this one add up to", letter: "v", signed: true },
  velocity_next_: {
    ...{ name: "next velocity", means: "the velocity with this gradient in it", letter: "v", next: true },
    ...{ signed: true, constant: "μ" },
  },
  lookahead_: {
    ...{ name: "direction ahead", means: "the gradient and the velocity it leads to: Nesterov's direction" },
    ...{ letter: "d", signed: true, constant: "μ" },
  },
  square_sum_: { name: "sum of squares", means: "all squared gradients so far, added up", letter: "G" },
  square_sum_next_: {
    ...{ name: "next sum of squares", means: "the sum of squares with this gradient in it", letter: "G", next: true },
  },
  square_average_: { name: "mean square", means: "the running mean of the squared gradients", letter: "s" },
  square_average_next_: {
    ...{ name: "next mean square", means: "the mean square with this gradient in it", letter: "s", next: true },
    ...{ constant: "α", mean: true },
  },
  m_: { name: "mean gradient", means: "the running mean of the gradients", letter: "m", signed: true },
  v_: { name: "mean squared gradient", means: "the running mean of the squared gradients", letter: "v" },
  m_next_: {
    ...{ name: "next mean gradient", means: "the mean gradient with this one in it", letter: "m", next: true },
    ...{ signed: true, constant: "β1", mean: true },
  },
  v_next_: {
    ...{ name: "next mean squared gradient", means: "the mean squared gradient with this one in it", letter: "v" },
    ...{ next: true, constant: "β2", mean: true },
  },
  m_hat_: {
    ...{ name: "unbiased mean gradient", means: "the mean gradient without the pull towards 0, where it began" },
    ...{ letter: "m", hat: true, signed: true, constant: "β1" },
  },
  v_hat_: {
    ...{ name: "unbiased mean square", means: "the mean squared gradient without the pull towards 0, where it began" },
    ...{ letter: "v", hat: true, constant: "β2" },
  },
  shrunk_: {
    ...{ name: "after its decay", means: "the parameter drawn towards 0 by ηλ of it, before its step" },
    ...{ letter: "", constant: "λ" },
  },
};

/**
 * @typedef {keyof typeof STEMS} StemName
 * @typedef {"w" | "b"} Of
 * @typedef {`${StemName}${Of}`} TrainingKind
 */

const NAMES = /** @type {StemName[]} */ (Object.keys(STEMS));

/** What each kind is made of: `m_w` → `m_` and `w`. @type {Map<string, {stem: StemName, of: Of}>} */
const KINDS = new Map(
  NAMES.flatMap((stem) => [
    [`${stem}w`, { stem, of: /** @type {Of} */ ("w") }],
    [`${stem}b`, { stem, of: /** @type {Of} */ ("b") }],
  ]),
);

/** Every kind that a batch or an optimiser adds. */
export const TRAINING_KINDS = /** @type {TrainingKind[]} */ ([...KINDS.keys()]);

/** @param {string} kind @returns {(Stem & {stem: StemName, of: Of}) | null} null: it is none of these */
export function stemOf(kind) {
  const found = KINDS.get(kind);
  return found ? { ...STEMS[found.stem], ...found } : null;
}

/** One entry for each kind. @template T @param {(stem: Stem, of: Of) => T} make @returns {Record<TrainingKind, T>} */
export const forEachKind = (make) =>
  /** @type {any} */ (Object.fromEntries([...KINDS].map(([kind, { stem, of }]) => [kind, make(STEMS[stem], of)])));

/** Its symbol in plain text, for a parameter's name: m̂ w5, ∂E batch/∂w5. @param {Stem} stem @param {string} parameter */
export function symbolText({ letter, index, hat, next }, parameter) {
  if (letter === "E") return `∂E ${index}/∂${parameter}`;
  if (letter === "") return `${parameter}′`;
  return `${letter}${hat ? "\u0302" : ""} ${parameter}${next ? "⁺" : ""}`;
}
