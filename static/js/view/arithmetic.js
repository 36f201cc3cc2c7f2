// A rule written out, once with symbols and once with the numbers filled in. Every number is the server's.
import * as x from "./expression.js";
import { exact, fitting, given, ofKind, signOf } from "./format.js";
import { functionName, symbolOf } from "./symbols.js";

/**
 * @typedef {import("../types.js").Rule} Rule
 * @typedef {import("../types.js").Term} Term
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./expression.js").Expression} Expression
 *
 * @typedef {object} Lesson What formulas and sentences are written from.
 * @property {Pick<import("../model/script.js").ScriptView, "quantity" | "expand" | "ofUnit" | "ofEdge" | "equation" | "shape">} script
 * @property {import("./symbols.js").Names} names
 * @property {(id: string) => number | null} value null: not computed yet
 */

/** More summands than this are shortened in the middle. */
const MOST = 4;
/** Where a number will stand. */
const SLOT = x.numeral("?");

/** The quantity of an id that is known to exist. @param {Lesson} lesson @param {string} id @returns {Quantity} */
export function quantityOf({ script }, id) {
  const quantity = script.quantity(id);
  if (!quantity) throw new RangeError(`There is no quantity ${id}.`);
  return quantity;
}

/** @param {number} constant */
const constantText = (constant) => (constant === 0.5 ? "½" : exact(constant));

/**
 * A quantity's value as it stands inside a formula.
 * @param {Quantity} quantity
 * @param {number | null} value
 * @param {boolean} [signed]
 */
export function valueText({ kind, layer }, value, signed) {
  if (value === null) return ofKind(kind, value);
  if (kind === "a" && layer === 0) return given(value);
  if (kind === "w") return fitting(value, 3, 4);
  if (kind === "b") return fitting(value, 2, 4);
  return ofKind(kind, value, signed);
}

/** @param {string | number} factor @param {Lesson} lesson */
function symbolicFactor(factor, lesson) {
  return typeof factor === "number"
    ? x.numeral(constantText(factor))
    : symbolOf(quantityOf(lesson, factor), lesson.names);
}

/** @param {string | number} factor @param {Lesson} lesson @param {boolean} leading whether it may carry its sign bare */
function numericFactor(factor, lesson, leading) {
  if (typeof factor === "number") return x.numeral(constantText(factor));
  const known = lesson.value(factor);
  if (known === null) return x.standingFor(SLOT, factor);
  const text = valueText(quantityOf(lesson, factor), known, leading ? undefined : false);
  const part = x.standingFor(x.numeral(text, known < 0 ? "neg" : undefined), factor);
  return known < 0 && !leading ? x.bracketed(part) : part;
}

/**
 * The factors of a term between signs of multiplication; the same factor twice becomes a square.
 * @param {(string | number)[]} factors @param {(factor: string | number, leading: boolean) => Expression} write
 * @param {string} sign @param {boolean} leading
 */
function product(factors, write, sign, leading) {
  const parts = [...new Set(factors)].map((factor, index) => {
    const times = factors.filter((other) => other === factor).length;
    const written = write(factor, leading && index === 0 && times === 1);
    return times === 1 ? written : x.sup(written, x.numeral(String(times)));
  });
  return x.joined(parts, sign);
}

/** @template T @param {T[]} items @returns {(T | null)[]} with null where some are left out */
const shortened = (items) => (items.length <= MOST ? items : [items[0], items[1], null, items[items.length - 1]]);

/** @param {Rule} rule @param {(term: Term, first: boolean) => {sign: string, body: Expression}} write */
function sum(rule, write) {
  const parts = shortened(rule.terms).flatMap((term, index) => {
    if (term === null) return [x.operator("+"), x.name("…")];
    const { sign, body } = write(term, index === 0);
    return index === 0 && sign === "+" ? [body] : [x.operator(sign), body];
  });
  return x.row(...parts);
}

/** @param {Rule} rule @param {(factor: string | number) => Expression} write */
function call(rule, write) {
  const given = rule.terms.flatMap((term) => term.factors);
  const inner = shortened(given).map((factor) => (factor === null ? x.name("…") : write(factor)));
  return x.row(x.name(functionName(rule.function ?? "")), x.bracketed(x.joined(inner, ",")));
}

/** @param {Rule} rule @param {Lesson} lesson @returns {Expression} */
export function symbolic(rule, lesson) {
  const write = (/** @type {string | number} */ factor) => symbolicFactor(factor, lesson);
  if (rule.form === "function") return call(rule, write);
  return sum(rule, (term) => ({ sign: term.sign < 0 ? "−" : "+", body: product(term.factors, write, "·", false) }));
}

/** A lone negative summand turns the sign in front of it instead of needing brackets. @param {Term} term @param {boolean} first @param {Lesson} lesson */
function numericTerm(term, first, lesson) {
  const [factor] = term.factors;
  const known = typeof factor === "string" ? lesson.value(factor) : null;
  if (!first && term.factors.length === 1 && typeof factor === "string" && known !== null) {
    const text = valueText(quantityOf(lesson, factor), Math.abs(known), false);
    const sign = signOf(known) === "neg" ? -term.sign : term.sign;
    return { sign: sign < 0 ? "−" : "+", body: x.standingFor(x.numeral(text), factor) };
  }
  const leading = first && term.sign > 0;
  const write = (/** @type {string | number} */ each, /** @type {boolean} */ lead) => numericFactor(each, lesson, lead);
  return { sign: term.sign < 0 ? "−" : "+", body: product(term.factors, write, "×", leading) };
}

/** @param {Rule} rule @param {Lesson} lesson @returns {Expression} */
export function numeric(rule, lesson) {
  if (rule.form === "function") return call(rule, (factor) => numericFactor(factor, lesson, true));
  return sum(rule, (term, first) => numericTerm(term, first, lesson));
}

/** The result as it ends a formula: the server's number, never the product of what stands before it. @param {string} id @param {Lesson} lesson */
export function result(id, lesson) {
  const known = lesson.value(id);
  if (known === null) return x.standingFor(SLOT, id);
  return x.standingFor(x.numeral(valueText(quantityOf(lesson, id), known), signOf(known)), id);
}
