// Draws the loss curve: both axes logarithmic, a band from the smallest to the largest error, solid up to the position.
import { bucketAt, curveExtent } from "../../model/curve.js";
import { count } from "../format.js";
import { decades, errorAxis, iterationToShare } from "../scales.js";
import { drawGrid, errorTick, line } from "./grid.js";

/**
 * @typedef {import("../../types.js").CurvePoint} CurvePoint
 * @typedef {Record<"ink" | "ink2" | "line" | "line2" | "gauge" | "surface", string>} Colours
 *
 * @typedef {object} Plotted
 * @property {CurvePoint[]} points
 * @property {number} iteration the position
 * @property {number} last end of the axis
 * @property {number | null} error at the position; null: not computed yet
 */

const COLOURS = /** @type {const} */ (["ink", "ink2", "line", "line2", "gauge", "surface"]);
/** Room beside the curve: half the marker left, the error's ticks right, the iterations' ticks below. */
const MARGIN = { left: 9, right: 38, top: 9 };

export class CurvePlot {
  #canvas;
  #pen;
  /** @type {Colours} */
  #colours = { ink: "#000", ink2: "#444", line: "#ccc", line2: "#888", gauge: "#ddd", surface: "#fff" };
  #font = "14px sans-serif";
  #width = 0;
  #height = 0;
  #fontSize = 14;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser cannot draw on a canvas.");
    this.#canvas = canvas;
    this.#pen = pen;
    this.readTheme();
  }

  /** Colours and font are read when the theme changes, not when something is drawn. */
  readTheme() {
    const style = getComputedStyle(this.#canvas);
    const named = COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
    this.#colours = /** @type {Colours} */ (Object.fromEntries(named));
    this.#fontSize = Number.parseFloat(style.fontSize) || 14;
    this.#font = `500 ${this.#fontSize}px ${style.fontFamily}`;
  }

  /** @param {number} width in CSS pixels @param {number} height @param {number} density */
  resize(width, height, density) {
    this.#width = width;
    this.#height = height;
    this.#canvas.width = Math.round(width * density);
    this.#canvas.height = Math.round(height * density);
    this.#pen.setTransform(density, 0, 0, density, 0, 0);
    this.readTheme();
  }

  /** @param {Plotted} plotted @returns {number} the share of the track where the marker is */
  draw(plotted) {
    const pen = this.#pen;
    pen.clearRect(0, 0, this.#width, this.#height);
    const { points, iteration, last, error } = plotted;
    const low = this.#height - this.#fontSize * 1.35;
    const right = this.#width - MARGIN.right;
    const extent = curveExtent(points);
    const known = error === null ? [] : [error];
    const axis = errorAxis(
      Math.min(...known, extent?.min ?? error ?? 0.01),
      Math.max(...known, extent?.max ?? error ?? 1),
    );
    const x = (/** @type {number} */ n) => MARGIN.left + iterationToShare(n, last) * (right - MARGIN.left);
    const y = (/** @type {number} */ e) => low - axis.share(e) * (low - MARGIN.top);
    const rows = axis.ticks.map((tick) => ({ at: y(tick), text: errorTick(tick) }));
    const columns = decades(last).map((n) => ({ at: x(n), text: count(n) }));
    pen.font = this.#font;
    const [width, height, fontSize, colours] = [this.#width, this.#height, this.#fontSize, this.#colours];
    drawGrid(pen, { rows, columns }, { left: MARGIN.left, right, low, width, height, fontSize, colours });
    const done = points.filter(([n]) => n <= iteration);
    const bucket = bucketAt(points, iteration);
    const here = error ?? (bucket ? Math.sqrt(bucket[1] * bucket[2]) : null);
    if (here !== null) done.push([iteration, here, here]);
    const ahead = points.filter(([n]) => n > iteration);
    const future = here === null ? ahead : [/** @type {CurvePoint} */ ([iteration, here, here]), ...ahead];
    this.#past(done, x, y, low);
    this.#ahead(future, x, y);
    this.#marker(x(iteration), here === null ? low : y(here), low);
    return iterationToShare(iteration, last);
  }

  /**
   * What lies behind: area, band and solid line.
   * @param {CurvePoint[]} points
   * @param {(n: number) => number} x
   * @param {(e: number) => number} y
   * @param {number} low
   */
  #past(points, x, y, low) {
    if (points.length < 2) return;
    const pen = this.#pen;
    const [first, end] = [points[0], points[points.length - 1]];
    pen.fillStyle = this.#colours.gauge;
    pen.globalAlpha = 0.55;
    this.#curve(points, x, y);
    pen.lineTo(x(end[0]), low);
    pen.lineTo(x(first[0]), low);
    pen.fill();
    pen.globalAlpha = 0.3;
    pen.fillStyle = this.#colours.ink;
    this.#band(points, x, y);
    pen.globalAlpha = 1;
    pen.strokeStyle = this.#colours.ink;
    pen.lineWidth = 3;
    pen.lineJoin = "round";
    this.#curve(points, x, y);
    pen.stroke();
  }

  /**
   * What is trained but lies ahead: dotted.
   * @param {CurvePoint[]} points
   * @param {(n: number) => number} x
   * @param {(e: number) => number} y
   */
  #ahead(points, x, y) {
    if (points.length < 2) return;
    const pen = this.#pen;
    pen.fillStyle = this.#colours.ink2;
    pen.globalAlpha = 0.18;
    this.#band(points, x, y);
    pen.globalAlpha = 1;
    pen.strokeStyle = this.#colours.ink2;
    pen.lineWidth = 2;
    pen.setLineDash([2, 5]);
    this.#curve(points, x, y);
    pen.stroke();
    pen.setLineDash([]);
  }

  /**
   * The middle of each bucket, on a logarithmic axis.
   * @param {CurvePoint[]} points
   * @param {(n: number) => number} x
   * @param {(e: number) => number} y
   */
  #curve(points, x, y) {
    this.#pen.beginPath();
    for (const [n, min, max] of points) this.#pen.lineTo(x(n), (y(min) + y(max)) / 2);
  }

  /** @param {CurvePoint[]} points @param {(n: number) => number} x @param {(e: number) => number} y */
  #band(points, x, y) {
    this.#pen.beginPath();
    for (const [n, , max] of points) this.#pen.lineTo(x(n), y(max));
    for (const [n, min] of points.toReversed()) this.#pen.lineTo(x(n), y(min));
    this.#pen.fill();
  }

  /** @param {number} x @param {number} y @param {number} low */
  #marker(x, y, low) {
    const pen = this.#pen;
    pen.strokeStyle = this.#colours.ink;
    pen.lineWidth = 2;
    line(pen, x, MARGIN.top - 6, x, low);
    pen.beginPath();
    pen.arc(x, y, 7, 0, 2 * Math.PI);
    pen.fillStyle = this.#colours.surface;
    pen.fill();
    pen.lineWidth = 3.5;
    pen.stroke();
  }
}
