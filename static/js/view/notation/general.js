// A rule for every unit of a layer at once: j is the unit, i one before it, k one after it; a sum over all is a ∑. Pure.
import { quantityOf, symbolic } from "../arithmetic.js";
import * as x from "../expression.js";
import { functionName, letterOf, symbolOf } from "../symbols.js";

/**
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {import("../../types.js").Term} Term
 * @typedef {import("../expression.js").Expression} Expression
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 */

/** Between ∑ and what is added. */
const THIN = x.name("\u2009");

/** What each letter counts, in words. @type {Record<string, string>} */
export const INDICES = {
  j: "a unit of the layer",
  i: "a unit before it",
  k: "a unit after it",
  m: "any unit beside it",
};

/** The names with letters for numbers, as seen from one quantity. @param {Quantity} own @param {Lesson} lesson @returns {import("../../model/network.js").Names} */
function general(own, { names }) {
  const letter = (/** @type {number} */ layer, /** @type {number} */ unit) => {
    if (own.layer === null) return "j";
    if (layer === own.layer) return unit === (own.unit ?? unit) ? "j" : "m";
    return layer < own.layer ? "i" : "k";
  };
  return {
    ...names,
    unit: (layer, unit) => `${layer === 0 ? names.letters.x : ""}${letter(layer, unit)}`,
    weight: (layer, unit, source) => `w${letter(layer, unit)}${letter(layer - 1, source)}`,
    bias: (layer, unit) => `b${own.unit === null ? "" : letter(layer, unit)}`,
  };
}

/** Terms that differ in their numbers only. @param {Term[]} terms @param {Lesson} lesson @returns {Term[][]} */
function alike(terms, lesson) {
  /** @type {Map<string, Term[]>} */
  const groups = new Map();
  for (const term of terms) {
    const kinds = term.factors.map((factor) => (typeof factor === "string" ? quantityOf(lesson, factor).kind : factor));
    const key = [term.sign, ...kinds].join();
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()];
}

/** What the terms of a sum count over. @param {Term} term @param {Lesson} lesson of general names */
function counter({ factors }, lesson) {
  const { kind, layer, unit, source } = quantityOf(lesson, String(factors[0]));
  if (kind === "w") return lesson.names.weight(layer ?? 0, unit ?? 0, source ?? 0).slice(-1);
  return lesson.names.unit(layer ?? 0, unit ?? 0).slice(-1);
}

/** @param {Quantity} own @param {Lesson} lesson of general names @returns {Expression | null} */
function right(own, lesson) {
  const { rule, kind } = own;
  if (rule === null) return null;
  const factors = rule.terms.flatMap((term) => term.factors);
  if (rule.form === "function" && factors.length > 3) {
    const all = letterOf("z", lesson.names.letters);
    return x.row(x.sub(x.name(functionName(rule.function ?? "")), x.name("j")), x.bracketed(all));
  }
  if (rule.form !== "sum") return symbolic(rule, lesson, kind);
  const parts = alike(rule.terms, lesson).map((terms) => {
    const term = terms[terms.length - 1];
    const body = symbolic({ ...rule, terms: [{ ...term, sign: 1 }] }, lesson, kind);
    const sum =
      terms.length > 1
        ? x.row(x.sub({ ...x.operator("∑"), call: true }, x.name(counter(term, lesson))), THIN, body)
        : body;
    return { sign: term.sign < 0 ? "−" : "+", sum };
  });
  return x.row(
    ...parts.flatMap(({ sign, sum }, index) => (index === 0 && sign === "+" ? [sum] : [x.operator(sign), sum])),
  );
}

/** @param {Expression} expression @returns {Expression} the same, standing for no number in particular */
function ofNone({ of: _, parts, ...expression }) {
  return parts ? { ...expression, parts: parts.map(ofNone) } : expression;
}

/**
 * The rule of a number with letters for its unit and those it is made of: z j = ∑ w ji · a i + b j.
 * @param {string} id @param {Lesson} lesson @returns {Expression | null} null for what has no rule
 */
export function generalRule(id, lesson) {
  const own = quantityOf(lesson, id);
  const naming = { ...lesson, names: general(own, lesson) };
  const value = right(own, naming);
  return value && ofNone(x.joined([symbolOf(own, naming.names), value], "="));
}

/** The letters that formulas count with, in order. @param {Expression[]} formulas @returns {string[]} */
export function lettersIn(formulas) {
  const said = new Set(
    formulas.flatMap((each) => x.plain(each).match(/(?<!\p{L})[ijkm]{1,2}(?!\p{L})/gu) ?? []).join(""),
  );
  return Object.keys(INDICES).filter((letter) => said.has(letter));
}
