// What people type into number fields, checked before anything is sent. A refusal says why, in words for the field.
import { count, exact } from "./format.js";

/** @typedef {{value: number, reason: null} | {value: null, reason: string}} Checked */

const NUMBER = /^[+−-]?(\d+\.?\d*|\.\d+)(e[+−-]?\d+)?$/i;
const WHOLE = /^\d+$/;

/** @param {string} reason @returns {Checked} */
const refused = (reason) => ({ value: null, reason });

/**
 * A number between bounds; a comma may stand for the point.
 * @param {string} text
 * @param {[number, number]} bounds
 * @param {string} what it is, as the beginning of a sentence
 * @returns {Checked}
 */
export function checkNumber(text, [least, most], what) {
  const typed = text.trim().replace(",", ".").replaceAll("−", "-");
  if (typed === "") return refused("Type a number, such as 0.5.");
  if (!NUMBER.test(typed)) return refused("This is not a number. Try one such as 0.5.");
  const value = Number(typed);
  if (value < least || value > most || !Number.isFinite(value)) {
    return refused(`${what} must be from ${exact(least)} to ${exact(most)}.`);
  }
  return { value, reason: null };
}

/** @param {string} text @param {[number, number]} bounds @returns {Checked} */
export const checkEta = (text, bounds) => checkNumber(text, bounds, "The learning rate");

/**
 * What a given may become.
 * @param {string} text
 * @param {string} of its id
 * @param {string} symbol what it is called
 * @param {{eta: [number, number], value: number}} limits
 * @returns {Checked}
 */
export const checkGiven = (text, of, symbol, { eta, value }) =>
  of === "eta" ? checkEta(text, eta) : checkNumber(text, [-value, value], symbol);

/**
 * An iteration: a whole number from 0 to the limit; thousands may be kept apart.
 * @param {string} text
 * @param {number} most
 * @returns {Checked}
 */
export function checkIteration(text, most) {
  const typed = text.trim().replace(/(?<=\d)[ ,](?=\d{3}(\D|$))/g, "");
  if (typed === "") return refused("Type the number of an iteration.");
  if (!WHOLE.test(typed)) return refused("An iteration is a whole number, such as 100.");
  const value = Number(typed);
  return value > most ? refused(`This room goes up to iteration ${count(most)}.`) : { value, reason: null };
}
