// The names people call units, weights and quantities by: x1, h1, o1, w5. Pure.
import { lettersOf } from "./notation.js";

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

/** Symbol and words of each kind. @type {Record<string, (parts: Parts) => [symbol: string, words: string]>} */
const KINDS = {
  a: ({ own, layer, a }) => (layer === 0 ? [own, `input ${own}`] : [`${a} ${own}`, `activation of ${own}`]),
  w: ({ weight }) => [weight, `weight ${weight}`],
  b: ({ bias }) => [bias, `bias ${bias}`],
  target: ({ own, target }) => [`${target} ${own}`, `target of ${own}`],
  eta: () => ["η", "learning rate"],
  weighted: ({ weight, sent, own }) => [
    `${weight} · ${sent}`,
    `${weight} times ${sent}, a term of the net input of ${own}`,
  ],
  z: ({ own, z }) => [`${z} ${own}`, `net input of ${own}`],
  difference: ({ own, a, target }) => [`${a} ${own} − ${target} ${own}`, `activation of ${own} minus its target`],
  error: ({ own }) => [`E ${own}`, `error of ${own}`],
  error_total: ({ total }) => [total ? `E ${total}` : "E", "total error"],
  dE_da: ({ own, a, total }) => [
    `∂E${total && ` ${total}`}/∂${a} ${own}`,
    `how E changes with the activation of ${own}`,
  ],
  complement: ({ own, a }) => [`1 − ${a} ${own}`, `1 minus the activation of ${own}`],
  df: ({ own, a, z }) => [`∂${a} ${own}/∂${z} ${own}`, `slope of the activation function of ${own}`],
  delta: ({ own }) => [`δ ${own}`, `delta of ${own}`],
  contribution: ({ own, weight, sender }) => [`δ ${own} · ${weight}`, `what arrives at ${sender} from ${own}`],
  dE_dw: ({ weight, total }) => [`∂E${total && ` ${total}`}/∂${weight}`, `gradient of ${weight}`],
  dE_db: ({ bias, total }) => [`∂E${total && ` ${total}`}/∂${bias}`, `gradient of ${bias}`],
  change_w: ({ weight }) => [`Δ${weight}`, `change of ${weight}`],
  change_b: ({ bias }) => [`Δ${bias}`, `change of ${bias}`],
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
    return KINDS[kind]({
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
