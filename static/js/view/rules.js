// The answer to "why this number?", as plain data: question, symbols, factors, numbers, result, what it means.
import { numeric, quantityOf, result, symbolic, valueText } from "./arithmetic.js";
import * as x from "./expression.js";
import { number } from "./format.js";
import { hint, meaning, question } from "./questions.js";
import { slopeOfNetInput, symbolOf } from "./symbols.js";

/**
 * @typedef {import("../types.js").Rule} Rule
 * @typedef {import("../types.js").Term} Term
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./expression.js").Expression} Expression
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 *
 * @typedef {object} Card One factor of a product, or one summand of a sum.
 * @property {string} id the quantity it stands for
 * @property {string} hint what it asks, in plain words
 * @property {Expression} formula
 * @property {number | null} value
 * @property {string} text the value as shown
 * @property {"+" | "−"} sign in front of a summand
 * @property {number} share length of its bar, 0 to 1, against the largest of the row
 *
 * @typedef {object} Explanation
 * @property {Quantity} quantity
 * @property {string} question
 * @property {Expression} symbol
 * @property {Expression | null} symbolic what it is made of; null for givens, and where the symbol says it already
 * @property {Expression | null} numeric the same with the numbers filled in
 * @property {"product" | "sum" | "function" | "given"} form
 * @property {Card[]} cards
 * @property {number | null} value
 * @property {string} text
 * @property {{rule: Expression, known: boolean} | null} next the line of the parameter's next value
 * @property {string | null} meaning
 */

/**
 * The quantity whose value a summand has: itself, or the product of its factors (weighted, change) that the server names.
 * @param {Term} term
 * @param {Lesson} lesson
 * @returns {string | null}
 */
export function summand({ factors }, lesson) {
  const ids = factors.filter((factor) => typeof factor === "string");
  if (factors.length === 1) return ids[0] ?? null;
  const made = ids.map((id) => quantityOf(lesson, id)).find(({ kind }) => kind !== "a" && kind !== "eta");
  if (!made || made.layer === null) return null;
  const { script } = lesson;
  const { layer, unit, source } = made;
  const near = source === null ? script.ofUnit(layer, unit ?? 0) : script.ofEdge(layer, unit ?? 0, source);
  const same = (/** @type {string} */ id) => {
    const rule = quantityOf(lesson, id).rule;
    return rule?.form === "product" && ids.every((each) => rule.terms[0].factors.includes(each));
  };
  return near.find(same) ?? null;
}

/** Kinds whose symbol is their rule: δ · w, a − t. */
const SPELLED_OUT = new Set(["weighted", "contribution", "difference", "complement"]);

/** A card's second line: symbol = rule (= numbers, where there are few). @param {Quantity} quantity @param {Quantity} owner @param {Lesson} lesson */
function cardFormula(quantity, owner, lesson) {
  const symbol = symbolOf(quantity, lesson.names);
  const gradient = owner.kind === "dE_dw" || owner.kind === "dE_db";
  if (gradient && quantity.kind === "a") {
    return x.joined([slopeOfNetInput(owner, lesson.names), symbol], "=");
  }
  const rule = quantity.rule;
  if (rule === null) return symbol;
  const short = rule.form !== "function" && rule.terms.length <= 2;
  const steps = [symbol, symbolic(rule, lesson), ...(short ? [numeric(rule, lesson)] : [])];
  return x.joined(SPELLED_OUT.has(quantity.kind) ? steps.slice(1) : steps, "=");
}

/** @param {string} id @param {"+" | "−"} sign @param {Quantity} owner @param {Lesson} lesson @returns {Card} */
function card(id, sign, owner, lesson) {
  const quantity = quantityOf(lesson, id);
  const value = lesson.value(id);
  const formula = cardFormula(quantity, owner, lesson);
  return {
    id,
    hint: hint(quantity, owner.kind, lesson),
    formula,
    value,
    text: valueText(quantity, value),
    sign,
    share: 0,
  };
}

/** Which quantities stand beside each other in a rule, each once. @param {Rule} rule @param {Lesson} lesson */
function operands(rule, lesson) {
  if (rule.form === "sum" && rule.terms.length > 1) {
    return rule.terms.map((term) => {
      const id = summand(term, lesson);
      const merged = term.factors.length > 1;
      return { id, sign: /** @type {"+" | "−"} */ (term.sign < 0 && !merged ? "−" : "+") };
    });
  }
  const ids = new Set(rule.terms.flatMap(({ factors }) => factors).filter((factor) => typeof factor === "string"));
  return [...ids].map((id) => ({ id, sign: /** @type {const} */ ("+") }));
}

/** @param {Card[]} cards @returns {Card[]} with the lengths of their bars */
function compared(cards) {
  const largest = Math.max(...cards.map(({ value }) => Math.abs(value ?? 0)));
  return cards.map((each) => ({ ...each, share: largest > 0 ? Math.abs(each.value ?? 0) / largest : 0 }));
}

/** The chain rule in derivatives: an activation at the end of a gradient's rule is ∂z/∂w. @param {Rule} rule @param {Quantity} owner @param {Lesson} lesson */
function chain(rule, owner, lesson) {
  if (owner.kind !== "dE_dw" || rule.form === "function") return symbolic(rule, lesson);
  const parts = rule.terms[0].factors.map((factor) => {
    const quantity = typeof factor === "string" ? quantityOf(lesson, factor) : null;
    if (quantity?.kind === "a") return x.standingFor(slopeOfNetInput(owner, lesson.names), quantity.id);
    return quantity ? symbolOf(quantity, lesson.names) : x.numeral(String(factor));
  });
  return x.joined(parts, "·");
}

/** The line of the next weight, from a gradient onward. @param {Quantity} quantity @param {Lesson} lesson */
function nextValue(quantity, lesson) {
  const kinds = /** @type {Record<string, string>} */ ({ dE_dw: "w_next", dE_db: "b_next" });
  const kind = kinds[quantity.kind];
  if (!kind || lesson.value(quantity.id) === null) return null;
  const { layer, unit, source } = quantity;
  const near =
    source === null ? lesson.script.ofUnit(layer ?? 0, unit ?? 0) : lesson.script.ofEdge(layer ?? 0, unit ?? 0, source);
  const id = near.find((each) => quantityOf(lesson, each).kind === kind);
  const rule = id ? quantityOf(lesson, id).rule : null;
  if (!id || !rule) return null;
  const symbol = symbolOf(quantityOf(lesson, id), lesson.names);
  const steps = [symbol, numeric(rule, lesson), result(id, lesson)];
  return { rule: x.joined(steps, "="), known: lesson.value(id) !== null };
}

/** Where four decimals would leave a single digit, the result shows six. @param {Quantity} quantity @param {number | null} value */
function resultText(quantity, value) {
  const text = valueText(quantity, value);
  return value !== null && /^[+−]?0\.000\d$/.test(text) ? number(value, 6, text.startsWith("+")) : text;
}

/** A gradient is shown down to ∂E/∂a · ∂a/∂z · ∂z/∂w; everything else as it is made. @param {Quantity} quantity @param {Lesson} lesson */
function ruleOf({ id, kind, rule }, lesson) {
  return kind === "dE_dw" || kind === "dE_db" ? lesson.script.expand(id) : rule;
}

/**
 * Everything the panel says about one quantity.
 * @param {string} id
 * @param {Lesson} lesson
 * @returns {Explanation}
 */
export function explain(id, lesson) {
  const quantity = quantityOf(lesson, id);
  const rule = ruleOf(quantity, lesson);
  const value = lesson.value(id);
  const ids = rule ? operands(rule, lesson) : [];
  const cards = ids.flatMap((each) => (each.id ? [card(each.id, each.sign, quantity, lesson)] : []));
  return {
    quantity,
    question: question(quantity, lesson),
    symbol: symbolOf(quantity, lesson.names),
    symbolic: rule && !SPELLED_OUT.has(quantity.kind) ? chain(rule, quantity, lesson) : null,
    numeric: rule && numeric(rule, lesson),
    form: rule === null ? "given" : rule.form,
    cards: compared(cards),
    value,
    text: resultText(quantity, value),
    next: nextValue(quantity, lesson),
    meaning: value === null ? null : meaning(quantity, value, lesson),
  };
}
