// E over two parameters as a relief: how it is seen, what is drawn before what, and where lines lie on it. Pure.
import { extentOf, logShare } from "./levels.js";

/**
 * @typedef {import("./levels.js").Grid} Grid
 * @typedef {{turn: number, tilt: number}} View in degrees: turned about the upright axis; how steeply one looks down, 90: from above
 * @typedef {[x: number, y: number]} Place in cells of the grid
 * @typedef {{row: number, column: number}} Cell
 * @typedef {Cell & {from: Place, to: Place}} Piece of a line, inside of one cell
 * @typedef {{x: number, y: number, depth: number}} Seen to the right, upwards, and away from whoever looks
 */

/** @type {View} */
export const FIRST_VIEW = { turn: 30, tilt: 30 };
/** How high the relief is where its sides are 2. */
export const TALL = 1;
const STEP = 10;
const TILTS = { least: 10, most: 90 };

/** The same view from a little further; a full turn is none. @param {View} view @param {number} turn @param {number} tilt @returns {View} */
export function turnedBy(view, turn, tilt) {
  const around = (((view.turn + turn) % 360) + 360) % 360;
  return { turn: around, tilt: Math.min(TILTS.most, Math.max(TILTS.least, view.tilt + tilt)) };
}

/** What a key makes of a view; null: it is none of these. @param {View} view @param {string} key @returns {View | null} */
export function keyed(view, key) {
  if (key === "Home") return FIRST_VIEW;
  const by = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[key];
  return by ? turnedBy(view, by[0], by[1]) : null;
}

/**
 * How a point is seen from far away: no perspective, so equal lengths stay equal.
 * @param {View} view
 * @returns {(x: number, y: number, z: number) => Seen} x and y from −1 to 1, z from the floor upwards
 */
export function seenFrom({ turn, tilt }) {
  const [across, along] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const [upright, flat] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  return (x, y, z) => {
    const away = x * along + y * across;
    return { x: x * across - y * along, y: z * upright + away * flat, depth: away * upright - z * flat };
  };
}

/** The cells of a grid, the farthest first: what is nearer is drawn over it. @param {number} rows of points @param {number} columns @param {View} view @returns {Cell[]} */
export function paintersOrder(rows, columns, { turn }) {
  const [across, along] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const away = (/** @type {Cell} */ { row, column }) =>
    ((column + 0.5) / (columns - 1)) * along + ((row + 0.5) / (rows - 1)) * across;
  const cells = Array.from({ length: (rows - 1) * (columns - 1) }, (_, index) => ({
    row: Math.floor(index / (columns - 1)),
    column: index % (columns - 1),
  }));
  return cells.sort((one, other) => away(other) - away(one));
}

/** The height of the relief between the points of the grid; null where it runs over or outside. @param {Grid} grid @param {Place} place */
export function heightAt(grid, [x, y]) {
  const [rows, columns] = [grid.length, grid[0].length];
  if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return null;
  const [column, row] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
  const corners = [grid[row][column], grid[row][column + 1], grid[row + 1][column], grid[row + 1][column + 1]];
  const [a, b, c, d] = corners.map((each) => each ?? Number.NaN);
  const [right, up] = [x - column, y - row];
  const height = (a * (1 - right) + b * right) * (1 - up) + (c * (1 - right) + d * right) * up;
  return Number.isNaN(height) ? null : height;
}

/**
 * A line through the grid, cut where it goes from one cell into the next.
 * @param {Place[]} line @param {number} rows @param {number} columns @returns {Piece[]}
 */
export function piecesOf(line, rows, columns) {
  return line.slice(1).flatMap((to, index) => {
    const from = line[index];
    const at = (/** @type {number} */ share) =>
      /** @type {Place} */ ([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
    const cuts = [0, 1].flatMap((axis) => crossings(from[axis], to[axis]));
    const shares = [0, ...cuts.sort((one, other) => one - other), 1];
    return shares.slice(1).flatMap((end, which) => {
      const start = shares[which];
      const [x, y] = at((start + end) / 2);
      const inside = x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1;
      if (end === start || !inside) return [];
      const cell = { row: Math.min(rows - 2, Math.floor(y)), column: Math.min(columns - 2, Math.floor(x)) };
      return [{ ...cell, from: at(start), to: at(end) }];
    });
  });
}

/** Where on the way from one number to another whole numbers lie, as shares of it. @param {number} from @param {number} to */
function crossings(from, to) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const shares = [];
  for (let whole = Math.floor(low) + 1; whole < high; whole += 1) shares.push((whole - from) / (to - from));
  return shares;
}

/**
 * How high an E stands, 0 to 1: as it is, or by its logarithm where else nearly everything would lie flat on the floor.
 * @param {Grid} grid @returns {{share: (error: number) => number, logarithmic: boolean, least: number, most: number}}
 */
export function heightsOf(grid) {
  const extent = extentOf(grid);
  const { least, most } = extent;
  const all = /** @type {number[]} */ (grid.flat().filter((error) => error !== null)).sort((one, other) => one - other);
  const logarithmic = all[Math.floor(all.length / 2)] < 0.01 * most;
  const linear = (/** @type {number} */ error) => (most > least ? (error - least) / (most - least) : 0);
  const share = (/** @type {number} */ error) =>
    logarithmic ? logShare(error, extent) : Math.min(1, Math.max(0, linear(error)));
  return { share, logarithmic, least, most };
}
