// What there is to say of one number, in no notation yet: its rule, its block's equation, its place, and what it is made of.
import { blockOf, indexOf, used } from "../../model/equations.js";
import { quantityOf } from "../arithmetic.js";

/**
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {import("../../types.js").Rule} Rule
 * @typedef {import("../../types.js").Equation} Equation
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 *
 * @typedef {object} Description
 * @property {Quantity} quantity
 * @property {Rule | null} rule of the number, down to ∂E/∂a · ∂a/∂z · ∂z/∂w for a gradient; null for givens
 * @property {string} block its block, such as `delta.1`
 * @property {number[]} index its place in there
 * @property {Equation | null} equation of the whole block; null for givens
 * @property {Set<string>} used the numbers of the equation that this element is made of
 */

/** A gradient is shown down to its three derivatives; everything else as it is made. @param {Quantity} quantity @param {Lesson} lesson */
function ruleOf({ id, kind, rule }, lesson) {
  return kind === "dE_dw" || kind === "dE_db" ? lesson.script.expand(id) : rule;
}

/**
 * @param {string} id
 * @param {Lesson} lesson
 * @returns {Description}
 */
export function describe(id, lesson) {
  const quantity = quantityOf(lesson, id);
  const { script } = lesson;
  const block = blockOf(quantity);
  const index = indexOf(quantity);
  const equation = script.equation(block);
  const shapeOf = (/** @type {string} */ name) => script.shape(name);
  // A single number may hold for its whole block.
  const parts = equation && !(typeof equation.value === "number") ? used(equation.value, index, shapeOf) : [];
  return { quantity, rule: ruleOf(quantity, lesson), block, index, equation, used: new Set(parts) };
}
