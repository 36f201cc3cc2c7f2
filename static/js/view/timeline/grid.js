// The lines and numbers behind the loss curve.
import { exact } from "../format.js";
import { logTicks } from "../scales.js";

/**
 * @typedef {{at: number, text: string}} Tick
 *
 * @typedef {object} Frame
 * @property {number} left
 * @property {number} right
 * @property {number} low y of the axis of iterations
 * @property {number} width of the whole, numbers included
 * @property {number} height
 * @property {number} fontSize
 * @property {Record<"line" | "line2" | "ink2", string>} colours
 */

/** Numbers stand at least this many line heights, or pixels, apart. */
const APART = { rows: 1.15, columns: 8 };

/** A power of ten as it stands at the axis: 0.01, 10⁻⁴. @param {number} error */
export function errorTick(error) {
  const power = Math.round(Math.log10(error));
  if (power >= -3 && power <= 3) return String(Number(error.toPrecision(1)));
  const digits = [...String(Math.abs(power))].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
  return `10${power < 0 ? "⁻" : ""}${digits}`;
}

/** A round number as it stands at a logarithmic axis. @param {number} value */
export const logTick = (value) => (Number.isInteger(Math.log10(value)) ? errorTick(value) : exact(value));

/**
 * The numbers of an axis of errors: powers of ten, or other round numbers where hardly one lies within.
 * @param {ReturnType<typeof import("../scales.js").errorAxis>} axis
 * @returns {{share: number, text: string}[]} from the lowest to the highest
 */
export function errorRows({ share, ends: [low, high] }) {
  // Errors that are 0 all the time have no place on such an axis.
  if (low === high) return [];
  return logTicks(low, high, 4).map((error) => ({ share: share(error), text: logTick(error) }));
}

/** A straight line. @param {CanvasRenderingContext2D} pen @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
export function line(pen, x1, y1, x2, y2) {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/**
 * Lines across for errors, from the top; their numbers at the right.
 * @param {CanvasRenderingContext2D} pen
 * @param {Tick[]} rows from the lowest to the highest
 * @param {Frame} frame
 */
function drawRows(pen, rows, { left, right, width, fontSize }) {
  let below = Number.POSITIVE_INFINITY;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const { at, text } of rows) {
    line(pen, left, at, right, at);
    if (below - at < fontSize * APART.rows) continue;
    below = at;
    pen.fillText(text, width, Math.max(fontSize / 2, at));
  }
}

/**
 * Ticks for iterations, their numbers below.
 * @param {CanvasRenderingContext2D} pen
 * @param {Tick[]} columns from left to right
 * @param {Frame} frame
 */
function drawColumns(pen, columns, { low, width, height }) {
  let free = Number.NEGATIVE_INFINITY;
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const { at, text } of columns) {
    line(pen, at, low, at, low + 4);
    const half = pen.measureText(text).width / 2;
    if (at - half < free) continue;
    free = at + half + APART.columns;
    pen.fillText(text, Math.min(at, width - half), height - 1);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {{rows: Tick[], columns: Tick[]}} ticks
 * @param {Frame} frame
 */
export function drawGrid(pen, { rows, columns }, frame) {
  const { colours, left, right, low } = frame;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.strokeStyle = colours.line;
  pen.fillStyle = colours.ink2;
  drawRows(pen, rows, frame);
  drawColumns(pen, columns, frame);
  pen.strokeStyle = colours.line2;
  line(pen, left, low, right, low);
}
