// A rule written out, once with symbols and once with the numbers filled in. Every number is the server's.
import * as x from "./expression.js";
import { exact, fitting, given, ofKind, signOf } from "./format.js";
import { constantOf, rest, takesRest, WRITTEN_OUT } from "./notation/training.js";
import { constantLetter, functionName, symbolOf } from "./symbols.js";

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
 * @property {import("../model/batches.js").Batch | null} [batch]
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

/** @param {string | number} factor @param {Lesson} lesson @param {string | null} constant its letter, where constants have one */
function symbolicFactor(factor, lesson, constant) {
  if (typeof factor === "string") return symbolOf(quantityOf(lesson, factor), lesson.names);
  return constant === null ? x.numeral(constantText(factor)) : constantLetter(constant);
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

/**
 * A running mean keeps a part of the old and takes the rest of the new: its second constant is written as 1 − the first.
 * @param {Rule} rule @param {string | null} kind what the rule makes
 * @param {(constant: number) => Expression} write @returns {(factor: number, term: Term) => Expression}
 */
function constants({ terms }, kind, write) {
  const keep = terms[0]?.factors[0];
  return (factor, term) =>
    takesRest(kind) && term !== terms[0] && typeof keep === "number" ? rest(write(keep)) : write(factor);
}

/** @param {Rule} rule @param {(term: Term, first: boolean) => {sign: string, body: Expression}} write */
function sum(rule, write) {
  const parts = shortened(rule.terms).flatMap((term, index) => {
    if (term === null) return [x.operator("+"), x.name("…")];
    const { sign, body } = write(term, index === 0);
    return index === 0 && sign === "+" ? [body] : [x.operator(sign), body];
  });
  return x.row(...parts);
}

/** @param {Rule} rule @param {(factor: string | number) => Expression} write @param {string} sign of multiplication */
function call(rule, write, sign) {
  const given = rule.terms.flatMap((term) => term.factors);
  const writtenOut = WRITTEN_OUT[rule.function ?? ""];
  if (writtenOut) return writtenOut(given.map(write), sign);
  const inner = shortened(given).map((factor) => (factor === null ? x.name("…") : write(factor)));
  return x.row(x.name(functionName(rule.function ?? "")), x.bracketed(x.joined(inner, ",")));
}

/** @param {Rule} rule @param {Lesson} lesson @param {string | null} [kind] what the rule makes @returns {Expression} */
export function symbolic(rule, lesson, kind = null) {
  const letter = constantOf(kind);
  const write = (/** @type {string | number} */ factor) => symbolicFactor(factor, lesson, letter);
  if (rule.form === "function") return call(rule, write, "·");
  const constant = constants(rule, kind, write);
  return sum(rule, (term) => {
    const each = (/** @type {string | number} */ factor) =>
      typeof factor === "number" ? constant(factor, term) : write(factor);
    return { sign: term.sign < 0 ? "−" : "+", body: product(term.factors, each, "·", false) };
  });
}

/**
 * A lone negative summand turns the sign in front of it instead of needing brackets.
 * @param {Term} term @param {boolean} first @param {Lesson} lesson @param {(factor: number, term: Term) => Expression} constant
 */
function numericTerm(term, first, lesson, constant) {
  const [factor] = term.factors;
  const known = typeof factor === "string" ? lesson.value(factor) : null;
  if (!first && term.factors.length === 1 && typeof factor === "string" && known !== null) {
    const text = valueText(quantityOf(lesson, factor), Math.abs(known), false);
    const sign = signOf(known) === "neg" ? -term.sign : term.sign;
    return { sign: sign < 0 ? "−" : "+", body: x.standingFor(x.numeral(text), factor) };
  }
  const leading = first && term.sign > 0;
  const write = (/** @type {string | number} */ each, /** @type {boolean} */ lead) =>
    typeof each === "number" ? constant(each, term) : numericFactor(each, lesson, lead);
  return { sign: term.sign < 0 ? "−" : "+", body: product(term.factors, write, "×", leading) };
}

/** @param {Rule} rule @param {Lesson} lesson @param {string | null} [kind] what the rule makes @returns {Expression} */
export function numeric(rule, lesson, kind = null) {
  if (rule.form === "function") return call(rule, (factor) => numericFactor(factor, lesson, true), "×");
  const constant = constants(rule, kind, (value) => x.numeral(constantText(value)));
  return sum(rule, (term, first) => numericTerm(term, first, lesson, constant));
}

/** The result as it ends a formula: the server's number, never the product of what stands before it. @param {string} id @param {Lesson} lesson */
export function result(id, lesson) {
  const known = lesson.value(id);
  if (known === null) return x.standingFor(SLOT, id);
  return x.standingFor(x.numeral(valueText(quantityOf(lesson, id), known), signOf(known)), id);
}
