// The four ways of writing one moment, and the letters that the first two write it with. Pure.

/**
 * @typedef {"article" | "modern" | "matrix" | "numpy"} Notation
 *
 * @typedef {object} Letters
 * @property {string} x of the input units
 * @property {string} z net input
 * @property {string} a activation
 * @property {string} target
 * @property {string} total the index of the total error; "" where E alone says it
 * @property {string} slope how the slope of an activation function is called where there is little room
 */

/** @type {Notation[]} */
export const NOTATIONS = ["article", "modern", "matrix", "numpy"];

/** @type {Letters} */
const MODERN = { x: "x", z: "z", a: "a", target: "t", total: "", slope: "f′" };

/** As Mazur's article writes: i1, net_h1, out_h1, target_o1, E_total. @type {Letters} */
const ARTICLE = { x: "i", z: "net", a: "out", target: "target", total: "total", slope: "out′" };

/** The letters of a notation; matrix and numpy name single numbers as the modern one does. @param {Notation} notation */
export const lettersOf = (notation) => (notation === "article" ? ARTICLE : MODERN);

/** What can be said of digits: 2 to 17 significant ones, or null, a textbook's decimals. */
export const DIGITS = /** @type {const} */ ({ least: 2, most: 17 });

/** What can be said of the numbers on paper: 1 to 10 decimals, or null, none. */
export const PAPER = /** @type {const} */ ({ least: 1, most: 10 });

/** @param {string | null} text @param {{least: number, most: number}} bounds @returns {number | null} */
export function wholeWithin(text, { least, most }) {
  const value = text === null || !/^\d+$/.test(text) ? Number.NaN : Number(text);
  return value >= least && value <= most ? value : null;
}
