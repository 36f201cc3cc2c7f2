// Making labels: rows of parts in a box around a middle. Pure.
import { brief } from "../format.js";
import { fittedSize, rowWidth, setRow, textWidth } from "./text.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Part} Part
 * @typedef {{x: number, y: number, w: number, h: number}} Box
 */

/** Line height of a row, as a multiple of its largest font. */
const LINE = 1.22;

/** @param {Part[]} row */
const rowHeight = (row) =>
  Math.max(
    ...row.map(
      ({ size, text, line }) =>
        (line ?? (text === undefined ? 2 * size : size)) * (text === undefined && !line ? 1 : LINE),
    ),
  );

/** @param {number | null} value @returns {"pos" | "neg" | "ink"} */
export const toneOf = (value) => (value === null || value === 0 ? "ink" : value < 0 ? "neg" : "pos");

/** The mark that says a sign without colour. @param {number} value @returns {"circle" | "diamond"} */
export const signMark = (value) => (value < 0 ? "diamond" : "circle");

/** No signed number takes more room than this text: one with a power of ten is set a little smaller. */
const WIDEST = "+0.0000 ";

/**
 * A signed number as a part of a row.
 * @param {number} value
 * @param {number} size
 * @param {number} decimals
 * @param {number} [weight]
 * @returns {Part}
 */
export function signed(value, size, decimals, weight = 660) {
  const text = brief(value, decimals, true);
  return { text, size: fittedSize(text, size, weight, textWidth(WIDEST, size, weight)), weight, tone: toneOf(value) };
}

/** What stands where a value is not computed yet. @param {number} size @returns {Part} */
export const notYet = (size) => ({
  mark: "open",
  size: size * 0.2,
  tone: "muted",
  gap: size * 0.4,
  line: size,
});

/**
 * A label of rows under each other.
 * @param {Pick<Label, "key" | "id" | "place" | "x" | "y"> & Partial<Label>} base `x`: middle, unless `align` says otherwise
 * @param {Part[][]} rows
 * @param {{padX?: number, padY?: number, align?: "left" | "middle" | "right", least?: number, flush?: "left" | "middle" | "right"}} [options]
 *   align: what `x` is of the box; flush: where the rows stand inside it
 * @returns {Label}
 */
export function boxed(base, rows, { padX = 0, padY = 0, align = "middle", least = 0, flush = "middle" } = {}) {
  const widths = rows.map(rowWidth);
  const inner = Math.max(least - 2 * padX, ...widths);
  const heights = rows.map(rowHeight);
  const w = inner + 2 * padX;
  const h = heights.reduce((sum, height) => sum + height, 0) + 2 * padY;
  let top = padY - h / 2;
  const parts = rows.flatMap((row, index) => {
    const slack = inner - widths[index];
    const left = -inner / 2 + (flush === "left" ? 0 : flush === "right" ? slack : slack / 2);
    const middle = top + heights[index] / 2;
    top += heights[index];
    return setRow(row, left, middle);
  });
  const shift = align === "left" ? w / 2 : align === "right" ? -w / 2 : 0;
  return { shape: "none", ...base, x: base.x + shift, w, h, parts };
}

/** Do two boxes overlap by more than a hair? @param {Box} a @param {Box} b @param {number} [slack] */
export function overlap(a, b, slack = 0.5) {
  return Math.abs(a.x - b.x) * 2 < a.w + b.w - 2 * slack && Math.abs(a.y - b.y) * 2 < a.h + b.h - 2 * slack;
}

/** Does a box reach into one of the units? @param {Box} box @param {import("../layout.js").UnitPlace[]} units */
export function onUnit(box, units) {
  const beside = (/** @type {number} */ distance, /** @type {number} */ size) =>
    Math.max(0, Math.abs(distance) - size / 2);
  return units.some(({ x, y, r }) => Math.hypot(beside(box.x - x, box.w), beside(box.y - y, box.h)) < r);
}
