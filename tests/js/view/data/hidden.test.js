import assert from "node:assert/strict";
import { test } from "node:test";
import { planeOf } from "../../../../static/js/view/data/hidden.js";
import { detailsOf, hiddenOf, lookingOf } from "../../../../static/js/view/data/looking.js";
import { pointsOf } from "../../../../static/js/view/data/plane.js";

const ROWS = [
  [0, -1, 0.5],
  [1, 1, 0.5],
];

test("the plane of two units holds all rows, with some room around them", () => {
  const plane = planeOf(ROWS, 1, 0);
  assert.deepEqual(plane.inputs, [1, 0]);
  assert.deepEqual(plane.low, [-1.16, -0.08]);
  assert.deepEqual(plane.high, [1.16, 1.08]);
  const points = pointsOf({ x: ROWS, target: [[0], [1]], classes: null }, plane, 0);
  assert.ok(points.every(({ x, y }) => x > 0 && x < 1 && y > 0 && y < 1));
  assert.ok(points[1].x > points[0].x && points[1].y < points[0].y, "more is to the right and up");
});

test("rows that a unit answers alike stand in the middle, and those of one unit on a line", () => {
  const same = planeOf(ROWS, 0, 2);
  assert.deepEqual([same.low[1], same.high[1]], [-0.5, 1.5]);
  const line = planeOf([[3], [5]], 0, null);
  const x = [
    [3, 0],
    [5, 0],
  ];
  const points = pointsOf({ x, target: [[0], [1]], classes: null }, line, 0);
  assert.deepEqual(
    points.map(({ y }) => y),
    [0.5, 0.5],
  );
});

test("the last hidden layer is asked for, until another is chosen that there is", () => {
  assert.deepEqual([hiddenOf([2, 4, 3, 1], null), hiddenOf([2, 4, 3, 1], 1), hiddenOf([2, 4, 1], 2)], [2, 1, 1]);
  assert.equal(hiddenOf([2, 1], null), 0);
  const looking = lookingOf(/** @type {any} */ ({}));
  assert.equal(detailsOf([2, 4, 3, 1], looking).hidden, 2);
  assert.equal("hidden" in detailsOf([2, 1], looking), false);
});
