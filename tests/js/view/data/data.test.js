// The tab "Data": colours, places of rows, the line between classes, axes, and what is kept of the answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plotted as errorsAt } from "../../../../static/js/view/data/errors.js";
import { fieldWords } from "../../../../static/js/view/data/field.js";
import { fitWords, right } from "../../../../static/js/view/data/fit.js";
import { plotted as curveAt } from "../../../../static/js/view/data/line.js";
import { detailsOf, lookingOf, pointsFor, twoOf, withAnswer } from "../../../../static/js/view/data/looking.js";
import { bars, verdict } from "../../../../static/js/view/data/norms.js";
import { borders, crossings, margins, pointsOf, SHAPES, shapeOf } from "../../../../static/js/view/data/plane.js";
import { colourOf, extent, mixed, rangeOf, strength } from "../../../../static/js/view/data/tones.js";

const near = (/** @type {number} */ a, /** @type {number} */ b, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test("colours span what an activation function may answer, or as far on both sides of 0 as the values go", () => {
  assert.deepEqual(rangeOf("logistic", [0.4]), { low: 0, middle: 0.5, high: 1 });
  assert.deepEqual(rangeOf("tanh", [0.4]), { low: -1, middle: 0, high: 1 });
  assert.deepEqual(rangeOf("relu", [0, 3, 1]), { low: -3, middle: 0, high: 3 });
  assert.deepEqual(rangeOf("identity", [-5, 3]), { low: -5, middle: 0, high: 5 });
  assert.deepEqual(rangeOf("relu", [0, 0]), { low: -1, middle: 0, high: 1 });
});

test("the further from the middle the stronger, to either side, and no further than the ends", () => {
  const range = { low: 0, middle: 0.5, high: 1 };
  const shares = [0, 0.25, 0.5, 0.75, 1, 7, -7].map((value) => strength(value, range));
  assert.deepEqual(shares, [-1, -0.5, 0, 0.5, 1, 1, -1]);
  const tones = { neg: colourOf("#b5440a"), surface: colourOf("#ffffff"), pos: colourOf(" #0a5fa8") };
  assert.deepEqual(tones.neg, [0xb5, 0x44, 0x0a]);
  assert.deepEqual(mixed(-1, tones), tones.neg);
  assert.deepEqual(mixed(0, tones), tones.surface);
  assert.deepEqual(mixed(1, tones), tones.pos);
  assert.deepEqual(mixed(0.5, tones), [133, 175, 212]);
});

const FIELD = { inputs: [2, 0], low: [0, -1], high: [4, 1], points: 2, activations: [[[0.1, 0.2, 0.3, 0.9]]] };

test("a row lies where its two inputs say, the second one's largest value above", () => {
  const rows = {
    x: [
      [-1, 9, 0],
      [1, 9, 4],
      [0, 9, 1],
    ],
    target: [
      [0, 5],
      [1, 6],
      [1, 7],
    ],
    classes: [0, 2, 1],
  };
  assert.deepEqual(pointsOf(rows, FIELD, 1), [
    { x: 0, y: 1, class: 0, target: 5 },
    { x: 1, y: 0, class: 2, target: 6 },
    { x: 0.25, y: 0.5, class: 1, target: 7 },
  ]);
  assert.equal(pointsOf({ ...rows, classes: null }, FIELD, 0)[1].class, 0);
});

test("each class has an outline of its own, as long as there are some", () => {
  assert.equal(new Set(SHAPES.map(({ corners }) => JSON.stringify(corners))).size, SHAPES.length);
  assert.equal(shapeOf(SHAPES.length), SHAPES[0]);
});

test("an output tells its class where it is the largest; alone, from one half on", () => {
  assert.deepEqual(margins([[0.25, 0.75]], 0), [-0.25, 0.25]);
  assert.deepEqual(
    margins(
      [
        [1, 2],
        [3, 0],
        [2, 1],
      ],
      0,
    ),
    [-2, 1],
  );
});

test("the line between classes lies where the values cross 0", () => {
  // 3x − 1 on a grid of 5: a line upright at a third.
  const points = 5;
  const values = Array.from({ length: points * points }, (_, at) => 3 * ((at % points) / (points - 1)) - 1);
  const lines = crossings(values, points);
  assert.equal(lines.length, points - 1);
  for (const [x1, , x2] of lines) for (const x of [x1, x2]) near(x, 1 / 3);
  // y − 1/4 from low to high: a quarter above the lower edge.
  const upwards = Array.from({ length: points * points }, (_, at) => Math.floor(at / points) / (points - 1) - 0.3);
  for (const [, y1, , y2] of crossings(upwards, points)) for (const y of [y1, y2]) near(y, 0.7);
  assert.deepEqual(crossings([1, 2, 3, 4], 2), []);
  // A saddle is cut twice.
  assert.equal(crossings([1, -1, -1, 1], 2).length, 2);
  assert.equal(
    borders(
      [
        [1, 0, 1, 0],
        [0, 1, 0, 1],
      ],
      2,
    ).length,
    1,
  );
  assert.deepEqual(borders([[0.1, 0.2, 0.3, 0.4]], 2), []);
});

test("a curve goes from end to end, and rows lie at their targets", () => {
  const field = { inputs: [0], low: [-1], high: [1], points: 3, activations: [] };
  const none = { x: [], target: [], classes: null, hidden: null };
  const trained = { x: [[0]], target: [[2]], classes: null, hidden: null };
  const { curve, trained: marks, tested, ticks } = curveAt(field, [0, 2, 0], { trained, tested: none }, 0);
  const [start, middle, end] = curve.split(" ").map((place) => place.split(",").map(Number));
  near(middle[0], (start[0] + end[0]) / 2, 0.1);
  assert.equal(start[1], end[1]);
  assert.ok(middle[1] < start[1]);
  const places = [...marks.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [left, rightmost] = extent(places.map(([x]) => x));
  near((left + rightmost) / 2, middle[0], 0.2);
  assert.equal(tested, "");
  assert.deepEqual(
    ticks.map(({ text }) => text),
    ["0.00", "1.00", "2.00"],
  );
});

test("bars lie on whole decades, and a tenth is a decade shorter", () => {
  const drawn = bars([0.001, 0.1, 0]);
  assert.ok(drawn);
  near(Math.log10(drawn.high / drawn.low) * (drawn.shares[1] - drawn.shares[0]), 2);
  assert.ok(drawn.low < 0.001 && drawn.high >= 0.1);
  assert.equal(drawn.shares[2], 0);
  assert.equal(bars([0, 0]), null);
});

test("gradients that fade or swell on their way back are said to", () => {
  assert.match(verdict([0.0001, 0.1]), /0\.0010 times .* vanish on/);
  assert.match(verdict([50, 0.1]), /500\.00 times .* explode on/);
  assert.match(verdict([0.2, 0.1]), /2\.00 times .* neither/);
  assert.match(verdict([0, 0.1]), /first layer is 0/);
  assert.match(verdict([0.1, 0]), /no ratio/);
  assert.match(verdict([0, 0]), /All gradients are 0/);
  assert.match(verdict([1]), /one layer/);
});

test("the rows that are right are those on the diagonal", () => {
  const confusion = [
    [3, 1],
    [2, 4],
  ];
  assert.equal(right(confusion), 7);
  assert.equal(
    fitWords({ rows: 10, error: 0.5, accuracy: 0.7, confusion }, "trained"),
    "10 trained rows: 7 right, 70.0 %; E 0.5000",
  );
  assert.equal(fitWords({ rows: 1, error: 0.5, accuracy: null, confusion: null }, "tested"), "1 tested row: E 0.5000");
});

test("only what was asked for is a point, once for an iteration, and of one revision", () => {
  const answer = (/** @type {number} */ iteration, /** @type {number} */ error, revision = 1) => ({
    revision,
    iteration,
    train: { error },
    test: null,
  });
  let measured = withAnswer({ revision: 0, points: [] }, answer(10, 0.5));
  measured = withAnswer(measured, answer(0, 0.9));
  measured = withAnswer(measured, answer(10, 0.5));
  assert.deepEqual(
    measured.points.map(({ iteration }) => iteration),
    [0, 10],
  );
  const { series, columns } = errorsAt(measured.points);
  assert.equal(series.train.length, 2);
  assert.equal(series.test.length, 0);
  assert.ok(series.train[0].y < series.train[1].y, "a larger E lies higher");
  assert.deepEqual(
    columns.map(({ text }) => text),
    ["0", "1", "10"],
  );
  assert.deepEqual(withAnswer(measured, answer(3, 0.7, 2)).points, [{ iteration: 3, train: 0.7, test: null }]);
});

test("two different inputs vary, and an answer stays small", () => {
  assert.deepEqual(twoOf(0, 1, 1), [0, null]);
  assert.deepEqual(twoOf(0, 1, 4), [0, 1]);
  assert.deepEqual(twoOf(3, 2, 4), [3, 2]);
  assert.deepEqual(twoOf(1, 1, 2), [1, 0]);
  assert.deepEqual(twoOf(7, 9, 2), [0, 1]);
  assert.equal(pointsFor([2, 2, 2]), 41);
  assert.equal(pointsFor([1, 4, 1]), 101);
  assert.ok(128 * pointsFor([2, ...Array(8).fill(16)]) ** 2 <= 40_000);
  const store = /** @type {any} */ ({});
  assert.equal(lookingOf(store), lookingOf(store));
  assert.deepEqual(detailsOf([1, 4, 1], lookingOf(store)), { across: 0, hidden: 1, points: 101, rows: "true" });
  assert.deepEqual(detailsOf([3, 1], lookingOf(store)), { across: 0, down: 1, points: 41, rows: "true" });
});

test("the picture is said in a sentence", () => {
  const rows = {
    train: { x: [[0, 0, 0]], target: [[1]], classes: [1], hidden: null },
    test: { x: [], target: [], classes: [], hidden: null },
  };
  const called = { inputs: ["p", "q", "r"], outputs: ["y"], classes: ["no", "yes"] };
  const words = fieldWords({ field: FIELD, rows }, called, 0);
  assert.equal(
    words,
    "What y answers over r from 0.00 to 4.00 and p from −1.00 to 1.00, the other inputs at their mean: from 0.100 to 0.900. Class yes is told in 25 % of it. 1 trained row is drawn.",
  );
});
