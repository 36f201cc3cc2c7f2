// One number's rule as a textbook writes it, once with symbols and once with numbers, in the letters of the lesson's names.
import { numeric, quantityOf, symbolic } from "../arithmetic.js";
import * as x from "../expression.js";
import { slopeOfNetInput, symbolOf } from "../symbols.js";

/**
 * @typedef {import("../expression.js").Expression} Expression
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("./description.js").Description} Description
 *
 * @typedef {object} Written
 * @property {Expression} symbol what it is called
 * @property {Expression | null} symbolic what it is made of; null for givens, and where the symbol says it already
 * @property {Expression | null} numeric the same with the numbers filled in
 */

/** Kinds whose symbol is their rule: δ · w, a − t. */
export const SPELLED_OUT = new Set(["weighted", "contribution", "difference", "complement"]);

/** The chain rule in derivatives: an activation at the end of a gradient's rule is ∂z/∂w. @param {Description} description @param {Lesson} lesson */
function chain({ rule, quantity: owner }, lesson) {
  if (rule === null || SPELLED_OUT.has(owner.kind)) return null;
  if (owner.kind !== "dE_dw" || rule.form === "function") return symbolic(rule, lesson, owner.kind);
  const parts = rule.terms[0].factors.map((factor) => {
    const quantity = typeof factor === "string" ? quantityOf(lesson, factor) : null;
    if (quantity?.kind === "a") return x.standingFor(slopeOfNetInput(owner, lesson.names), quantity.id);
    return quantity ? symbolOf(quantity, lesson.names) : x.numeral(String(factor));
  });
  return x.joined(parts, "·");
}

/** @param {Description} description @param {Lesson} lesson @returns {Written} */
export function textbook(description, lesson) {
  const { quantity, rule } = description;
  return {
    symbol: symbolOf(quantity, lesson.names),
    symbolic: chain(description, lesson),
    numeric: rule && numeric(rule, lesson, quantity.kind),
  };
}
