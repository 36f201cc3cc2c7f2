// Numbers as people read them: true minus, explicit plus on signed quantities, never "-0", never a 0 that is not one.
import { signal } from "@preact/signals-core";
import { stemOf } from "../model/training.js";
import { MINUS, readable, rounded, scientific, significant, superscript, withSign } from "./digits.js";

/**
 * How many significant digits every number is written with, 2 to 17; null: as many decimals as a textbook gives its kind.
 * It follows the store's `digits` (startReading in theme.js); whatever writes a number while it draws is drawn again.
 */
export const precision = signal(/** @type {number | null} */ (null));

/** What stands where a value is not computed yet. */
export const UNKNOWN = "–";

/** Decimals per kind: 3 for what flows forward, 4 for errors and what is derived from them. @type {Record<string, number>} */
const DECIMALS = {
  error: 4,
  error_total: 4,
  difference: 4,
  dE_da: 4,
  delta: 4,
  contribution: 4,
  dE_dw: 4,
  dE_db: 4,
  change_w: 4,
  change_b: 4,
  weighted: 4,
  w_next: 4,
  b_next: 4,
  others_error: 4,
  batch_error: 4,
};

/** @param {string} kind */
const decimalsOfKind = (kind) => DECIMALS[kind] ?? (stemOf(kind) ? 4 : 3);

/** Is a positive number of this kind written with its plus? @param {string} kind */
const isSigned = (kind) => SIGNED.has(kind) || stemOf(kind)?.signed === true;

const SIGNED = new Set([
  "difference",
  "dE_da",
  "df",
  "jacobian",
  "delta",
  "contribution",
  "dE_dw",
  "dE_db",
  "change_w",
  "change_b",
]);

/** @param {number} value @param {number} decimals @param {boolean} signed @param {number | null} count of significant digits */
const written = (value, decimals, signed, count) =>
  withSign(value, signed, (size) => (count === null ? rounded(size, decimals) : significant(size, count)));

/**
 * A number with so many decimals, or more where it is small, or in scientific form: one can go on computing with it. With the chosen digits,
 * where some are.
 * @param {number} value
 * @param {number} [decimals]
 * @param {boolean} [signed] whether a positive number carries its plus
 * @returns {string}
 */
export function number(value, decimals = 3, signed = false) {
  const chosen = precision.value;
  return withSign(value, signed, (size) => (chosen === null ? readable(size, decimals) : significant(size, chosen)));
}

/** A difference or an error: its size to two digits, 1.7×10⁻⁴. @param {number} value */
export const tiny = (value) => (value === 0 ? "0" : (value < 0 ? MINUS : "") + scientific(Math.abs(value)));

/** Always so many decimals, whatever digits are chosen: for numbers that are compared digit by digit. @param {number} value @param {number} decimals @param {boolean} [signed] */
export const compared = (value, decimals, signed = false) => written(value, decimals, signed, null);

/** The same for the picture: as many of the chosen digits as fit where a textbook's decimals stand. @param {number} value @param {number} [decimals] @param {boolean} [signed] */
export function brief(value, decimals = 3, signed = false) {
  const chosen = precision.value;
  const usual = written(value, decimals, signed, null);
  if (chosen === null) return usual;
  for (let count = chosen; count >= 2; count -= 1) {
    const text = written(value, decimals, signed, count);
    if (text.length <= usual.length) return text;
  }
  return usual;
}

/** The fewest decimals, from `least` to `most`, that hold the value exactly; else `most`. @param {number} value @param {number} least @param {number} most */
export function fitting(value, least, most) {
  return number(value, decimalsOf(value, least, most));
}

/** @param {number} value @param {number} least @param {number} most */
function decimalsOf(value, least, most) {
  let decimals = least;
  while (decimals < most && Number(value.toFixed(decimals)) !== value) decimals += 1;
  return decimals;
}

/**
 * A quantity's value, with the decimals and the sign its kind is read with.
 * @param {string} kind as in docs/model.md
 * @param {number | null} value
 * @param {boolean} [signed]
 * @returns {string}
 */
export function ofKind(kind, value, signed = isSigned(kind)) {
  if (value === null) return UNKNOWN;
  if (kind === "target") return fitting(value, 2, 4);
  if (kind === "eta") return rate(value);
  if (kind === "updates") return count(value);
  if (kind === "share") return fitting(value, 0, 4);
  return number(value, decimalsOfKind(kind), signed);
}

/** An input as it was given: 0.05, 0.10, 1.00. @param {number | null} value */
export function given(value) {
  return value === null ? UNKNOWN : fitting(value, 2, 4);
}

/** The same in the picture. @param {number | null} value */
export function givenBriefly(value) {
  if (value === null) return UNKNOWN;
  const decimals = decimalsOf(value, 2, 4);
  return Number(value.toFixed(decimals)) === value ? written(value, decimals, false, null) : brief(value, decimals);
}

/** The shortest text that reads back as the same number. @param {number} value */
export function exact(value) {
  const [mantissa, exponent] = String(value).replace("-", MINUS).split("e");
  if (exponent === undefined) return mantissa;
  return `${mantissa}×10${superscript(Number(exponent.replace(MINUS, "-")))}`;
}

/** A given learning rate has at most so many characters; one that a schedule makes has up to twenty, which nobody reads. */
const GIVEN_RATE = 8;

/** A learning rate: exactly where that is short, else with the chosen digits, or six. @param {number} value */
export function rate(value) {
  const text = exact(value);
  return text.length <= GIVEN_RATE ? text : significant(value, precision.value ?? 6);
}

/** A whole number with thousands kept apart: 12,400. @param {number} value */
export function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Which side of zero: the class of everything coloured or shaped by sign. @param {number | null} value @returns {"pos" | "neg" | "zero"} */
export function signOf(value) {
  if (value === null || value === 0 || Number.isNaN(value)) return "zero";
  return value < 0 ? "neg" : "pos";
}
