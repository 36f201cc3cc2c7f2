// How an optimiser's rules are written: its constants as letters, its two functions as fractions.
import { stemOf } from "../../model/training.js";
import * as x from "../expression.js";

/**
 * @typedef {import("../../types.js").Expression} Equation
 * @typedef {import("../expression.js").Expression} Expression
 */

/** The letter of the constant in a kind's rule: β1, λ; null: it has none. @param {string | null} kind */
export const constantOf = (kind) =>
  kind === null ? null : (stemOf(kind)?.constant ?? (kind.startsWith("change_") ? "ε" : null));

/** A running mean keeps a part of the old and takes the rest of the new, 1 − β. @param {string | null} kind */
export const takesRest = (kind) => kind !== null && stemOf(kind)?.mean === true;

/** 1 − β. @param {Expression} constant */
export const rest = (constant) => x.bracketed(x.joined([x.numeral("1"), constant], "−"));

/** −η g / (√s + ε) @param {Expression[]} given @param {string} sign of multiplication @returns {Expression} */
const scaledStep = ([eta, g, square, eps], sign) =>
  x.row(x.operator("−"), eta, x.operator(sign), x.large(x.fraction(g, x.joined([x.root(square), eps], "+"))));

/** m / (1 − βⁿ) @param {Expression[]} given @returns {Expression} */
const unbiased = ([mean, beta, updates]) =>
  x.large(x.fraction(mean, x.joined([x.numeral("1"), x.sup(beta, updates)], "−")));

/** Functions that are written as what they compute. @type {Record<string, (given: Expression[], sign: string) => Expression>} */
export const WRITTEN_OUT = { scaled_step: scaledStep, unbiased };

/** Numbers in an expression become the rest of a constant. @param {Equation} node @param {number} constant @returns {Equation} */
function rested(node, constant) {
  if (typeof node === "number") return ["call", "rest", constant];
  if (typeof node === "string") return node;
  const [operator, ...operands] = node;
  return [operator, ...operands.map((each) => rested(each, constant))];
}

/**
 * The equation of a running mean with its second constant as what is left of the first: 0.9 · m + (1 − 0.9) · g.
 * @param {Equation} value @param {string} kind
 * @returns {Equation}
 */
export function withRest(value, kind) {
  if (!takesRest(kind) || typeof value !== "object") return value;
  const [sum, old, fresh] = value;
  const keep = typeof old === "object" ? old[1] : null;
  return typeof keep === "number" ? [sum, old, rested(fresh, keep)] : value;
}
