// Equations of whole blocks, read as trees: how large each part is, and which numbers one element is made of. Pure.

/**
 * @typedef {import("../types.js").Expression} Expression
 * @typedef {(block: string) => number[]} ShapeOf
 * @typedef {{kind: string, layer: number | null}} InBlock
 */

/** Functions that need all units of their layer for each of them. */
const COUPLING = new Set(["softmax", "categorical_cross_entropy"]);

/** The block a quantity stands in: `delta.1`, `eta`. @param {InBlock} quantity */
export const blockOf = ({ kind, layer }) => (layer === null ? kind : `${kind}.${layer}`);

/** Where in its block it stands. @param {{unit: number | null, source: number | null}} quantity @returns {number[]} */
export const indexOf = ({ unit, source }) => [unit, source].filter((at) => at !== null);

/** The quantity at a place of a block. @param {string} block @param {number[]} index */
export const idIn = (block, index) => [block, ...index].join(".");

/** @param {Expression} node @returns {[operator: string, ...operands: Expression[]]} an operation, `call` left out */
export function parts(node) {
  const [first, ...rest] = /** @type {[string, ...Expression[]]} */ (node);
  return /** @type {[string, ...Expression[]]} */ (first === "call" ? rest : [first, ...rest]);
}

/** @param {Expression} node @returns {node is number | string} a number or a block */
export const isLeaf = (node) => typeof node !== "object";

/** @param {number[]} a @param {number[]} b a vector beside a matrix is a row */
const broadcast = (a, b) => (a.length >= b.length ? a : b);

/** @param {Expression} node @param {ShapeOf} shapeOf @returns {number[]} */
export function shape(node, shapeOf) {
  if (typeof node === "number") return [];
  if (typeof node === "string") return shapeOf(node);
  const [operator, ...operands] = parts(node);
  const [a, b = []] = operands.map((operand) => shape(operand, shapeOf));
  if (operator === "T") return a.toReversed();
  if (operator === "outer") return [...a, ...b];
  if (operator === "diag") return [...a, ...a];
  if (operator === "sum") return [];
  if (operator === "@") return [...a.slice(0, -1), ...b.slice(1)];
  return broadcast(a, b);
}

/** Every place in a block of this shape. @param {number[]} sizes @returns {number[][]} */
export function places(sizes) {
  if (sizes.length === 0) return [[]];
  const [size, ...rest] = sizes;
  return Array.from({ length: size }, (_, at) => at).flatMap((at) => places(rest).map((others) => [at, ...others]));
}

/** @param {Expression} operand @param {number[]} index @param {ShapeOf} shapeOf its own part of a larger index */
const own = (operand, index, shapeOf) => index.slice(index.length - shape(operand, shapeOf).length);

/**
 * The numbers that one element of an expression is made of.
 * @param {Expression} node
 * @param {number[]} index of the element
 * @param {ShapeOf} shapeOf
 * @returns {string[]} their ids, some of them twice
 */
export function used(node, index, shapeOf) {
  if (typeof node === "number") return [];
  if (typeof node === "string") return [idIn(node, index)];
  const [operator, ...operands] = parts(node);
  const [a, b] = operands;
  const all = (/** @type {Expression} */ operand) =>
    places(shape(operand, shapeOf)).flatMap((place) => used(operand, place, shapeOf));
  const each = operands.flatMap((operand) => used(operand, own(operand, index, shapeOf), shapeOf));
  if (operator === "T") return used(a, index.toReversed(), shapeOf);
  if (operator === "sum") return all(a);
  if (operator === "diag") return index[0] === index[1] ? used(a, [index[0]], shapeOf) : [];
  if (operator === "outer") return [...used(a, [index[0]], shapeOf), ...used(b, [index[1]], shapeOf)];
  if (operator === "@") {
    const inner = Array.from({ length: shape(b, shapeOf)[0] }, (_, k) => k);
    return inner.flatMap((k) => [
      ...used(a, [...index.slice(0, 1), k], shapeOf),
      ...used(b, [k, ...index.slice(1)], shapeOf),
    ]);
  }
  return COUPLING.has(operator) ? [...all(a), ...each] : each;
}
