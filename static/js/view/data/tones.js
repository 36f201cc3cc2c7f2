// From what a unit answers to a colour: of signed values below 0 one hue and above it the other, the further the stronger; of values
// from 0 to 1 the stronger the larger, without a hue: hue means sign. Pure.
import { clamp } from "../scales.js";

/**
 * @typedef {{low: number, middle: number, high: number}} Range of what a unit may answer, or does; middle: where there is no colour
 * @typedef {[red: number, green: number, blue: number]} Colour
 * @typedef {{neg: Colour, surface: Colour, pos: Colour}} Tones
 */

/** What bounded activation functions span. @type {Record<string, [low: number, high: number]>} */
const SPANS = {
  logistic: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
};

/**
 * What colours span: all that the activation function may answer; where that has no end, as far on both sides of 0 as the values go.
 * @param {string} activation its name
 * @param {number[]} values
 * @returns {Range}
 */
export function rangeOf(activation, values) {
  const span = SPANS[activation];
  if (span) return { low: span[0], middle: 0, high: span[1] };
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return { low: -(most || 1), middle: 0, high: most || 1 };
}

/** Does no value have a sign? @param {Range} range */
export const isShare = ({ low, middle }) => low === middle;

/** How far a value is from the middle: −1 at the low end, 1 at the high one. @param {number} value @param {Range} range */
export const strength = (value, { low, middle, high }) =>
  clamp(value < middle ? (value - middle) / (middle - low) : (value - middle) / (high - middle), -1, 1);

/** @param {string} text #rrggbb, as tokens.css writes it @returns {Colour} */
export function colourOf(text) {
  const digits = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1] ?? "808080";
  const whole = Number.parseInt(digits, 16);
  return [whole >> 16, (whole >> 8) & 255, whole & 255];
}

/** @param {number} share from −1 to 1 @param {Tones} tones @returns {Colour} */
export function mixed(share, { neg, surface, pos }) {
  const [to, by] = share < 0 ? [neg, -share] : [pos, share];
  const at = (/** @type {0 | 1 | 2} */ index) => Math.round(surface[index] + (to[index] - surface[index]) * by);
  return [at(0), at(1), at(2)];
}

/** The least and the largest of some numbers. @param {number[]} values @returns {[least: number, most: number]} */
export function extent(values) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
