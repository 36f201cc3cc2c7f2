import assert from "node:assert/strict";
import { test } from "node:test";
import { bucketAt, curveExtent, mergeCurve } from "../../../static/js/model/curve.js";
import { MisfitError } from "../../../static/js/model/sequence.js";

/** @typedef {import("../../../static/js/types.js").CurvePoint} CurvePoint */

/** @type {CurvePoint[]} */
const CURVE = [
  [0, 0.29, 0.3],
  [1, 0.28, 0.28],
  [2, 0.2, 0.31],
];

test("grows at its end, and replaces its last bucket when that grows", () => {
  assert.deepEqual(mergeCurve(CURVE, 3, [[4, 0.1, 0.2]]).length, 4);
  assert.deepEqual(mergeCurve(CURVE, 2, [[2, 0.1, 0.31]]), [CURVE[0], CURVE[1], [2, 0.1, 0.31]]);
});

test("is cut where the history was dropped", () => {
  assert.deepEqual(mergeCurve(CURVE, 1, []), [CURVE[0]]);
  assert.deepEqual(mergeCurve(CURVE, 0, []), []);
});

test("never has a hole, and what was stays what it was", () => {
  assert.throws(() => mergeCurve(CURVE, 4, [[9, 1, 1]]), MisfitError);
  assert.equal(CURVE.length, 3);
});

test("knows its extent", () => {
  assert.equal(curveExtent([]), null);
  assert.deepEqual(curveExtent(CURVE), { from: 0, to: 2, min: 0.2, max: 0.31 });
});

test("finds the bucket of an iteration, also between two first iterations", () => {
  assert.equal(bucketAt([], 3), null);
  assert.equal(bucketAt([[4, 1, 1]], 3), null);
  assert.deepEqual(bucketAt(CURVE, 0), CURVE[0]);
  assert.deepEqual(bucketAt(CURVE, 700), CURVE[2]);
});

test("100 000 iterations that arrive in events of log buckets are the same curve as all at once", () => {
  /** @type {CurvePoint[]} */
  const all = [];
  for (let first = 0; first < 100_000; first = Math.max(first + 1, Math.floor(first * 1.02))) {
    all.push([first, 1 / (first + 2), 1 / (first + 1)]);
  }
  assert.ok(all.length < 1000);
  /** @type {CurvePoint[]} */
  let curve = [];
  for (let start = 0; start < all.length; start += 7) curve = mergeCurve(curve, start, all.slice(start, start + 7));
  assert.deepEqual(curve, all);
  for (const iteration of [0, 1, 77, 5000, 99_999]) {
    const naive = all.findLast(([first]) => first <= iteration);
    assert.deepEqual(bucketAt(curve, iteration), naive);
  }
});
