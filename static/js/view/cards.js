// The factors of a product or the summands of a sum, each on a card: what it asks, what it is made of, how large it is.
import { numeric, quantityOf, symbolic, valueText } from "./arithmetic.js";
import * as x from "./expression.js";
import { SPELLED_OUT } from "./notation/textbook.js";
import { hint } from "./questions.js";
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
 * @property {Expression | null} numbers the same with numbers, where they are short
 * @property {number | null} value
 * @property {string} text the value as shown
 * @property {"+" | "−"} sign in front of a summand
 * @property {number} share length of its bar, 0 to 1, against the largest of the row
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
    if (rule?.form !== "product") return false;
    const own = rule.terms[0].factors;
    return own.length === factors.length && factors.every((each) => own.includes(each));
  };
  return near.find(same) ?? null;
}

/** More characters than this of numbers have no room on a card; its value stands there all the same. */
const MOST_CHARACTERS = 20;

/** A card's second line: symbol = rule, and the rule with numbers where they are short. @param {Quantity} quantity @param {Quantity} owner @param {Lesson} lesson */
function cardFormula(quantity, owner, lesson) {
  const symbol = symbolOf(quantity, lesson.names);
  const gradient = owner.kind === "dE_dw" || owner.kind === "dE_db";
  if (gradient && quantity.kind === "a") {
    return { formula: x.joined([slopeOfNetInput(owner, lesson.names), symbol], "="), numbers: null };
  }
  const rule = quantity.rule;
  if (rule === null) return { formula: symbol, numbers: null };
  const spelled = SPELLED_OUT.has(quantity.kind);
  const symbols = symbolic(rule, lesson, quantity.kind);
  const numbers = numeric(rule, lesson, quantity.kind);
  const written = x.plain(numbers);
  // A slope that is 1 everywhere is said once.
  const news = written !== x.plain(symbols);
  const short = news && rule.form !== "function" && rule.terms.length <= 2 && written.length <= MOST_CHARACTERS;
  return {
    formula: spelled ? symbols : x.joined([symbol, symbols], "="),
    numbers: short ? numbers : null,
  };
}

/** @param {string} id @param {"+" | "−"} sign @param {Quantity} owner @param {Lesson} lesson @returns {Card} */
function card(id, sign, owner, lesson) {
  const quantity = quantityOf(lesson, id);
  const value = lesson.value(id);
  return {
    id,
    hint: hint(quantity, owner.kind, lesson),
    ...cardFormula(quantity, owner, lesson),
    value,
    text: valueText(quantity, value),
    sign,
    share: 0,
  };
}

/**
 * Which quantities stand beside each other in a rule, each once: the summands, where each has a name of its own; else all factors.
 * @param {Rule} rule @param {Lesson} lesson
 */
function operands(rule, lesson) {
  if (rule.form === "sum" && rule.terms.length > 1) {
    const summands = rule.terms.map((term) => {
      const id = summand(term, lesson);
      const merged = term.factors.length > 1;
      return { id, sign: /** @type {"+" | "−"} */ (term.sign < 0 && !merged ? "−" : "+") };
    });
    const nameless = (/** @type {Term} */ { factors }, /** @type {number} */ index) =>
      summands[index].id === null && factors.some((each) => typeof each === "string");
    if (!rule.terms.some(nameless)) return summands;
  }
  const ids = new Set(rule.terms.flatMap(({ factors }) => factors).filter((factor) => typeof factor === "string"));
  return [...ids].map((id) => ({ id, sign: /** @type {const} */ ("+") }));
}

/** @param {Card[]} cards @returns {Card[]} with the lengths of their bars */
function compared(cards) {
  const largest = Math.max(...cards.map(({ value }) => Math.abs(value ?? 0)));
  return cards.map((each) => ({ ...each, share: largest > 0 ? Math.abs(each.value ?? 0) / largest : 0 }));
}

/** The cards of a rule, in its order. @param {Rule} rule @param {Quantity} owner what the rule makes @param {Lesson} lesson */
export function cardsOf(rule, owner, lesson) {
  const ids = operands(rule, lesson);
  return compared(ids.flatMap(({ id, sign }) => (id ? [card(id, sign, owner, lesson)] : [])));
}
