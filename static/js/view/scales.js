// From numbers to lengths and back: easings, magnitudes, the axes of the charts with their round numbers. Pure.

/** @param {number} value @param {number} [least] @param {number} [most] */
export const clamp = (value, least = 0, most = 1) => Math.min(most, Math.max(least, value));

/**
 * The value a fraction `t` of the way from `from` to `to`.
 * @param {number} from
 * @param {number} to
 * @param {number} t
 */
export const lerp = (from, to, t) => from + (to - from) * t;

/** Slow, fast, slow: cubic, from 0 to 1. @param {number} t */
export function ease(t) {
  const at = clamp(t);
  return at < 0.5 ? 4 * at ** 3 : 1 - (2 - 2 * at) ** 3 / 2;
}

/** How far something that travels has come: eased, but never so slow that it seems to stop. @param {number} t */
export const travelled = (t) => 0.55 * ease(t) + 0.45 * clamp(t);

/**
 * The part of `t` between `from` and `to`, stretched to 0..1.
 * @param {number} t
 * @param {number} from
 * @param {number} to
 */
export const stretch = (t, from, to) => clamp((t - from) / (to - from));

/**
 * A length whose area grows with the magnitude, so that twice as much looks like twice as much.
 * @param {number} value
 * @param {number} largest the largest magnitude beside it; 0 when all are 0
 * @param {number} least length of nothing
 * @param {number} most length of the largest
 */
export function magnitude(value, largest, least, most) {
  const share = largest > 0 ? Math.sqrt(clamp(Math.abs(value) / largest)) : 0;
  return lerp(least, most, Number.isFinite(share) ? share : 1);
}

/** What the width of a line says. */
export const EDGE_WIDTH = {
  name: "Thickness of a line",
  words: "How large the weight is, whatever its sign: 0 is a thin line, 1.6 and more is as thick as it gets.",
};

/** How wide the line of a weight is. @param {number} weight @param {boolean} small on a phone */
export function edgeWidth(weight, small) {
  const size = Math.abs(weight);
  return small ? 1.6 + Math.min(5, 3.2 * size) : 2.2 + Math.min(8, 5 * size);
}

/**
 * Where iteration n lies, 0 to 1, on an axis that is logarithmic in n + 1, so that iteration 0 has a place.
 * @param {number} iteration
 * @param {number} last
 */
export const iterationToShare = (iteration, last) => Math.log1p(iteration) / Math.log1p(Math.max(1, last));

/** The iteration at a place of that axis. @param {number} share @param {number} last */
export const shareToIteration = (share, last) =>
  clamp(Math.round(Math.expm1(clamp(share) * Math.log1p(Math.max(1, last)))), 0, last);

/** 1, 10, 100, … up to the last iteration. @param {number} last @returns {number[]} */
export function decades(last) {
  const ticks = [];
  for (let tick = 1; tick <= last; tick *= 10) ticks.push(tick);
  return ticks;
}

/**
 * A logarithmic axis for errors, with some room around what is there.
 * @param {number} least
 * @param {number} most
 * @param {number} [span] so many decades at least
 * @returns {{share: (value: number) => number, ticks: number[], ends: [number, number]}} share: 0 at the bottom, 1 at the top;
 *   ticks: powers of ten
 */
export function errorAxis(least, most, span = 1) {
  const top = Math.log10(Math.max(most, Number.MIN_VALUE)) + 0.12;
  const bottom = Math.min(Math.log10(Math.max(least, Number.MIN_VALUE)) - 0.12, top - span);
  return {
    share: (value) => clamp((Math.log10(Math.max(value, Number.MIN_VALUE)) - bottom) / (top - bottom)),
    ticks: powersBetween(bottom, top, 4),
    ends: [
      clamp(10 ** bottom, Number.MIN_VALUE, Number.MAX_VALUE),
      clamp(10 ** top, Number.MIN_VALUE, Number.MAX_VALUE),
    ],
  };
}

/** Powers of ten from 10^bottom to 10^top, about `most` of them. @param {number} bottom @param {number} top @param {number} most @returns {number[]} */
function powersBetween(bottom, top, most) {
  const ticks = [];
  const step = Math.max(1, Math.ceil((top - bottom) / most));
  for (let power = Math.ceil(bottom); power <= top; power += 1)
    if (power % step === 0) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** Round numbers within a range, about so many. @param {number} low @param {number} high @param {number} count @returns {number[]} */
export function roundTicks(low, high, count) {
  if (low === high) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
  const ticks = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

/**
 * The same on a logarithmic axis: powers of ten, or 1, 2 and 5 of them where hardly one lies within, or evenly round numbers in a narrow range.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
export function logTicks(low, high, count) {
  const powers = powersBetween(Math.log10(low), Math.log10(high), count);
  if (powers.length > 1) return powers;
  const power = Math.floor(Math.log10(low));
  const few = [power, power + 1].flatMap((each) => [1, 2, 5].map((digit) => Number(`${digit}e${each}`)));
  const within = few.filter((tick) => low <= tick && tick <= high);
  return within.length > 2 ? within : roundTicks(low, high, count);
}
