// What a step computed that takes several numbers: who and what, as a sentence and as a question. Pure.
import { quantityOf, valueText } from "./arithmetic.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {NonNullable<ReturnType<typeof import("./lesson.js").lessonOf>>} Lesson
 */

/** What one of a kind is called, and several. @type {Record<string, [one: string, many: string]>} */
const WORDS = {
  z: ["net input", "net inputs"],
  a: ["activation", "activations"],
  error: ["error", "errors"],
  error_total: ["total error", "total errors"],
  dE_da: ["∂E/∂a", "∂E/∂a"],
  df: ["slope", "slopes"],
  delta: ["delta", "deltas"],
  contribution: ["contribution", "contributions"],
  dE_dw: ["gradient", "gradients"],
  dE_db: ["bias gradient", "bias gradients"],
};

/** @type {Record<import("../types.js").Phase, string>} */
const PHASES = { forward: "Forward", error: "Error", backward: "Backward", update: "Update" };

/** Up to so many numbers of a kind are said, */
const MOST = 2;
/** where they are of these kinds, at which the others aim. */
const TELLING = new Set(["z", "a", "error", "error_total", "delta"]);

/** The unit a number belongs to; what flows back belongs to where it arrives. @param {Quantity} quantity */
export function unitOf({ kind, layer, unit, source }) {
  return kind === "contribution" ? { layer: (layer ?? 0) - 1, unit: source } : { layer, unit };
}

/** The first number of each moment. @param {Moment[]} moments @param {Lesson} lesson */
export const numbersOf = (moments, lesson) => moments.map(({ quantities: [id] }) => quantityOf(lesson, id));

/** Whose numbers they are: of a unit, of a layer, or of all. @param {Quantity[]} numbers @param {Lesson} lesson */
function owner(numbers, { script, names }) {
  const owners = numbers.map(unitOf).filter(({ layer }) => layer !== null);
  const layers = new Set(owners.map(({ layer }) => layer));
  if (layers.size !== 1) return "the network";
  const [{ layer, unit }] = owners;
  if (unit !== null && owners.every((each) => each.unit === unit) && owners.length === numbers.length)
    return names.unit(layer ?? 0, unit);
  if (!script.has(`w.${(layer ?? 0) + 1}.0.0`)) return "the output layer";
  return script.has("w.3.0.0") ? `layer ${layer}` : "the hidden layer";
}

/** @param {string[]} parts */
const listed = (parts) => (parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

/** @param {string} text */
const capital = (text) => (/^(the|layer) /.test(text) ? text[0].toUpperCase() + text.slice(1) : text);

/**
 * "Layer 1: 16 net inputs and 16 activations."
 * @param {Moment[]} moments what was computed together @param {Lesson} lesson
 */
export function togetherSentence(moments, lesson) {
  const numbers = numbersOf(moments, lesson);
  /** @type {Map<string, Quantity[]>} */
  const sorted = new Map();
  for (const each of numbers) sorted.set(each.kind, [...(sorted.get(each.kind) ?? []), each]);
  const parts = [...sorted].map(([kind, all]) => {
    const [one, many] = WORDS[kind] ?? [kind, kind];
    if (all.length > MOST || !TELLING.has(kind)) return all.length === 1 ? `1 ${one}` : `${all.length} ${many}`;
    return `${all.length === 1 ? one : many} ${listed(all.map((each) => valueText(each, lesson.value(each.id))))}`;
  });
  const who = owner(numbers, lesson);
  return `${who === "the network" ? PHASES[moments[0].phase] : capital(who)}: ${listed(parts)}.`;
}

/** What the numbers answer. @param {Moment[]} moments @param {Lesson} lesson */
export function togetherQuestion(moments, lesson) {
  const numbers = numbersOf(moments, lesson);
  const who = owner(numbers, lesson);
  if (moments[0].phase === "forward") return `What does ${who} answer?`;
  if (moments[0].phase === "error") return "How wrong are the outputs?";
  if (who === "the network") return "Who is to blame?";
  if (numbers.every(({ kind }) => /^dE_d[wb]$/.test(kind))) return `How do the weights into ${who} change the error?`;
  return `How much is ${who} to blame?`;
}
