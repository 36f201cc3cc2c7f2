// The relief of E: how it is seen, what hides what, and that lines lie on it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  FIRST_VIEW,
  heightAt,
  heightsOf,
  keyed,
  paintersOrder,
  piecesOf,
  seenFrom,
  turnedBy,
} from "../../../../static/js/view/labs/relief.js";

/** @param {number} actual @param {number} expected */
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

let seed = 3;
const random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};

describe("what one sees", () => {
  test("from above is the map: right, up, and height hides nothing", () => {
    const seen = seenFrom({ turn: 0, tilt: 90 });
    const { x, y, depth } = seen(0.3, -0.7, 0.5);
    near(x, 0.3);
    near(y, -0.7);
    near(depth, -0.5);
  });

  test("from the side is the height, and a turn carries right away", () => {
    const { x, y, depth } = seenFrom({ turn: 90, tilt: 0 })(1, 0.25, 0.5);
    near(x, -0.25);
    near(y, 0.5);
    near(depth, 1);
  });

  test("keeps all lengths, whatever the view", () => {
    for (const view of [FIRST_VIEW, { turn: 200, tilt: 75 }]) {
      const { x, y, depth } = seenFrom(view)(0.2, -0.4, 0.9);
      near(Math.hypot(x, y, depth), Math.hypot(0.2, -0.4, 0.9));
    }
  });

  test("is turned by keys, a full turn is none, and never from below", () => {
    assert.deepEqual(keyed(FIRST_VIEW, "ArrowLeft"), { turn: 40, tilt: 30 });
    assert.deepEqual(keyed({ turn: 0, tilt: 30 }, "ArrowRight"), { turn: 350, tilt: 30 });
    assert.deepEqual(keyed({ turn: 5, tilt: 88 }, "ArrowUp"), { turn: 5, tilt: 90 });
    assert.deepEqual(keyed({ turn: 5, tilt: 12 }, "ArrowDown"), { turn: 5, tilt: 10 });
    assert.deepEqual(keyed({ turn: 5, tilt: 12 }, "Home"), FIRST_VIEW);
    assert.equal(keyed(FIRST_VIEW, "a"), null);
    assert.deepEqual(turnedBy(FIRST_VIEW, 720, 0), FIRST_VIEW);
  });
});

/** @typedef {{x: number, y: number, depth: number}} Seen */

/** How deep a triangle is at a point of the picture; null: it is not there. @param {Seen[]} corners @param {number} x @param {number} y */
function depthAt([a, b, c], x, y) {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(area) < 1e-9) return null;
  const v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
  const w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
  return v >= 0 && w >= 0 && v + w <= 1 ? a.depth + v * (b.depth - a.depth) + w * (c.depth - a.depth) : null;
}

test("what is drawn last at a point is what is nearest there", () => {
  const size = 6;
  let covered = 0;
  for (const view of [0, 30, 77, 135, 201, 290, 345].map((turn, index) => ({ turn, tilt: 12 + 9 * index }))) {
    const heights = Array.from({ length: size * size }, random);
    const seen = seenFrom(view);
    const point = (/** @type {number} */ row, /** @type {number} */ column) =>
      seen((2 * column) / (size - 1) - 1, (2 * row) / (size - 1) - 1, heights[row * size + column]);
    const cells = paintersOrder(size, size, view).map(({ row, column }) => [
      [point(row, column), point(row, column + 1), point(row + 1, column + 1)],
      [point(row, column), point(row + 1, column + 1), point(row + 1, column)],
    ]);
    assert.equal(cells.length, (size - 1) ** 2);
    for (let sample = 0; sample < 400; sample += 1) {
      const [x, y] = [3 * random() - 1.5, 3 * random() - 1];
      const depths = cells.map((cell) =>
        Math.min(...cell.map((corners) => depthAt(corners, x, y) ?? Number.POSITIVE_INFINITY)),
      );
      const there = depths.filter(Number.isFinite);
      if (there.length < 2) continue;
      covered += 1;
      near(there[there.length - 1], Math.min(...there));
    }
  }
  assert.ok(covered > 100, `${covered} points have something to hide`);
});

describe("lines on the relief", () => {
  const plane = Array.from({ length: 5 }, (_, y) => Array.from({ length: 7 }, (__, x) => 3 + 2 * x - y));

  test("lie as high as it is there, and nowhere where it runs over", () => {
    for (const [x, y] of /** @type {[number, number][]} */ ([
      [0, 0],
      [6, 4],
      [2.25, 3.5],
      [5.9, 0.1],
    ]))
      near(heightAt(plane, [x, y]) ?? Number.NaN, 3 + 2 * x - y);
    assert.equal(heightAt(plane, [6.01, 1]), null);
    assert.equal(heightAt(plane, [Number.NaN, 1]), null);
    const torn = [
      [1, null, 1],
      [1, 1, 1],
    ];
    assert.equal(heightAt(torn, [0.5, 0.5]), null);
  });

  test("are cut into pieces that follow each other, each inside of its cell", () => {
    const line = /** @type {[number, number][]} */ ([
      [0.5, 0.5],
      [5.25, 3.75],
      [5.25, 0.25],
      [1, 2],
    ]);
    const pieces = piecesOf(line, 5, 7);
    assert.deepEqual(pieces[0].from, line[0]);
    assert.deepEqual(pieces[pieces.length - 1].to, line[3]);
    for (const [index, { row, column, from, to }] of pieces.entries()) {
      for (const [x, y] of [from, to]) {
        assert.ok(x >= column - 1e-9 && x <= column + 1 + 1e-9, `${x} in column ${column}`);
        assert.ok(y >= row - 1e-9 && y <= row + 1 + 1e-9, `${y} in row ${row}`);
      }
      if (index > 0) assert.ok(Math.hypot(from[0] - pieces[index - 1].to[0], from[1] - pieces[index - 1].to[1]) < 1e-9);
    }
    assert.equal(
      piecesOf(
        [
          [-3, 2],
          [-1, 2],
        ],
        5,
        7,
      ).length,
      0,
      "outside there is nothing to lie on",
    );
    assert.ok(
      piecesOf(
        [
          [-3, 2.5],
          [2.5, 2.5],
        ],
        5,
        7,
      ).every(({ column }) => column >= 0),
    );
  });
});

test("a height is E itself, or its logarithm where nearly all would lie on the floor", () => {
  const even = heightsOf([
    [1, 2],
    [3, 5],
  ]);
  assert.equal(even.logarithmic, false);
  assert.deepEqual([1, 3, 5, 9].map(even.share), [0, 0.5, 1, 1]);
  const steep = heightsOf([
    [1, 10],
    [100, 1e6],
  ]);
  assert.equal(steep.logarithmic, true);
  near(steep.share(1000), 0.5);
});
