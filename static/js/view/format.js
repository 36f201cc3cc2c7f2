// Numbers as people read them: true minus, explicit plus on signed quantities, never "-0", never a 0 that is not one.

const MINUS = "−";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const HUGE = 1e6;

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
};

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

/** @param {number} exponent @returns {string} the exponent as superscript digits */
function superscript(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** @param {number} magnitude a positive number @returns {string} such as `1.2×10⁻⁵` */
function scientific(magnitude) {
  const [mantissa, exponent] = magnitude.toExponential(1).split("e");
  return `${mantissa}×10${superscript(Number(exponent))}`;
}

/** @param {number} magnitude @param {number} decimals @returns {string} */
function digits(magnitude, decimals) {
  if (!Number.isFinite(magnitude)) return "∞";
  const fixed = magnitude.toFixed(decimals);
  const vanishes = magnitude !== 0 && Number(fixed) === 0;
  return vanishes || magnitude >= HUGE ? scientific(magnitude) : fixed;
}

/**
 * A number with a fixed count of decimals, in scientific form where those would hide it.
 * @param {number} value
 * @param {number} [decimals]
 * @param {boolean} [signed] whether a positive number carries its plus
 * @returns {string}
 */
export function number(value, decimals = 3, signed = false) {
  if (Number.isNaN(value)) return "not a number";
  const plus = signed && value > 0 ? "+" : "";
  return (value < 0 ? MINUS : plus) + digits(Math.abs(value), decimals);
}

/** The fewest decimals, from `least` to `most`, that hold the value exactly; else `most`. @param {number} value @param {number} least @param {number} most */
export function fitting(value, least, most) {
  let decimals = least;
  while (decimals < most && Number(value.toFixed(decimals)) !== value) decimals += 1;
  return number(value, decimals);
}

/**
 * A quantity's value, with the decimals and the sign its kind is read with.
 * @param {string} kind as in docs/model.md
 * @param {number | null} value
 * @param {boolean} [signed]
 * @returns {string}
 */
export function ofKind(kind, value, signed = SIGNED.has(kind)) {
  if (value === null) return UNKNOWN;
  if (kind === "target") return fitting(value, 2, 4);
  if (kind === "eta") return exact(value);
  return number(value, DECIMALS[kind] ?? 3, signed);
}

/** An input as it was given: 0.05, 0.10, 1.00. @param {number | null} value */
export function given(value) {
  return value === null ? UNKNOWN : fitting(value, 2, 4);
}

/** The shortest text that reads back as the same number. @param {number} value */
export function exact(value) {
  const [mantissa, exponent] = String(value).replace("-", MINUS).split("e");
  if (exponent === undefined) return mantissa;
  return `${mantissa}×10${superscript(Number(exponent.replace(MINUS, "-")))}`;
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
