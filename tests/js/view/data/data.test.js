// The tab "Data": colours, places of rows, the line between classes, axes, and what is kept of the answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plotted as errorsAt, words as errorWords } from "../../../../static/js/view/data/errors.js";
import { fieldWords } from "../../../../static/js/view/data/field.js";
import { fitWords, right } from "../../../../static/js/view/data/fit.js";
import { scaledWords } from "../../../../static/js/view/data/frame.js";
import { drawn, NOTHING, wanted, withAnswer } from "../../../../static/js/view/data/learned.js";
import { plotted as curveAt } from "../../../../static/js/view/data/line.js";
import { detailsOf, lookingOf, pointsFor, twoOf } from "../../../../static/js/view/data/looking.js";
import { bars, verdict } from "../../../../static/js/view/data/norms.js";
import {
  borders,
  crossings,
  halfOf,
  margins,
  pointsOf,
  SHAPES,
  shapeOf,
} from "../../../../static/js/view/data/plane.js";
import { colourOf, extent, isShare, mixed, rangeOf, strength } from "../../../../static/js/view/data/tones.js";

const near = (/** @type {number} */ a, /** @type {number} */ b, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test("colours span what an activation function may answer, or as far on both sides of 0 as the values go", () => {
  assert.deepEqual(rangeOf("logistic", [0.4]), { low: 0, middle: 0, high: 1 });
  assert.deepEqual(rangeOf("tanh", [0.4]), { low: -1, middle: 0, high: 1 });
  assert.deepEqual(rangeOf("relu", [0, 3, 1]), { low: -3, middle: 0, high: 3 });
  assert.deepEqual(rangeOf("identity", [-5, 3]), { low: -5, middle: 0, high: 5 });
  assert.deepEqual(rangeOf("relu", [0, 0]), { low: -1, middle: 0, high: 1 });
});

test("the further from the middle the stronger, to either side, and no further than the ends", () => {
  assert.deepEqual(
    ["logistic", "softmax", "tanh", "relu", "identity"].map((name) => isShare(rangeOf(name, [0.4]))),
    [true, true, false, false, false],
    "hue means sign: what goes from 0 to 1 has none",
  );
  const share = [0, 0.25, 1, -1].map((value) => strength(value, rangeOf("logistic", [])));
  assert.deepEqual(share, [0, 0.25, 1, -1]);
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
  assert.deepEqual([halfOf({ target: [[-1], [1]] }), halfOf({ target: [[0], [1]] })], [0, 0.5]);
  assert.deepEqual(margins([[-0.25, 0.75]], 0, 0), [-0.25, 0.75]);
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
    ["0", "0.5", "1", "1.5", "2"],
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

/** @param {number} iteration @param {number | null} train @param {number | null} [test] */
const point = (iteration, train, test = null) => ({
  iteration,
  train: { error: train, accuracy: null },
  test: test === null ? null : { error: test, accuracy: null },
});

test("answers about the learning curve add up, and nothing of another revision stays", () => {
  const first = { revision: 1, points: [point(0, 0.9), point(1, 0.8)], newest: point(1, 0.8), next: 2 };
  const more = { revision: 1, points: [point(2, 0.7), point(3, 0.6)], newest: point(3, 0.6), next: 4 };
  let learned = withAnswer(NOTHING, first);
  learned = withAnswer(withAnswer(learned, more), first);
  assert.deepEqual(
    learned.points.map(({ iteration }) => iteration),
    [0, 1, 2, 3],
  );
  assert.deepEqual([learned.newest?.iteration, learned.next], [3, 4]);
  const edited = { revision: 2, points: [], newest: point(0, 0.5), next: 1 };
  assert.deepEqual(withAnswer(learned, edited), edited);
});

test("the curve is asked for once, and again when a point joins or training rests", () => {
  const known = { revision: 1, points: [], newest: point(95, 0.1), next: 100 };
  assert.equal(wanted(NOTHING, 0, false), 0);
  assert.equal(wanted(known, 95, false), null);
  assert.equal(wanted(known, 99, true), null);
  assert.equal(wanted(known, 99, false), 99);
  assert.equal(wanted(known, 100, true), 100);
});

test("what is drawn is the curve, its end and the iteration that is shown, once each", () => {
  const known = { revision: 1, points: [point(0, 0.9), point(10, 0.5)], newest: point(12, 0.4), next: 13 };
  const iterations = (/** @type {any} */ shown) => drawn(known, shown).map(({ iteration }) => iteration);
  assert.deepEqual(iterations(point(10, 0.5)), [0, 10, 12]);
  assert.deepEqual(iterations(point(11, 0.45)), [0, 10, 11, 12]);
  const { series, columns } = errorsAt(drawn(known, point(11, 0.45)));
  assert.equal(series.train.length, 4);
  assert.equal(series.test.length, 0);
  assert.ok(series.train[0].y < series.train[1].y, "a larger E lies higher");
  assert.deepEqual(
    columns.map(({ text }) => text),
    ["0", "1", "10"],
  );
});

test("an E that runs over is no point, and says so", () => {
  const points = [point(0, null, 0.5), point(1, 0.25, 0.4), point(2, 0.2, 0.6)];
  assert.deepEqual(
    errorsAt(points).series.train.map(({ iteration }) => iteration),
    [1, 2],
  );
  assert.equal(
    errorWords(points),
    "E of the trained rows goes from more than can be written at iteration 0 to 0.2000 at iteration 2, of the tested ones 0.6000. Of the points drawn, E of the tested rows is least at iteration 1: 0.4000.",
  );
});

test("where hardly a power of ten lies within, E has round numbers", () => {
  const texts = (/** @type {number} */ least, /** @type {number} */ most) =>
    errorsAt([point(0, most), point(1, least)]).rows.map(({ text }) => text);
  assert.deepEqual(texts(0.0001, 1), ["10⁻⁴", "0.01", "1"]);
  assert.deepEqual(texts(0.2634, 1.31), ["0.2", "0.5", "1"]);
  const { rows, series } = errorsAt([point(0, 0), point(1, 0)]);
  assert.deepEqual(
    [rows.every(({ y }) => Number.isFinite(y)), series.train.every(({ y }) => Number.isFinite(y))],
    [true, true],
  );
});

test("iterations below the chart are whole, and none stands over another", () => {
  for (const last of [1, 999, 1000, 1001, 10_000, 99_999, 100_000, 1_000_000]) {
    const { columns } = errorsAt([point(0, 1), point(last, 0.1)]);
    let free = 0;
    for (const { x, text } of columns) {
      const half = 3.3 * text.length;
      assert.ok(x - half >= free && x + half <= 400, `${text} of ${last}`);
      free = x + half;
    }
  }
});

test("what scaling made of the inputs is said, where the rows tell it", () => {
  const standardised = [
    [-1, 1],
    [1, -1],
    [1, 1],
    [-1, -1],
  ];
  assert.match(scaledWords("Inputs", standardised), /^Inputs are standardised: 0 is the mean/);
  assert.match(scaledWords("Targets", [[0], [0.25], [1]]), /^Targets are scaled: 0 is the least/);
  for (const x of [[[0], [1]], [[0.5], [2]], [[0], [0.5]], [[3]], []])
    assert.equal(scaledWords("Inputs", x), "", JSON.stringify(x));
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
    "What y answers over r from 0.00 to 4.00 and p from −1.00 to 1.00, the other inputs at their mean: from 0.100 to 0.900. Class yes is predicted in 25 % of it. 1 trained row is drawn.",
  );
});
