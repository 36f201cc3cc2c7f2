// Heights as levels: lines of equal E through a grid, shades between two colours, and E as it is written. Pure.
import { ofKind } from "../format.js";

/** @typedef {[x1: number, y1: number, x2: number, y2: number]} Segment in cells of the grid */
/** @typedef {(number | null)[][]} Grid a row for each second value; null: it runs over */

/** An E as it is written in experiments; null: it ran over. @param {number | null} error */
export const errorOf = (error) => (error === null ? "too large" : ofKind("error_total", error));

/**
 * Where a grid crosses a level, cell by cell, along straight lines between its points.
 * @param {Grid} grid
 * @param {number} level
 * @returns {Segment[]}
 */
export function contour(grid, level) {
  /** @type {Segment[]} */
  const found = [];
  for (let row = 0; row + 1 < grid.length; row += 1)
    for (let column = 0; column + 1 < grid[row].length; column += 1) {
      const crossings = crossed(grid, row, column, level);
      for (let at = 0; at + 1 < crossings.length; at += 2) found.push([...crossings[at], ...crossings[at + 1]]);
    }
  return found;
}

/** Where the sides of a cell cross a level, clockwise. @param {Grid} grid @param {number} row @param {number} column @param {number} level */
function crossed(grid, row, column, level) {
  const corners = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ];
  const heights = corners.map(([x, y]) => grid[y][x]);
  /** @type {[number, number][]} */
  const crossings = [];
  if (heights.some((height) => height === null)) return crossings;
  for (let side = 0; side < 4; side += 1) {
    const [from, to] = [heights[side] ?? 0, heights[(side + 1) % 4] ?? 0];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    const [[x1, y1], [x2, y2]] = [corners[side], corners[(side + 1) % 4]];
    crossings.push([x1 + share * (x2 - x1), y1 + share * (y2 - y1)]);
  }
  return crossings;
}

/** The least and the most of what is finite and positive. @param {Grid} grid @returns {{least: number, most: number}} */
export function extentOf(grid) {
  const all = grid.flat().filter((value) => value !== null && value > 0);
  const sorted = /** @type {number[]} */ (all).sort((one, other) => one - other);
  const most = sorted[sorted.length - 1] ?? 1;
  return { least: Math.max(sorted[0] ?? most, most * 1e-12), most };
}

/** Where a value lies between two on a logarithmic scale, 0 to 1. @param {number} value @param {{least: number, most: number}} extent */
export function logShare(value, { least, most }) {
  const width = Math.log(most) - Math.log(least);
  return width > 0 ? Math.min(1, Math.max(0, (Math.log(Math.max(value, least)) - Math.log(least)) / width)) : 0;
}

/** So many lines of equal E lie on the relief. */
export const LINES = 9;

/** Levels between, evenly on a logarithmic scale. @param {{least: number, most: number}} extent @param {number} count */
export const levelsBetween = ({ least, most }, count) =>
  Array.from({ length: count }, (_, index) => least * (most / least) ** ((index + 1) / (count + 1)));

/** A colour between two, each as #rrggbb. @param {string} from @param {string} to @param {number} share */
export function shade(from, to, share) {
  const parts = [1, 3, 5].map((at) => {
    const [low, high] = [from, to].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round(low + (high - low) * share);
  });
  return `rgb(${parts.join(",")})`;
}

/**
 * What touches E at a point: E + g Δ + ½ h Δ², Δ away from it.
 * @param {{error: number, gradient: number, curvature: number}} touching
 * @param {number} away
 */
export const parabola = ({ error, gradient, curvature }, away) => error + gradient * away + 0.5 * curvature * away ** 2;

/**
 * The same over two parameters, at every point of a grid: E + g·Δ + ½ Δ·H Δ.
 * @param {{error: number, gradient: number[], hessian: number[][], at: number[]}} touching at: where it touches E
 * @param {number[]} values of the first parameter
 * @param {number[]} seconds of the second one
 * @returns {number[][]} a row for each second value
 */
export function touchingGrid({ error, gradient: [g1, g2], hessian: [[h11, h12], [, h22]], at }, values, seconds) {
  return seconds.map((second) => {
    const down = second - at[1];
    return values.map((value) => {
      const across = value - at[0];
      return error + g1 * across + g2 * down + 0.5 * (h11 * across ** 2 + h22 * down ** 2) + h12 * across * down;
    });
  });
}
