// How the digits of a number are written: fixed, significant, with a power of ten. Pure.

export const MINUS = "−";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const HUGE = 1e6;
/** Decimals that change a number by a larger part of it say something else: 0.00006 is not 0.0001. */
const FAR = 0.1;
/** Significant digits of a small number in a sum or product, so that the result can be computed from what is written. */
const ENOUGH = 3;
/** Smaller numbers are written with a power of ten. */
const SMALL = 1e-4;

/** @param {number} exponent @returns {string} the exponent as superscript digits */
export function superscript(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** @param {number} magnitude a positive number @param {number} [places] after the point @returns {string} such as `1.2×10⁻⁵` */
export function scientific(magnitude, places = 1) {
  const [mantissa, exponent] = magnitude.toExponential(places).split("e");
  return `${mantissa}×10${superscript(Number(exponent))}`;
}

/** Exactly so many digits; 17 of them read back as the same double. @param {number} magnitude @param {number} count @returns {string} */
export function significant(magnitude, count) {
  if (!Number.isFinite(magnitude)) return "∞";
  const plain = magnitude === 0 || (magnitude >= 1e-4 && magnitude < Math.min(HUGE, 10 ** count));
  const text = magnitude.toPrecision(count);
  return plain && !text.includes("e") ? text : scientific(magnitude, count - 1);
}

/** @param {number} magnitude @param {number} decimals @returns {string} */
export function rounded(magnitude, decimals) {
  if (!Number.isFinite(magnitude)) return "∞";
  const fixed = magnitude.toFixed(decimals);
  const far = Math.abs(Number(fixed) - magnitude) > FAR * magnitude;
  return far || magnitude >= HUGE ? scientific(magnitude) : fixed;
}

/** The same where one computes along: small numbers get more decimals, until they have ENOUGH digits. @param {number} magnitude @param {number} decimals @returns {string} */
export function readable(magnitude, decimals) {
  if (!Number.isFinite(magnitude)) return "∞";
  if (magnitude >= HUGE || (magnitude > 0 && magnitude < SMALL)) return scientific(magnitude, ENOUGH - 1);
  const fixed = magnitude.toFixed(decimals);
  if (Number(fixed) === magnitude || magnitude >= 10 ** (ENOUGH - 1 - decimals)) return fixed;
  return magnitude.toPrecision(ENOUGH);
}

/** @param {number} value @param {boolean} signed @param {(magnitude: number) => string} write */
export function withSign(value, signed, write) {
  if (Number.isNaN(value)) return "not a number";
  const plus = signed && value > 0 ? "+" : "";
  return (value < 0 ? MINUS : plus) + write(Math.abs(value));
}
