// What becomes of a gradient until its parameter moves: which number takes it further, whose it is.
import { parameterOf } from "../model/givens.js";
import { stemOf } from "../model/training.js";
import { quantityOf } from "./arithmetic.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 */

/** All numbers of the same weight, or of the same unit. @param {Quantity} quantity @param {Lesson} lesson */
function beside({ layer, unit, source }, { script }) {
  if (layer === null) return [];
  return source === null ? script.ofUnit(layer, unit ?? 0) : script.ofEdge(layer, unit ?? 0, source);
}

/** Another number of the same weight or bias. @param {string} kind without `w` or `b` @param {Quantity} quantity @param {Lesson} lesson */
export function ofSame(kind, quantity, lesson) {
  const of = parameterOf(quantity.kind);
  const wanted = kind === "" ? of : kind.endsWith("_") || kind.endsWith("dE_d") ? `${kind}${of}` : `${of}${kind}`;
  const id = beside(quantity, lesson).find((each) => quantityOf(lesson, each).kind === wanted);
  return id === undefined ? null : quantityOf(lesson, id);
}

/** Is it the gradient of one example of a batch, which the update does not use as it is? @param {Quantity} quantity @param {Lesson} lesson */
export const isOfOneExample = (quantity, lesson) =>
  /^dE_d[wb]$/.test(quantity.kind) && ofSame("batch_dE_d", quantity, lesson) !== null;

/** Does the parameter move against this number and nothing else? @param {Quantity} quantity @param {Lesson} lesson */
export function leads(quantity, lesson) {
  const rule = ofSame("change_", quantity, lesson)?.rule;
  return rule?.form === "product" && rule.terms[0].factors.includes(quantity.id);
}

/**
 * What the step of a parameter follows: the stem of its direction or, where steps are measured by the size of gradients, of that size.
 * @param {Quantity} quantity any number of the parameter
 * @param {Lesson} lesson
 * @returns {import("../model/training.js").StemName | null} null: its gradient as it is
 */
export function followed(quantity, lesson) {
  const rule = ofSame("change_", quantity, lesson)?.rule;
  const factors = rule?.terms.flatMap((term) => term.factors).filter((factor) => typeof factor === "string") ?? [];
  const last = factors.at(-1);
  return last === undefined ? null : (stemOf(quantityOf(lesson, last).kind)?.stem ?? null);
}
