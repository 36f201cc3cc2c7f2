// Formulas as plain data: built by rules, drawn by mathml.js, spoken by plain(). No DOM here.

/**
 * @typedef {object} Expression
 * @property {"name" | "number" | "operator" | "row" | "fraction" | "sub" | "sup" | "root" | "hat" | "matrix"} form
 * @property {string} [text] of a name, number or operator
 * @property {Expression[]} [parts] of a row; over and under of a fraction; base and index of sub and sup; what stands under a root or hat
 * @property {string} [of] the quantity this stands for: pointing at it lights the quantity up
 * @property {"pos" | "neg" | "zero"} [sign] of a number
 * @property {Expression[][]} [rows] of a matrix
 * @property {boolean} [marked] one of the numbers that the element looked at is made of
 * @property {boolean} [large] a fraction whose parts are not made smaller
 * @property {boolean} [call] an operator that stands close to its neighbours, such as a bracket
 */

/** @param {string} text @returns {Expression} */
export const name = (text) => ({ form: "name", text });

/** @param {string} text @param {"pos" | "neg" | "zero"} [sign] @returns {Expression} */
export const numeral = (text, sign) => ({ form: "number", text, sign });

/** @param {string} text @returns {Expression} */
export const operator = (text) => ({ form: "operator", text });

/** @param {...Expression} parts @returns {Expression} */
export const row = (...parts) => ({ form: "row", parts });

/** @param {Expression} over @param {Expression} under @returns {Expression} */
export const fraction = (over, under) => ({ form: "fraction", parts: [over, under] });

/** @param {Expression} fraction @returns {Expression} the same, its parts as large as the formula */
export const large = (fraction) => ({ ...fraction, large: true });

/** @param {Expression} base @param {Expression} index @returns {Expression} */
export const sub = (base, index) => ({ form: "sub", parts: [base, index] });

/** @param {Expression} base @param {Expression} index @returns {Expression} */
export const sup = (base, index) => ({ form: "sup", parts: [base, index] });

/** @param {Expression} inner @returns {Expression} */
export const root = (inner) => ({ form: "root", parts: [inner] });

/** @param {Expression} inner a letter @returns {Expression} */
export const hat = (inner) => ({ form: "hat", parts: [inner] });

/** @param {Expression[][]} rows @returns {Expression} */
export const matrix = (rows) => ({ form: "matrix", rows });

/** @param {Expression} inner @returns {Expression} */
export const bracketed = (inner) => row({ ...operator("("), call: true }, inner, { ...operator(")"), call: true });

/** @param {Expression} expression @param {string} id @returns {Expression} */
export const standingFor = (expression, id) => ({ ...expression, of: id });

/** @param {Expression[]} parts @param {string} sign @returns {Expression} the parts with the operator between them */
export function joined(parts, sign) {
  return row(...parts.flatMap((part, index) => (index === 0 ? [part] : [operator(sign), part])));
}

/** A variable with its index: `a` and `h1` → a with h1 below. @param {string} letter @param {string} index */
export function indexed(letter, index) {
  const [, letters, digits] = /^(\D*)(.*)$/u.exec(index) ?? ["", "", index];
  const parts = [...(letters ? [name(letters)] : []), ...(digits ? [numeral(digits)] : [])];
  return sub(name(letter), parts.length === 1 ? parts[0] : row(...parts));
}

/**
 * The expression as one line of text, for captions, labels and tests.
 * @param {Expression} expression
 * @returns {string}
 */
export function plain(expression) {
  const { form, text = "", parts = [], rows = [], call } = expression;
  if (form === "matrix") return `[${rows.map((cells) => cells.map(plain).join(", ")).join("; ")}]`;
  const inner = parts.map(plain);
  if (form === "operator") return call || text === "∂" ? text : ` ${text} `;
  if (form === "row") return inner.join("").trim();
  if (form === "fraction")
    return parts.map((part, index) => (isSum(part) ? `(${inner[index]})` : inner[index])).join("/");
  if (form === "root") return `√${isSum(parts[0]) ? `(${inner[0]})` : inner[0]}`;
  if (form === "hat") return `${inner[0]}\u0302`;
  if (form === "sup") return raised(inner[0], inner[1].trim());
  if (form === "sub") return spaced(inner[0], inner[1]);
  return text;
}

/** Does it need brackets in one line? @param {Expression} expression */
const isSum = ({ form, parts = [] }) =>
  form === "row" && parts.some((part) => part.form === "operator" && !part.call && part.text !== "∂");

/** @param {string} base @param {string} exponent */
function raised(base, exponent) {
  if (exponent === "2") return `${base}²`;
  if (exponent === "n" || /^[\d.]+$/.test(base)) return `${base}^${exponent}`;
  return exponent === "+" ? `${base}+` : `${base}${exponent}`.replace(/\s/g, "");
}

/** A unit's name keeps its distance (a h1), a number does not (w5). @param {string} base @param {string} index */
const spaced = (base, index) => (/^\d/.test(index) ? base + index : `${base} ${index}`);
