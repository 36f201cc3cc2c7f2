// The moment as code: the arrays it needs, in full precision, the one line that computes the block, and this element of it.
import { idIn, parts, shape } from "../../model/equations.js";
import { variable } from "./blocks.js";
import { FUNCTIONS } from "./numpy_functions.js";
import { withRest } from "./training.js";

/**
 * @typedef {import("../../types.js").Expression} Equation
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("./description.js").Description} Description
 *
 * @typedef {object} Listing
 * @property {string[]} givens the lines that say what is known
 * @property {string} line the one that computes
 * @property {string} element what of its result this number is
 * @property {string} code all of it, to be run
 */

/** A number as Python reads back the same double; what is not computed yet is not a number. @param {number | null} value */
const literal = (value) => (value === null ? "np.nan" : Object.is(value, -0) ? "-0.0" : String(value));

/** @param {string} block @param {number[]} sizes @param {number[]} index @param {Lesson} lesson @returns {string} */
function nested(block, sizes, index, lesson) {
  if (sizes.length === 0) return literal(lesson.value(idIn(block, index)));
  const [size, ...rest] = sizes;
  const items = Array.from({ length: size }, (_, at) => nested(block, rest, [...index, at], lesson));
  return `[${items.join(", ")}]`;
}

/** The line that gives a block its numbers. @param {string} block @param {Lesson} lesson */
function given(block, lesson) {
  const sizes = lesson.script.shape(block);
  const text = nested(block, sizes, [], lesson);
  return `${variable(block)} = ${sizes.length === 0 ? text : `np.array(${text})`}`;
}

/** The blocks an expression names, each once, in order. @param {Equation} node @returns {string[]} */
function blocksIn(node) {
  if (typeof node === "number") return [];
  if (typeof node === "string") return [node];
  return [...new Set(parts(node).slice(1).flatMap(blocksIn))];
}

/** @param {Equation} node @param {boolean} [inside] an operation inside of another stands in brackets @returns {string} */
function code(node, inside = false) {
  if (typeof node === "number") return String(node);
  if (typeof node === "string") return variable(node);
  const [operator, ...operands] = parts(node);
  if (node[0] === "call") return bracketed(FUNCTIONS[operator](...operands.map((each) => code(each, true))), inside);
  const [a, b] = operands.map((each) => code(each, true));
  if (operator === "T") return `${a}.T`;
  if (operator === "outer") return `np.outer(${code(operands[0])}, ${code(operands[1])})`;
  if (operator === "sum") return `np.sum(${code(operands[0])})`;
  if (operator === "neg") return bracketed(`-${a}`, inside);
  return bracketed(`${a} ${operator} ${b}`, inside);
}

/** @param {string} text @param {boolean} inside */
const bracketed = (text, inside) => (inside && /[ -]/.test(text) ? `(${text})` : text);

/** @param {Description} description @param {Lesson} lesson @returns {Listing} */
export function numpy({ quantity, block, index, equation }, lesson) {
  const element = index.length === 0 ? variable(block) : `${variable(block)}[${index.join(", ")}]`;
  if (equation === null) {
    const line = given(block, lesson);
    return { givens: [], line, element, code: `import numpy as np\n\n${line}\nprint(${element})\n` };
  }
  const { shape: sizes } = equation;
  const value = withRest(equation.value, quantity.kind);
  const small = shape(value, (name) => lesson.script.shape(name)).length < sizes.length;
  const right = small
    ? `np.full(${sizes.length === 1 ? sizes[0] : `(${sizes.join(", ")})`}, ${code(value)})`
    : code(value);
  const givens = blocksIn(value).map((name) => given(name, lesson));
  const line = `${variable(block)} = ${right}`;
  const imports = line.includes("math.") ? "import math\n\nimport numpy as np" : "import numpy as np";
  return { givens, line, element, code: `${[imports, "", ...givens, line, `print(${element})`].join("\n")}\n` };
}
