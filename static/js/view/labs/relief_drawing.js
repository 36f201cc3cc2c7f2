// The relief of E on its canvas: floor and axes, then cell by cell from the farthest, with the lines that lie on each.
import { brief, exact } from "../format.js";
import { roundTicks } from "../scales.js";
import { largeOn, SIZE } from "./height_map.js";
import { contour, LINES, levelsBetween, shade } from "./levels.js";
import { heightAt, heightsOf, paintersOrder, piecesOf, seenFrom, TALL } from "./relief.js";

/**
 * @typedef {import("./surface.js").Landscape} Landscape
 * @typedef {import("./relief.js").View} View
 * @typedef {import("./relief.js").Place} Place
 * @typedef {{x: number, y: number}} Point
 */

const MARGIN = { x: 150, y: 80 };
const TICKS = 3;
/** Steeper than this the upright axis is too short for its numbers. */
const STEEP = 50;

/** Where things of the grid are on the canvas. @param {Landscape} answer @param {View} view @param {number} large how much larger type is than usual */
function stageOf({ values, second_values: seconds, error_total: grid }, view, large) {
  const rise = Math.cos((view.tilt * Math.PI) / 180) * TALL;
  const deep = 2 * Math.SQRT2 * Math.sin((view.tilt * Math.PI) / 180);
  const [wide, high] = [SIZE.width - large * MARGIN.x, SIZE.height - large * MARGIN.y];
  const scale = Math.min(wide / (2 * Math.SQRT2), high / (rise + deep));
  const seen = seenFrom(view);
  const at = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    const point = seen(x, y, z);
    return { x: SIZE.width / 2 + scale * point.x, y: SIZE.height / 2 - scale * (point.y - rise / 2) };
  };
  const [columns, rows] = [values.length, seconds?.length ?? 1];
  const heights = heightsOf(grid);
  /** A place of the grid, at a height that is E. @param {Place} place @param {number} error */
  const on = ([x, y], error) => at((2 * x) / (columns - 1) - 1, (2 * y) / (rows - 1) - 1, TALL * heights.share(error));
  /** @param {number[]} parameters @returns {Place} */
  const place = ([first, second]) => [
    ((first - values[0]) / (values[columns - 1] - values[0])) * (columns - 1),
    ((second - (seconds?.[0] ?? 0)) / ((seconds?.[rows - 1] ?? 1) - (seconds?.[0] ?? 0))) * (rows - 1),
  ];
  return { at, on, place, rows, columns, heights, large };
}

/** @param {CanvasRenderingContext2D} pen @param {(Point | null)[]} points */
function trace(pen, points) {
  pen.beginPath();
  for (const point of points) if (point) pen.lineTo(point.x, point.y);
}

/** The floor, and the axes with their names and numbers where nothing hides them. @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof stageOf>} stage @param {Landscape} answer @param {string[]} named @param {View} view @param {{ink: string, quiet: string, face: string}} looks */
function drawAxes(
  pen,
  { at, heights, large },
  { values, second_values: seconds },
  named,
  { turn, tilt },
  { ink, quiet, face },
) {
  const [near, side] = [Math.cos((turn * Math.PI) / 180) > 0 ? -1 : 1, Math.sin((turn * Math.PI) / 180) > 0 ? -1 : 1];
  const corners = /** @type {[number, number][]} */ ([
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]);
  pen.strokeStyle = quiet;
  pen.lineWidth = 1.5;
  trace(
    pen,
    [...corners, corners[0]].map(([x, y]) => at(x, y, 0)),
  );
  pen.stroke();
  pen.fillStyle = ink;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const text = (/** @type {string} */ words, /** @type {Point} */ { x, y }, bold = false) => {
    pen.font = `${bold ? 700 : 500} ${large * (bold ? 17 : 14)}px ${face}`;
    const edge = 10 * large;
    pen.fillText(
      words,
      Math.min(SIZE.width - 2 * edge, Math.max(2 * edge, x)),
      Math.min(SIZE.height - edge, Math.max(edge, y)),
    );
  };
  const share = (/** @type {number[]} */ all, /** @type {number} */ value) =>
    (2 * (value - all[0])) / (all[all.length - 1] - all[0]) - 1;
  const ticks = (/** @type {number[]} */ all) => roundTicks(all[0], all[all.length - 1], large > 1.4 ? 2 : TICKS);
  /** Numbers along a side of the floor, each with its mark, and what they are numbers of. @param {number[]} all @param {string} name @param {(along: number, beside: number) => Point} along */
  const axis = (all, name, along) => {
    for (const tick of ticks(all)) {
      trace(pen, [along(share(all, tick), 1), along(share(all, tick), 1 + 0.04 * large)]);
      pen.stroke();
      text(exact(tick), along(share(all, tick), 1 + 0.13 * large));
    }
    text(name, along(0, 1 + 0.36 * large), true);
  };
  axis(values, named[0], (along, beside) => at(along, near * beside, 0));
  axis(seconds ?? [0, 1], named[1], (along, beside) => at(side * beside, along, 0));
  if (tilt > STEEP) return;
  const [left] = corners.map(([x, y]) => ({ x, y, seen: at(x, y, 0) })).sort((p, q) => p.seen.x - q.seen.x);
  trace(pen, [left.seen, at(left.x, left.y, TALL)]);
  pen.stroke();
  pen.textAlign = "right";
  const beside = (/** @type {number} */ z) => ({ x: left.seen.x - 8, y: at(left.x, left.y, z).y });
  text(brief(heights.most, 4), beside(TALL));
  // Below it is the end of a lying axis.
  text(brief(heights.least, 4), { ...beside(0), y: beside(0).y - 14 * large });
  text("E", beside(0.6 * TALL), true);
}

/** @param {HTMLCanvasElement} canvas @param {Landscape} answer @param {string[]} named @param {View} view */
export function drawRelief(canvas, answer, named, view) {
  const pen = canvas.getContext("2d");
  if (!pen || !answer.second_values) return;
  const style = getComputedStyle(canvas);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const [surface, ink, quiet, hl, run] = ["surface", "ink", "line2", "hl", "run1"].map(colour);
  const large = largeOn(canvas);
  const stage = stageOf(answer, view, large);
  const { on, place, rows, columns, heights } = stage;
  const grid = answer.error_total;
  pen.fillStyle = surface;
  pen.fillRect(0, 0, SIZE.width, SIZE.height);
  drawAxes(pen, stage, answer, named, view, { ink, quiet, face: style.getPropertyValue("--f") });
  /** Every line by the cell it lies in, so that what is nearer hides it. @type {Map<number, {line: [Point, Point], of: "level" | "way"}[]>} */
  const lying = new Map();
  const lay = (
    /** @type {import("./relief.js").Piece} */ { row, column, from, to },
    /** @type {"level" | "way"} */ of,
  ) => {
    const ends = [from, to].map((end) => [end, heightAt(grid, end)]);
    if (ends.some(([, height]) => height === null)) return;
    const [start, end] = ends.map(([at, height]) => on(/** @type {Place} */ (at), Number(height)));
    const key = row * columns + column;
    lying.set(key, [...(lying.get(key) ?? []), { line: [start, end], of }]);
  };
  for (const level of levelsBetween(heights, LINES))
    for (const [x1, y1, x2, y2] of contour(grid, level))
      for (const piece of piecesOf(
        [
          [x1, y1],
          [x2, y2],
        ],
        rows,
        columns,
      ))
        lay(piece, "level");
  const way = answer.path.map(({ values }) => place(values));
  for (const piece of piecesOf(way, rows, columns)) lay(piece, "way");
  pen.lineJoin = "round";
  pen.lineCap = "round";
  for (const { row, column } of paintersOrder(rows, columns, view)) {
    const corners = /** @type {Place[]} */ ([
      [column, row],
      [column + 1, row],
      [column + 1, row + 1],
      [column, row + 1],
    ]);
    const errors = corners.map(([x, y]) => grid[y][x]);
    if (errors.some((error) => error === null)) continue;
    const high = errors.reduce((sum, error) => sum + heights.share(error), 0) / 4;
    trace(
      pen,
      corners.map((corner, index) => on(corner, errors[index])),
    );
    pen.closePath();
    pen.fillStyle = pen.strokeStyle = shade(surface, ink, 0.08 + 0.6 * high);
    pen.lineWidth = 0.6;
    pen.fill();
    pen.stroke();
    for (const { line, of } of lying.get(row * columns + column) ?? []) {
      trace(pen, line);
      pen.strokeStyle = of === "way" ? run : ink;
      pen.lineWidth = large * (of === "way" ? 4 : 1);
      pen.stroke();
    }
  }
  // Behind a hill the way is dotted; where training is now is always seen.
  pen.setLineDash([1, 6]);
  pen.strokeStyle = run;
  pen.lineWidth = 2 * large;
  trace(
    pen,
    way.map((at) => (heightAt(grid, at) === null ? null : on(at, Number(heightAt(grid, at))))),
  );
  pen.stroke();
  pen.setLineDash([]);
  const here = place(answer.point.values);
  const height = heightAt(grid, here);
  if (height === null) return;
  const { x, y } = on(here, height);
  pen.beginPath();
  pen.arc(x, y, 8 * large, 0, 2 * Math.PI);
  pen.fillStyle = hl;
  pen.fill();
  pen.strokeStyle = ink;
  pen.lineWidth = 3 * large;
  pen.stroke();
}
