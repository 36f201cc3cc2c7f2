// Lines of equal E, shades, how E is written, and pieces of a curve.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../../../static/js/view/labs/curve.js";
import {
  contour,
  errorOf,
  extentOf,
  levelsBetween,
  logShare,
  parabola,
  shade,
  touchingGrid,
} from "../../../../static/js/view/labs/levels.js";

test("a contour runs where a plane has its height, and closes around a bowl", () => {
  const plane = [0, 1, 2].map((row) => [0, 1, 2].map((column) => column + 2 * row));
  const lines = contour(plane, 2.5);
  assert.ok(lines.length > 0);
  for (const [x1, y1, x2, y2] of lines) {
    assert.ok(Math.abs(x1 + 2 * y1 - 2.5) < 1e-12);
    assert.ok(Math.abs(x2 + 2 * y2 - 2.5) < 1e-12);
  }
  const bowl = [-2, -1, 0, 1, 2].map((y) => [-2, -1, 0, 1, 2].map((x) => x * x + y * y));
  const ends = new Map();
  for (const [x1, y1, x2, y2] of contour(bowl, 1.5))
    for (const end of [`${x1},${y1}`, `${x2},${y2}`]) ends.set(end, (ends.get(end) ?? 0) + 1);
  assert.ok(ends.size >= 8);
  assert.deepEqual([...new Set(ends.values())], [2], "every end is another's beginning");
  assert.deepEqual(
    contour(
      [
        [0, 4],
        [null, 4],
      ],
      2,
    ),
    [],
    "nothing is known where E ran over",
  );
});

test("heights are compared by their logarithms", () => {
  const extent = extentOf([
    [1e-4, null],
    [1, 0],
  ]);
  assert.deepEqual(extent, { least: 1e-4, most: 1 });
  assert.ok(Math.abs(logShare(1e-2, extent) - 0.5) < 1e-12);
  assert.equal(logShare(0, extent), 0);
  assert.deepEqual(
    levelsBetween({ least: 1, most: 1000 }, 2).map((level) => Math.round(level)),
    [10, 100],
  );
  assert.equal(shade("#000000", "#ff8000", 0.5), "rgb(128,64,0)");
});

test("an E between 0.001 and 10000 is written plainly, others by their power of ten", () => {
  for (const [error, text] of /** @type {[number | null, string][]} */ ([
    [0.001, "0.0010"],
    [0.37, "0.3700"],
    [9999.5, "9999.5000"],
    [1.6e-4, "0.000160"],
    [3e-8, "3.00×10⁻⁸"],
    [1e154, "1.00×10¹⁵⁴"],
    [null, "too large"],
  ]))
    assert.equal(errorOf(error), text);
});

test("the quadratic over two parameters is itself, a row for each value of the second", () => {
  const error = (/** @type {number} */ u, /** @type {number} */ v) =>
    2 * (u - 1) ** 2 + 3 * (v + 2) ** 2 + (u - 1) * (v + 2);
  const at = [3, 0.5];
  const touching = {
    error: error(3, 0.5),
    gradient: [4 * 2 + 2.5, 6 * 2.5 + 2],
    hessian: [
      [4, 1],
      [1, 6],
    ],
    at,
  };
  const [values, seconds] = [
    [-1, 0, 3],
    [0.5, 2],
  ];
  assert.deepEqual(
    touchingGrid(touching, values, seconds),
    seconds.map((v) => values.map((u) => error(u, v))),
  );
});

test("the parabola of ½ (w − 1)² is itself", () => {
  for (const w of [-1, 0, 2.5])
    assert.equal(parabola({ error: 2, gradient: 2, curvature: 1 }, w - 3), 0.5 * (w - 1) ** 2);
});

test("a curve has gaps where E runs over", () => {
  const points = /** @type {[number, number | null][]} */ ([
    [0, 1],
    [1, 2],
    [2, null],
    [3, 3],
    [4, 9],
    [5, 4],
    [6, 5],
  ]);
  assert.deepEqual(
    pieces(points, (error) => error < 6),
    [
      [
        [0, 1],
        [1, 2],
      ],
      [
        [5, 4],
        [6, 5],
      ],
    ],
  );
});
