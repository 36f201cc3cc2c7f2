// A product of numbers in the chosen notation: a path, or the factored form. Symbols or code, and the numbers filled in.
import { blockOf, indexOf } from "../../model/equations.js";
import { numeric, quantityOf, symbolic } from "../arithmetic.js";
import { variable } from "./blocks.js";

/**
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("../expression.js").Expression} Expression
 * @typedef {{symbols: Expression, numbers: Expression, code: string}} Product
 */

/** An element of an array: W2[0, 1]. @param {string | number} factor @param {Lesson} lesson */
function element(factor, lesson) {
  if (typeof factor === "number") return String(factor);
  const quantity = quantityOf(lesson, factor);
  const index = indexOf(quantity);
  return variable(blockOf(quantity)) + (index.length > 0 ? `[${index.join(", ")}]` : "");
}

/** @param {(string | number)[]} factors @param {Lesson} lesson @returns {Product} */
export function product(factors, lesson) {
  const rule = /** @type {const} */ ({ form: "product", function: null, terms: [{ sign: 1, factors }] });
  const written = /** @type {any} */ (rule);
  return {
    symbols: symbolic(written, lesson),
    numbers: numeric(written, lesson),
    code: factors.map((factor) => element(factor, lesson)).join(" * "),
  };
}
