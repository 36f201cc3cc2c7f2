// One full sentence per moment: the caption under the phases, and what a screen reader hears.
import { numeric, quantityOf, symbolic, valueText } from "./arithmetic.js";
import { followed } from "./course.js";
import { plain } from "./expression.js";
import { count, ofKind, rate, signOf } from "./format.js";
import { partsOf } from "./questions.js";
import { functionName } from "./symbols.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 */

/** More summands than these are not read out one by one. */
const MOST = 4;

/** @param {Quantity} quantity @param {Lesson} lesson @returns {string} such as "0.751 − 0.01 = +0.7414" */
function equation({ id, rule, kind, layer }, lesson) {
  const value = valueText({ ...quantityOf(lesson, id), kind, layer }, lesson.value(id));
  const plainCopy = rule?.terms.length === 1 && rule.terms[0].factors.length === 1 && rule.form !== "function";
  if (!rule || plainCopy || rule.terms.length > MOST) return value;
  return `${plain(numeric(rule, lesson, kind))} = ${value}`;
}

/** @param {Quantity} quantity @param {Lesson} lesson */
function shown({ id }, lesson) {
  return valueText(quantityOf(lesson, id), lesson.value(id));
}

/** @param {Quantity} quantity @param {Lesson} lesson @returns {string} whether the streams that meet here add up */
function meeting({ rule }, lesson) {
  const signs = new Set(
    (rule?.terms ?? []).flatMap(({ factors }) => factors.map((id) => signOf(lesson.value(String(id))))),
  );
  return signs.has("pos") && signs.has("neg") ? "partly cancel" : "add up";
}

/** @param {number} many */
const streams = (many) => (many === 2 ? "The two streams" : `The ${many} streams`);

/** @param {Quantity} quantity @param {Lesson} lesson */
function arrival(quantity, lesson) {
  const { own } = partsOf(quantity, lesson);
  const terms = quantity.rule?.terms ?? [];
  const back = terms.some(({ factors }) => String(factors[0]).startsWith("contribution"));
  if (!back) {
    const way = { pos: "too high", neg: "too low", zero: "exactly right" }[signOf(lesson.value(quantity.id))];
    return `${own} came out ${way}: ${equation(quantity, lesson)}.`;
  }
  if (terms.length === 1) return `One stream arrives at ${own}: ${equation(quantity, lesson)}.`;
  return `${streams(terms.length)} arriving at ${own} ${meeting(quantity, lesson)}: ${equation(quantity, lesson)}.`;
}

/** @param {Quantity} quantity @param {Lesson} lesson */
function gradient(quantity, lesson) {
  const { weight, bias } = partsOf(quantity, lesson);
  const what = quantity.kind === "dE_dw" ? weight : bias;
  const effect = { pos: "would raise the error", neg: "would lower the error", zero: "would change nothing" };
  const end = effect[signOf(lesson.value(quantity.id))];
  return `The gradient of ${what} is ${equation(quantity, lesson)}: raising ${what} ${end}.`;
}

/** What each weight follows. @param {Quantity} quantity @param {Lesson} lesson */
function way(quantity, lesson) {
  const stem = followed(quantity, lesson);
  const ways = {
    batch_dE_d: "against its gradient of the batch",
    penalised_: "against its gradient with decay",
    velocity_next_: "against its velocity",
    lookahead_: "against its velocity looked ahead",
    square_sum_next_: "against its gradient, measured by all its gradients so far,",
    square_average_next_: "against its gradient, measured by its usual size,",
    v_hat_: "against its mean gradient, measured by its usual size,",
  };
  return ways[/** @type {keyof typeof ways} */ (stem)] ?? "against its own gradient";
}

/** @type {Record<string, (quantity: Quantity, lesson: Lesson) => string>} */
const SENTENCES = {
  z: (quantity, lesson) => {
    const { own } = partsOf(quantity, lesson);
    const many = quantity.rule?.terms.length ?? 0;
    if (many > MOST) return `${own} adds up ${many - 1} weighted inputs and its bias: ${shown(quantity, lesson)}.`;
    return `${own} adds up what arrives: ${equation(quantity, lesson)}.`;
  },
  a: (quantity, lesson) =>
    `${partsOf(quantity, lesson).own} answers with its activation: ${equation(quantity, lesson)}.`,
  error: (quantity, lesson) => {
    const { own } = partsOf(quantity, lesson);
    const { layer, unit } = quantity;
    const target = ofKind("target", lesson.value(`target.${layer}.${unit}`));
    const out = ofKind("a", lesson.value(`a.${layer}.${unit}`));
    return `${own} should have been ${target} but is ${out}: its error is ${shown(quantity, lesson)}.`;
  },
  error_total: (quantity, lesson) => `The whole network's error, which training lowers: ${equation(quantity, lesson)}.`,
  dE_da: arrival,
  df: (quantity, lesson) => {
    const { layer, unit } = quantity;
    const squash = functionName(quantityOf(lesson, `a.${layer}.${unit}`).rule?.function ?? "f");
    return `How steep is ${squash} at ${partsOf(quantity, lesson).own} right now? ${equation(quantity, lesson)}.`;
  },
  delta: (quantity, lesson) =>
    `The error signal of ${partsOf(quantity, lesson).own} is δ = ${equation(quantity, lesson)}.`,
  contribution: (quantity, lesson) => {
    const { own, source, weight } = partsOf(quantity, lesson);
    return `${own} sends its error back along ${weight}: ${equation(quantity, lesson)} arrives at ${source}.`;
  },
  dE_dw: gradient,
  dE_db: gradient,
  batch_error: (quantity, lesson) => {
    const others = (lesson.batch?.count ?? 1) - 1;
    if (others === 0) return `No other example is in this batch: its error is ${shown(quantity, lesson)}.`;
    const what =
      others === 1 ? "The other example of the batch comes in" : `The other ${others} examples of the batch come in`;
    const how = lesson.batch?.reduction === "sum" ? "added up" : "their mean";
    return `${what}: all gradients become one, ${how}, and E of the batch is ${shown(quantity, lesson)}.`;
  },
  w_next: (quantity, lesson) => {
    const eta = lesson.value("eta");
    const step = eta === null ? "the learning rate" : `the learning rate ${rate(eta)}`;
    return `All weights move at once, each ${way(quantity, lesson)} times ${step}.`;
  },
};
SENTENCES.b_next = SENTENCES.w_next;

/** What is said where numbers are not sent, while training runs fast. @param {Quantity} quantity @param {Lesson} lesson */
const withoutNumbers = (quantity, lesson) => `Now: ${lesson.names.quantity(quantity.id).words}.`;

/**
 * The sentence of the moment that was computed last.
 * @param {Moment | null} moment null where nothing is computed yet
 * @param {number} iteration
 * @param {Lesson} lesson
 * @returns {string}
 */
export function sentence(moment, iteration, lesson) {
  if (moment === null) {
    return `Iteration ${count(iteration)} begins: only inputs, weights and targets are known.`;
  }
  const quantity = quantityOf(lesson, moment.quantities[0]);
  if (lesson.value(quantity.id) === null) return withoutNumbers(quantity, lesson);
  return SENTENCES[quantity.kind]?.(quantity, lesson) ?? `${symbolText(quantity, lesson)}.`;
}

/** @param {Quantity} quantity @param {Lesson} lesson */
function symbolText(quantity, lesson) {
  const words = lesson.names.quantity(quantity.id).words;
  return quantity.rule ? `${words}: ${plain(symbolic(quantity.rule, lesson, quantity.kind))}` : words;
}

/** A fast run in one sentence. @param {number} iteration @param {number | null} error @returns {string} */
export function running(iteration, error) {
  const size = error === null ? "" : ` The error is ${ofKind("error_total", error)}.`;
  return `Training, now in iteration ${count(iteration)}.${size}`;
}
