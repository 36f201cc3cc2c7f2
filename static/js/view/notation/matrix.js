// The whole layer at once: δ¹ = (W²ᵀ δ²) ⊙ f′(z¹), and the same with the matrices' numbers filled in.
import { blockOf, idIn, isLeaf, parts, places, shape } from "../../model/equations.js";
import { quantityOf, valueText } from "../arithmetic.js";
import * as x from "../expression.js";
import { exact, signOf } from "../format.js";
import { constantLetter, functionName } from "../symbols.js";
import { letter } from "./blocks.js";
import { SPELLED_OUT } from "./textbook.js";
import { constantOf, rest, WRITTEN_OUT, withRest } from "./training.js";

/**
 * @typedef {import("../../types.js").Expression} Equation
 * @typedef {import("../expression.js").Expression} Expression
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("./description.js").Description} Description
 * @typedef {(leaf: string | number, lying: boolean) => Expression} Leaf writes a block; lying: as a row, or turned over
 */

/** Longer sides than this are shortened in the middle. */
const MOST = 5;

const SIGNS = /** @type {Record<string, string>} */ ({ "+": "+", "-": "−", "*": "⊙" });

/** Does it need brackets beside a product? @param {Equation} node */
const isSum = (node) => !isLeaf(node) && ["+", "-", "neg"].includes(node[0]);
/** @param {Equation} node */
const isProduct = (node) => !isLeaf(node) && ["*", "@", "outer"].includes(node[0]);
/** @param {Expression} written @param {boolean} needed */
const maybe = (written, needed) => (needed ? x.bracketed(written) : written);

/** Turned over: rows for columns. @param {Expression} written */
function transposed(written) {
  const [base, raised] = written.parts ?? [];
  return written.form === "sup" ? x.sup(base, x.row(raised, x.name("T"))) : x.sup(written, x.name("T"));
}

/**
 * Writes a tree with a way to write its leaves.
 * @param {Equation} node @param {Leaf} leaf @param {(node: Equation) => number[]} shapeOf @param {boolean} lying
 * @returns {Expression}
 */
function write(node, leaf, shapeOf, lying = false) {
  if (isLeaf(node)) return leaf(node, lying);
  const [operator, a, b, ...more] = parts(node);
  const inner = (/** @type {Equation} */ operand, lies = false) => write(operand, leaf, shapeOf, lies);
  if (lying && operator !== "T") return transposed(x.bracketed(inner(node)));
  if (node[0] === "call") {
    const given = [a, b, ...more].filter((operand) => operand !== undefined).map((each) => inner(each));
    if (operator === "rest") return rest(given[0]);
    if (WRITTEN_OUT[operator]) return WRITTEN_OUT[operator](given, "·");
    const words = operator === "diag" ? operator : functionName(operator);
    return x.row(x.name(words), x.bracketed(x.joined(given, ",")));
  }
  if (operator === "T") return isLeaf(a) ? inner(a, true) : transposed(x.bracketed(inner(a)));
  if (operator === "sum") return x.row(x.operator("∑"), inner(a));
  if (operator === "neg") return x.row(x.operator("−"), maybe(inner(a), isSum(a)));
  if (operator === "outer") return x.row(inner(a), inner(b, true));
  if (operator === "@") return x.row(maybe(inner(a), isSum(a)), maybe(inner(b), isSum(b)));
  // A vector beside a matrix is a row.
  const [wide, tall] = [shapeOf(a).length, shapeOf(b).length];
  const sign = operator === "*" && wide * tall === 0 ? "·" : SIGNS[operator];
  const bracket = (/** @type {Equation} */ each) => operator === "*" && (isSum(each) || isProduct(each));
  return x.joined(
    [maybe(inner(a, wide < tall && wide === 1), bracket(a)), maybe(inner(b, tall < wide && tall === 1), bracket(b))],
    sign,
  );
}

/** The indices of a side to show, null for those left out, this element's among them. @param {number} size @param {number | null} keep */
function window(size, keep) {
  const all = Array.from({ length: size }, (_, at) => at);
  if (size <= MOST) return all;
  const shown = new Set([0, 1, size - 1, ...(keep === null ? [] : [keep])]);
  const kept = all.filter((at) => shown.has(at));
  return kept.flatMap((at, index) => (index > 0 && kept[index - 1] < at - 1 ? [null, at] : [at]));
}

/** One number of a block. @param {string} id @param {Lesson} lesson @param {Set<string>} marked */
function cell(id, lesson, marked) {
  const value = lesson.value(id);
  const text = value === null ? "?" : valueText(quantityOf(lesson, id), value);
  const written = x.standingFor(x.numeral(text, value === null ? undefined : signOf(value)), id);
  return marked.has(id) ? { ...written, marked: true } : written;
}

/** A block's numbers: a vector stands, or lies as a row. @param {string} block @param {boolean} lying @param {Lesson} lesson @param {Set<string>} marked */
function numbers(block, lying, lesson, marked) {
  const sizes = lesson.script.shape(block);
  if (sizes.length === 0) return cell(block, lesson, marked);
  const kept = (/** @type {number} */ axis) =>
    places(sizes).find((place) => marked.has(idIn(block, place)))?.[axis] ?? null;
  const rows = window(sizes[0], kept(0));
  const columns = sizes.length > 1 ? window(sizes[1], kept(1)) : [undefined];
  const gap = x.name("…");
  const at = (/** @type {number | null} */ row, /** @type {number | null | undefined} */ column) =>
    row === null || column === null
      ? gap
      : cell(idIn(block, column === undefined ? [row] : [row, column]), lesson, marked);
  const grid = lying
    ? columns.map((column) => rows.map((row) => at(row, column)))
    : rows.map((row) => columns.map((column) => at(row, column)));
  return x.matrix(grid);
}

/** @param {Description} description @param {Lesson} lesson @returns {import("./textbook.js").Written} */
export function matrix({ quantity, block, equation, used }, lesson) {
  const shapeOf = (/** @type {Equation} */ node) => shape(node, (name) => lesson.script.shape(name));
  const symbol = letter(block, lesson.script.shape(block));
  if (equation === null) return { symbol, symbolic: null, numeric: null };
  const own = new Set([quantity.id]);
  const value = withRest(equation.value, quantity.kind);
  const constant = constantOf(quantity.kind);
  /** @type {Leaf} */
  const named = (leaf, lying) => {
    if (typeof leaf === "number") return constant === null ? x.numeral(exact(leaf)) : constantLetter(constant);
    const written = letter(leaf, lesson.script.shape(leaf));
    return lying ? transposed(written) : written;
  };
  /** @type {Leaf} */
  const filled = (leaf, lying) =>
    typeof leaf === "number" ? x.numeral(exact(leaf)) : numbers(leaf, lying, lesson, used);
  const left = numbers(blockOf(quantity), false, lesson, own);
  const right = write(value, named, shapeOf);
  return {
    ...(SPELLED_OUT.has(quantity.kind) ? { symbol: right, symbolic: null } : { symbol, symbolic: right }),
    numeric: x.joined([left, write(value, filled, shapeOf)], "="),
  };
}
