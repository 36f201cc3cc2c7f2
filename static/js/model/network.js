// The names people call units, weights and quantities by: x1, h1, o1, w5. Pure.
import { lettersOf } from "./notation.js";
import { forEachKind, symbolText } from "./training.js";

/**
 * @typedef {import("../types.js").NetworkInfo} NetworkInfo
 *
 * @typedef {object} Names
 * @property {(layer: number, unit: number) => string} unit
 * @property {(layer: number, unit: number, source: number) => string} weight From `source` of layer − 1 into `unit` of `layer`.
 * @property {(layer: number, unit: number) => string} bias
 * @property {(id: string) => {symbol: string, words: string}} quantity
 * @property {Letters} letters
 * @property {(notation: Notation) => Names} in the same network's names in another notation
 *
 * @typedef {import("./notation.js").Letters} Letters
 * @typedef {import("./notation.js").Notation} Notation
 * @typedef {{own: string, weight: string, bias: string, sender: string, sent: string, layer: number} & Letters} Parts
 */

/**
 * What each kind is, whichever unit or weight it belongs to: in the order in which one meets them.
 * @satisfies {Record<string, {name: string, means: string}>}
 */
export const KIND_WORDS = {
  x: { name: "input", means: "the activation of an input unit: what is put in" },
  a: { name: "activation", means: "what a unit answers" },
  w: { name: "weight", means: "how strongly a unit hears the one before; it is learned" },
  b: { name: "bias", means: "what is added whatever comes in" },
  target: { name: "target", means: "what should have come out" },
  eta: { name: "learning rate", means: "how big a step is" },
  weighted: { name: "weighted input", means: "what comes in along one weight" },
  z: { name: "net input", means: "what a unit receives" },
  difference: { name: "difference", means: "how far an output is from its target" },
  error: { name: "error", means: "how wrong one output is" },
  error_total: { name: "total error", means: "how wrong the whole answer is; training lowers it" },
  dE_da: { name: "error by activation", means: "how the error changes with the activation" },
  complement: { name: "complement", means: "how far the activation is from 1" },
  df: { name: "slope", means: "how steep the activation function is at the net input" },
  jacobian: {
    name: "slope across",
    means: "how an activation changes with the net input of another unit of its layer",
  },
  delta: { name: "error signal", means: "how the error changes with the net input: how much a unit is to blame" },
  contribution: { name: "contribution", means: "what a weight carries back" },
  dE_dw: { name: "gradient", means: "how the error changes with a weight" },
  dE_db: { name: "gradient of a bias", means: "how the error changes with a bias" },
  share: { name: "share", means: "what each example of the batch counts: 1 by their number for a mean, 1 for a sum" },
  others_error: { name: "error of the others", means: "the errors of the batch's other examples, added up" },
  batch_error: {
    name: "error of the batch",
    means: "how wrong the answers to the whole batch are; training lowers it",
  },
  updates: { name: "update number", means: "how many updates there are with this one, since the optimiser began" },
  ...forEachKind(({ name, means }, of) =>
    of === "w" ? { name, means } : { name: `${name}, of a bias`, means: means.replace("parameter", "bias") },
  ),
  change_w: { name: "change", means: "the step of a weight" },
  change_b: { name: "change of a bias", means: "the step of a bias" },
  w_next: { name: "next weight", means: "what a weight becomes at the update" },
  b_next: { name: "next bias", means: "what a bias becomes at the update" },
};

/** What a kind is, in a line: "net input: what a unit receives". @param {string} kind */
export function saysOf(kind) {
  const { name, means } = KIND_WORDS[/** @type {keyof typeof KIND_WORDS} */ (kind)];
  return `${name}: ${means}`;
}

/**
 * Symbol and words of each kind; the jacobian's two indices need their own.
 * @type {Record<Exclude<keyof typeof KIND_WORDS, "x" | "jacobian">, (parts: Parts) => [symbol: string, words: string]>}
 */
const KINDS = {
  a: ({ own, layer, a }) =>
    layer === 0 ? [own, `${KIND_WORDS.x.name} ${own}`] : [`${a} ${own}`, `${KIND_WORDS.a.name} of ${own}`],
  w: ({ weight }) => [weight, `${KIND_WORDS.w.name} ${weight}`],
  b: ({ bias }) => [bias, `${KIND_WORDS.b.name} ${bias}`],
  target: ({ own, target }) => [`${target} ${own}`, `${KIND_WORDS.target.name} of ${own}`],
  eta: () => ["η", KIND_WORDS.eta.name],
  weighted: ({ weight, sent, own }) => [
    `${weight} · ${sent}`,
    `${weight} times ${sent}, a term of the net input of ${own}`,
  ],
  z: ({ own, z }) => [`${z} ${own}`, `${KIND_WORDS.z.name} of ${own}`],
  difference: ({ own, a, target }) => [`${a} ${own} − ${target} ${own}`, `activation of ${own} minus its target`],
  error: ({ own }) => [`E ${own}`, `${KIND_WORDS.error.name} of ${own}`],
  error_total: ({ total }) => [total ? `E ${total}` : "E", KIND_WORDS.error_total.name],
  dE_da: ({ own, a, total }) => [
    `∂E${total && ` ${total}`}/∂${a} ${own}`,
    `how E changes with the activation of ${own}`,
  ],
  complement: ({ own, a }) => [`1 − ${a} ${own}`, `1 minus the activation of ${own}`],
  df: ({ own, a, z }) => [`∂${a} ${own}/∂${z} ${own}`, `slope of the activation function of ${own}`],
  delta: ({ own }) => [`δ ${own}`, `delta of ${own}`],
  contribution: ({ own, weight, sender }) => [`δ ${own} · ${weight}`, `what arrives at ${sender} from ${own}`],
  dE_dw: ({ weight, total }) => [`∂E${total && ` ${total}`}/∂${weight}`, `${KIND_WORDS.dE_dw.name} of ${weight}`],
  dE_db: ({ bias, total }) => [`∂E${total && ` ${total}`}/∂${bias}`, `${KIND_WORDS.dE_dw.name} of ${bias}`],
  share: () => ["share", "share of each example in the batch"],
  others_error: () => ["E others", "sum of the other examples' errors"],
  batch_error: () => ["E batch", KIND_WORDS.batch_error.name],
  updates: () => ["n", "number of this update"],
  ...forEachKind((stem, of) => ({ weight, bias }) => {
    const parameter = of === "w" ? weight : bias;
    return [
      symbolText(stem, parameter),
      stem.letter === "" ? `${parameter} ${stem.name}` : `${stem.name} of ${parameter}`,
    ];
  }),
  change_w: ({ weight }) => [`Δ${weight}`, `${KIND_WORDS.change_w.name} of ${weight}`],
  change_b: ({ bias }) => [`Δ${bias}`, `${KIND_WORDS.change_w.name} of ${bias}`],
  w_next: ({ weight }) => [`${weight}⁺`, `${weight} after the update`],
  b_next: ({ bias }) => [`${bias}⁺`, `${bias} after the update`],
};

/** The jacobian's two indices both count units of its own layer. @param {string} of @param {string} by @param {Letters} letters @returns {[string, string]} */
const jacobian = (of, by, { a, z }) => [
  `∂${a} ${of}/∂${z} ${by}`,
  `how the activation of ${of} changes with the net input of ${by}`,
];

/** How many there are before each layer. @param {number[]} counts one number per layer from layer 1 on */
const before = (counts) => counts.map((_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0));

/**
 * The names of one network.
 * @param {Pick<NetworkInfo, "sizes" | "bias_policy">} network
 * @param {Notation} [notation]
 * @returns {Names}
 */
export function networkNames({ sizes, bias_policy }, notation = "modern") {
  const letters = lettersOf(notation);
  const last = sizes.length - 1;
  const weightsBefore = before(sizes.slice(1).map((size, index) => size * sizes[index]));
  const unitsBefore = before(sizes.slice(1));

  /** @param {number} layer @param {number} unit */
  const unitName = (layer, unit) => {
    if (layer === 0) return `${letters.x}${unit + 1}`;
    if (layer === last) return `o${unit + 1}`;
    return last > 2 ? `h${layer}.${unit + 1}` : `h${unit + 1}`;
  };
  /** @param {number} layer @param {number} unit @param {number} source */
  const weight = (layer, unit, source) => `w${weightsBefore[layer - 1] + unit * sizes[layer - 1] + source + 1}`;
  /** @param {number} layer @param {number} unit */
  const bias = (layer, unit) => `b${bias_policy === "per_unit" ? unitsBefore[layer - 1] + unit + 1 : layer}`;

  /** @param {string} id @returns {[string, string]} */
  const describe = (id) => {
    const [kind, ...indices] = id.split(".");
    const [layer = last, unit = 0, source = 0] = indices.map(Number);
    if (kind === "jacobian") return jacobian(unitName(layer, unit), unitName(layer, source), letters);
    const sender = unitName(layer - 1, source);
    return KINDS[/** @type {keyof typeof KINDS} */ (kind)]({
      ...letters,
      own: unitName(layer, unit),
      weight: weight(layer, unit, source),
      bias: bias(layer, unit),
      sender,
      sent: layer === 1 ? sender : `${letters.a} ${sender}`,
      layer,
    });
  };

  return {
    unit: unitName,
    weight,
    bias,
    letters,
    in: (other) => networkNames({ sizes, bias_policy }, other),
    quantity(id) {
      const [symbol, words] = describe(id);
      return { symbol, words };
    },
  };
}
