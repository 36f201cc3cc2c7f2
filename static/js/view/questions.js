// The plain words: what a quantity asks, what each factor asks, and what the answer means.
import { quantityOf } from "./arithmetic.js";
import { followed, isOfOneExample, leads } from "./course.js";
import { signOf } from "./format.js";
import { functionName } from "./symbols.js";
import { TRAINING_HINTS, TRAINING_MEANINGS, TRAINING_QUESTIONS } from "./training_words.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 */

/**
 * The names that questions speak of.
 * @param {Quantity} quantity
 * @param {Lesson} lesson
 */
export function partsOf(quantity, { names }) {
  const layer = quantity.layer ?? 0;
  const unit = quantity.unit ?? 0;
  const source = quantity.source ?? 0;
  const edge = quantity.source !== null;
  const from = quantity.kind === "jacobian" ? layer : layer - 1;
  return {
    input: layer === 0,
    own: names.unit(layer, unit),
    source: edge ? names.unit(from, source) : "",
    weight: edge && from < layer ? names.weight(layer, unit, source) : "",
    bias: layer > 0 ? names.bias(layer, unit) : "",
  };
}

/** The activation function of a unit, as its own rule names it. @param {Quantity} quantity @param {Lesson} lesson */
function squash({ layer, unit }, lesson) {
  const rule = layer === null || unit === null ? null : quantityOf(lesson, `a.${layer}.${unit}`).rule;
  return rule?.function ? functionName(rule.function) : "f";
}

/** @type {Record<string, (p: ReturnType<typeof partsOf>, f: string) => string>} */
const QUESTIONS = {
  a: (p) => (p.input ? `What goes in at ${p.own}?` : `How strongly does ${p.own} answer?`),
  z: (p) => `What does ${p.own} receive?`,
  w: (p) => `What is ${p.weight}?`,
  b: (p) => `What is ${p.bias}?`,
  eta: () => "How big is one step of learning?",
  weighted: (p) => `What does ${p.source} add to ${p.own}?`,
  target: (p) => `What should ${p.own} have been?`,
  difference: (p) => `How far is ${p.own} from its target?`,
  error: (p) => `How big is the error of ${p.own}?`,
  error_total: () => "How wrong is the whole network?",
  dE_da: (p) => `How does ${p.own} change the error?`,
  complement: (p) => `How far is ${p.own} from 1?`,
  df: (p, f) => `How steep is ${f} at ${p.own} right now?`,
  jacobian: (p) => `How does ${p.own} move when ${p.source} receives more?`,
  delta: (p) => `How much is ${p.own} to blame?`,
  contribution: (p) => `What does ${p.own} send back to ${p.source}?`,
  dE_dw: (p) => `How does ${p.weight} change the error?`,
  dE_db: (p) => `How does ${p.bias} change the error?`,
  change_w: (p) => `How far does ${p.weight} move?`,
  change_b: (p) => `How far does ${p.bias} move?`,
  w_next: (p) => `What does ${p.weight} become?`,
  b_next: (p) => `What does ${p.bias} become?`,
  ...TRAINING_QUESTIONS,
};

/** The question a quantity answers, in plain words. @param {Quantity} quantity @param {Lesson} lesson */
export function question(quantity, lesson) {
  return QUESTIONS[quantity.kind](partsOf(quantity, lesson), squash(quantity, lesson));
}

/** @type {Record<string, (p: ReturnType<typeof partsOf>, f: string, owner: string) => string>} */
const HINTS = {
  a: (p, _, owner) => (owner === "dE_dw" ? "What came in on this wire?" : `What came out of ${p.own}?`),
  z: (p) => `What did ${p.own} receive?`,
  w: (_, __, owner) =>
    owner === "w_next" ? "Where does the weight stand before the update?" : "How strong is this wire?",
  b: (_, __, owner) =>
    owner === "b_next" ? "Where does the bias stand before the update?" : "What does the bias add?",
  eta: () => "How big a step do we take?",
  weighted: (p) => `What comes from ${p.source} along ${p.weight}?`,
  target: () => "What should have come out?",
  difference: () => "How far from the target?",
  error: (p) => `What does ${p.own} add to the error?`,
  error_total: () => "How wrong is the whole network?",
  dE_da: (p) => (p.own.startsWith("o") ? "How wrong is the output?" : `How much error arrives at ${p.own}?`),
  complement: () => "How far from 1?",
  df: (_, f) => `How steep is ${f} right now?`,
  jacobian: (p) => `How does ${p.own} move with ${p.source}?`,
  delta: (p) => `How much is ${p.own} to blame?`,
  contribution: (p) => `What comes back from ${p.own} along ${p.weight}?`,
  dE_dw: () => "How does it change the error?",
  dE_db: () => "How does it change the error?",
  change_w: () => "One step against the gradient",
  change_b: () => "One step against the gradient",
  ...TRAINING_HINTS,
};

/** What one factor or summand asks, inside the rule of another quantity. @param {Quantity} quantity @param {string} owner its kind @param {Lesson} lesson */
export function hint(quantity, owner, lesson) {
  return (
    HINTS[quantity.kind]?.(partsOf(quantity, lesson), squash(quantity, lesson), owner) ?? question(quantity, lesson)
  );
}

/** @param {string} what @param {number} value of the gradient @param {Quantity} quantity @param {Lesson} lesson */
function moves(what, value, quantity, lesson) {
  const error = isOfOneExample(quantity, lesson) ? "the error of this example" : "the error";
  const alone = leads(quantity, lesson);
  if (signOf(value) === "zero")
    return `A small change of this ${what} would not change ${error}${alone ? ", so it stays" : ""}.`;
  const effect = value > 0 ? "raise" : "lower";
  const way = value > 0 ? "down" : "up";
  return `Raising this ${what} would ${effect} ${error}${alone ? `, so it goes ${way}` : ""}.`;
}

/** What a step means, by what it follows. @param {Quantity} quantity @param {Lesson} lesson */
function stepMeans(quantity, lesson) {
  if (quantity.rule?.form === "function")
    return "Measured by the usual size of its gradient: a parameter with small gradients moves as far as others.";
  const stem = followed(quantity, lesson);
  const turned = stem === "velocity_next_" ? "velocity" : stem === "lookahead_" ? "direction" : "gradient";
  return `The minus turns the ${turned} round: downhill.`;
}

/** @param {number} value @param {string} up @param {string} down @param {string} level */
const bySign = (value, up, down, level) => ({ pos: up, neg: down, zero: level })[signOf(value)];

/** @type {Record<string, (value: number, p: ReturnType<typeof partsOf>, quantity: Quantity, lesson: Lesson) => string>} */
const MEANINGS = {
  ...TRAINING_MEANINGS,
  dE_dw: (value, _, quantity, lesson) => moves("weight", value, quantity, lesson),
  dE_db: (value, _, quantity, lesson) => moves("bias", value, quantity, lesson),
  delta: (value, p) =>
    bySign(
      value,
      `${p.own} received too much: less would lower the error.`,
      `${p.own} received too little: more would lower the error.`,
      `${p.own} is not to blame: its net input does not move the error.`,
    ),
  dE_da: (value, p) =>
    bySign(
      value,
      `${p.own} is too high: lowering it would lower the error.`,
      `${p.own} is too low: raising it would lower the error.`,
      `A small change of ${p.own} would not change the error.`,
    ),
  contribution: (value, p) =>
    bySign(
      value,
      `Seen from ${p.own}, ${p.source} is too high.`,
      `Seen from ${p.own}, ${p.source} is too low.`,
      `${p.own} asks nothing of ${p.source}.`,
    ),
  df: () => "The steeper the function, the more error passes through it.",
  error: () => "It is 0 only where the output hits its target.",
  error_total: () => "This is the one number that training lowers.",
  w_next: () => "It counts from the next iteration on: this one was computed with the old weight throughout.",
  b_next: () => "It counts from the next iteration on: this one was computed with the old bias throughout.",
  change_w: (_, __, quantity, lesson) => stepMeans(quantity, lesson),
  change_b: (_, __, quantity, lesson) => stepMeans(quantity, lesson),
  a: (_, p) => (p.input ? "Given by the example." : `This is what ${p.own} passes on.`),
  target: () => "Given by the example.",
  w: (_, p) => `The strength of the wire from ${p.source} to ${p.own}. It changes only in the Update phase.`,
  b: (_, p) => `Added to what ${p.own} receives, whatever comes in.`,
  eta: () => "The learning rate: what each gradient is multiplied by before it is subtracted.",
};

/** What the answer means. @param {Quantity} quantity @param {number} value @param {Lesson} lesson @returns {string | null} */
export function meaning(quantity, value, lesson) {
  return MEANINGS[quantity.kind]?.(value, partsOf(quantity, lesson), quantity, lesson) ?? null;
}
