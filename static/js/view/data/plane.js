// Where things lie in the plane of two inputs: rows, their marks, and the line at which another class is predicted. Pure.

/**
 * @typedef {{x: number[][], target: number[][], classes: number[] | null, hidden: number[][] | null}} Rows
 * @typedef {{inputs: number[], low: number[], high: number[], points: number, activations: number[][][]}} Field
 * @typedef {{x: number, y: number, class: number, target: number}} Point in shares of the plane, from its upper left
 * @typedef {[x1: number, y1: number, x2: number, y2: number]} Segment in shares of the plane
 */

/** Outlines of classes around 0, about 1 in size: told apart without colour. A class after the last begins again. */
export const SHAPES = [
  { name: "circle", corners: around(16, 0.85) },
  { name: "square", corners: around(4, 1.05, Math.PI / 4) },
  { name: "triangle", corners: around(3, 1.15) },
  { name: "diamond", corners: around(4, 1.15) },
  { name: "triangle on its tip", corners: around(3, 1.15, Math.PI) },
  { name: "star", corners: star(5, 1.25, 0.5) },
  { name: "hexagon", corners: around(6, 1) },
  { name: "cross", corners: star(4, 1.3, 0.4) },
];

/** @param {number} count @param {number} radius @param {number} [turn] @returns {[number, number][]} corners, the first at the top */
function around(count, radius, turn = 0) {
  return Array.from({ length: count }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / count;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
}

/** @param {number} count @param {number} outer @param {number} inner @returns {[number, number][]} */
function star(count, outer, inner) {
  return around(2 * count, 1).map(([x, y], at) => {
    const radius = at % 2 === 0 ? outer : inner;
    return [radius * x, radius * y];
  });
}

/** @param {number} of class @returns {{name: string, corners: [number, number][]}} */
export const shapeOf = (of) => /** @type {any} */ (SHAPES[of % SHAPES.length]);

/**
 * The rows in the plane of a field's two inputs.
 * @param {Pick<Rows, "x" | "target" | "classes">} rows
 * @param {Pick<Field, "inputs" | "low" | "high">} field
 * @param {number} output whose target is drawn
 * @returns {Point[]}
 */
export function pointsOf({ x, target, classes }, { inputs, low, high }, output) {
  const share = (/** @type {number[]} */ row, /** @type {0 | 1} */ side) =>
    (row[inputs[side]] - low[side]) / (high[side] - low[side]);
  return x.map((row, at) => ({
    x: share(row, 0),
    y: 1 - share(row, 1),
    class: classes?.[at] ?? 0,
    target: target[at][output],
  }));
}

const HALF = 0.5;

/** The middle of the targets that code classes: 0 and 1, or −1 and 1. @param {Pick<Rows, "target">} rows */
export const halfOf = ({ target }) => (target.some((row) => row.some((value) => value < 0)) ? 0 : HALF);

/**
 * By how much an output predicts its class, at each point: above 0 it does.
 * @param {number[][]} outputs by unit, at each point
 * @param {number} output
 * @param {number} half from where on a single one does
 * @returns {number[]}
 */
export function margins(outputs, output, half = HALF) {
  const others = outputs.filter((_, at) => at !== output);
  return outputs[output].map(
    (value, at) => value - (others.length === 0 ? half : Math.max(...others.map((other) => other[at]))),
  );
}

/**
 * The line where values on a grid change their sign: marching squares.
 * @param {number[]} values the first input runs fastest, the second from low to high
 * @param {number} points along a side
 * @returns {Segment[]}
 */
export function crossings(values, points) {
  /** @type {Segment[]} */
  const segments = [];
  const step = 1 / (points - 1);
  for (let row = 0; row < points - 1; row += 1) {
    for (let column = 0; column < points - 1; column += 1) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ];
      const cut = corners.flatMap(([x, y], at) => {
        const [nextX, nextY] = corners[(at + 1) % 4];
        const [from, to] = [values[y * points + x], values[nextY * points + nextX]];
        if (from > 0 === to > 0) return [];
        const along = from / (from - to);
        return [[(x + along * (nextX - x)) * step, 1 - (y + along * (nextY - y)) * step]];
      });
      for (let at = 0; at + 1 < cut.length; at += 2)
        segments.push([cut[at][0], cut[at][1], cut[at + 1][0], cut[at + 1][1]]);
    }
  }
  return segments;
}

/** The lines beyond which another class is predicted. @param {number[][]} outputs by unit, at each point @param {number} points along a side @param {number} half as `margins` takes it */
export const borders = (outputs, points, half = HALF) =>
  (outputs.length > 2 ? outputs : outputs.slice(0, 1)).flatMap((_, output) =>
    crossings(margins(outputs, output, half), points),
  );
