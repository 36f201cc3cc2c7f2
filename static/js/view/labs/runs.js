// The runs one may set beside the room's own: what is different in each, its request and its name. Pure.
import {
  ACTIVATIONS,
  LOSSES,
  layerChanges,
  lossChanges,
  lossHindrance,
  POLICIES,
  SOFTMAX,
} from "../editing/choices.js";
import { OPTIMISER_NAMES, optimiserChanges } from "../editing/methods.js";
import { spelled } from "../editing/wording.js";
import { exact } from "../format.js";

/**
 * @typedef {"eta" | "optimiser" | "activation" | "loss" | "bias_policy" | "batch" | "mistake"} Kind
 * @typedef {{kind: Kind, value: string | number}} Planned
 * @typedef {{network: import("../../types.js").NetworkInfo, method: import("../../types.js").Method, eta: number, limits: {eta: [number, number]},
 *   value: (id: string) => number | null}} Here `eta`: before its schedule, as a run has it
 */

export const MOST_RUNS = 8;

/** @type {[Kind, string][]} */
export const KINDS = [
  ["eta", "Learning rate η"],
  ["optimiser", "Optimiser"],
  ["activation", "Activation"],
  ["loss", "Loss"],
  ["bias_policy", "Biases"],
  ["batch", "Rows a batch"],
  ["mistake", "Wrong algorithm"],
];

/** What runs can be made of here. @param {import("../../model/store.js").Store} store @returns {Here | null} */
export function hereOf(store) {
  const snapshot = store.snapshot.value;
  if (!snapshot) return null;
  const { network, method, limits } = snapshot;
  return { network, method, eta: store.standing("eta") ?? 0.5, limits, value: (id) => store.value(id) };
}

/** The wrong algorithms, each with what it does; the core's words. @type {[string, string][]} */
const MISTAKES = [
  ["early", "hidden deltas use the output weights that were already updated"],
  ["no_output_slope", "f′ is left out at the output"],
  ["no_hidden_slope", "f′ is left out at the hidden layers"],
  ["first_path_only", "only the path through the first unit of the next layer is followed"],
  ["rows_for_columns", "a row of W is used where a column belongs"],
  ["error_sent_back", "∂E/∂a of the output is sent back instead of delta"],
  ["input_forgotten", "the gradient of a first-layer weight is delta, without its input"],
  ["no_half", "½ (a − t)² is differentiated to 2 (a − t)"],
  ["mean_over_outputs", "the gradient is divided by the number of outputs"],
  ["sign_flipped", "target − a is used where a − target belongs"],
];

/** @param {number} layer @param {number} last */
const layerName = (layer, last) => (layer === last ? "outputs" : last > 2 ? `hidden layer ${layer}` : "hidden units");

/** What a run of a kind may have; null: a number. @param {Kind} kind @param {Here} here @returns {[string, string][] | null} */
export function valuesOf(kind, { network, method, value }) {
  const last = network.sizes.length - 1;
  switch (kind) {
    case "optimiser":
      return OPTIMISER_NAMES;
    case "mistake":
      return MISTAKES;
    case "loss":
      return LOSSES.filter(({ name }) => lossHindrance(network, name, value, method.rows) === null).map(({ name }) => [
        name,
        spelled(name),
      ]);
    case "bias_policy":
      return POLICIES.map(([name, words]) => [name, `${spelled(name)}: ${words}`]);
    case "activation":
      return network.activations.flatMap((_, index) => {
        const layer = index + 1;
        const choices = layer === last ? [...ACTIVATIONS, SOFTMAX] : ACTIVATIONS;
        return choices.map(
          ({ name }) =>
            /** @type {[string, string]} */ ([`${layer} ${name}`, `${layerName(layer, last)}: ${spelled(name)}`]),
        );
      });
    default:
      return null;
  }
}

/**
 * What a run of a kind has at first, the best first: something else than the room has.
 * @type {Record<Exclude<Kind, "eta" | "batch" | "mistake">, [string, string]>}
 */
const USUAL = {
  optimiser: ["adam", "sgd"],
  activation: ["1 tanh", "1 logistic"],
  loss: ["squared_error", "half_squared_error"],
  bias_policy: ["per_unit", "shared"],
};

/** What a run of a kind has at first. @param {Kind} kind @param {Here} here @returns {Planned} */
export function plannedOf(kind, { network, method, eta, limits }) {
  if (kind === "eta") return { kind, value: Math.min(limits.eta[1], 4 * eta) };
  if (kind === "batch") return { kind, value: method.batch === null || method.batch === method.rows ? 1 : method.rows };
  if (kind === "mistake") return { kind, value: MISTAKES[0][0] };
  const now = {
    optimiser: method.optimiser.name,
    activation: `1 ${network.activations[0].name}`,
    loss: network.loss.name,
    bias_policy: network.bias_policy,
  };
  return { kind, value: USUAL[kind].find((value) => value !== now[kind]) ?? USUAL[kind][0] };
}

/** A number's bounds. @param {Kind} kind @param {Here} here @returns {[number, number]} */
export const boundsOf = (kind, { limits, method }) => (kind === "eta" ? limits.eta : [1, method.rows]);

/** What the learning rate of a run is called. @param {Here} here */
export const etaWords = ({ method }) => (method.optimiser.schedule ? "η before its schedule" : "η");

/** The run as the server takes it; only what is named differs, so another optimiser keeps the schedule. @param {Planned} planned @param {Here} here */
export function requestOf({ kind, value }, { network, method, value: valueNow }) {
  const text = String(value);
  if (kind === "mistake") return { mistake: text };
  if (kind === "optimiser") return { changes: optimiserChanges(method, text) };
  if (kind === "loss") return { changes: lossChanges(network, text, valueNow) };
  if (kind !== "activation") return { changes: [{ of: kind, to: value }] };
  const [layer, name] = text.split(" ");
  return { changes: layerChanges(network, Number(layer), name) };
}

/** What a run is called. @param {Planned} planned @param {Here} here */
export function nameOf({ kind, value }, here) {
  if (kind === "eta") return `${etaWords(here)} = ${exact(Number(value))}`;
  if (kind === "batch") return value === 1 ? "1 row a batch" : `${value} rows a batch`;
  const words = valuesOf(kind, here)?.find(([name]) => name === value)?.[1] ?? String(value);
  if (kind === "mistake") return `WRONG: ${words}`;
  return kind === "loss" ? `loss: ${words}` : kind === "bias_policy" ? `biases ${words.split(":")[0]}` : words;
}

/**
 * A further difference of a run: of a kind that it has not.
 * @param {Planned[]} run
 * @param {Here} here
 * @returns {Planned | null} null: it has every kind
 */
export function furtherOf(run, here) {
  const [kind] = KINDS.find(([each]) => run.every((planned) => planned.kind !== each)) ?? [];
  return kind === undefined ? null : plannedOf(kind, here);
}

/** A whole run as the server takes it: what differs is changed in the order in which it stands. @param {Planned[]} run @param {Here} here */
export function runRequest(run, here) {
  /** @type {{changes?: import("../../types.js").Change[], mistake?: string}[]} */
  const asked = run.map((planned) => requestOf(planned, here));
  const changes = asked.flatMap((each) => each.changes ?? []);
  return Object.assign({}, ...asked, changes.length > 0 ? { changes } : {});
}

/** What a whole run is called. @param {Planned[]} run @param {Here} here */
export const runName = (run, here) => run.map((planned) => nameOf(planned, here)).join(", ");
