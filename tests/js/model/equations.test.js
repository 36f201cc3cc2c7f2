// Which numbers one element of a block is made of, read from the block's equation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { places, shape, used } from "../../../static/js/model/equations.js";

/** @type {Record<string, number[]>} */
const SHAPES = { "w.2": [2, 3], "a.1": [3], "b.2": [2], "z.2": [2], "target.2": [2], "delta.2": [2], eta: [] };
const shapeOf = (/** @type {string} */ block) => SHAPES[block];
/** @typedef {import("../../../static/js/types.js").Expression} Expression */

test("a net input needs its row of weights, all that comes in, and its bias", () => {
  /** @type {Expression} */
  const z = ["+", ["@", "w.2", "a.1"], "b.2"];
  assert.deepEqual(shape(z, shapeOf), [2]);
  assert.deepEqual(
    new Set(used(z, [1], shapeOf)),
    new Set(["w.2.1.0", "w.2.1.1", "w.2.1.2", "a.1.0", "a.1.1", "a.1.2", "b.2.1"]),
  );
});

test("what is carried back needs its column", () => {
  /** @type {Expression} */
  const back = ["@", ["T", "w.2"], "delta.2"];
  assert.deepEqual(shape(back, shapeOf), [3]);
  assert.deepEqual(used(back, [2], shapeOf), ["w.2.0.2", "delta.2.0", "w.2.1.2", "delta.2.1"]);
});

test("a vector beside a matrix is a row, and a number stands for all", () => {
  assert.deepEqual(used(["*", "w.2", "a.1"], [1, 2], shapeOf), ["w.2.1.2", "a.1.2"]);
  assert.deepEqual(used(["T", ["*", ["T", "w.2"], "delta.2"]], [1, 2], shapeOf), ["w.2.1.2", "delta.2.1"]);
  assert.deepEqual(used(["neg", ["*", "eta", ["outer", "delta.2", "a.1"]]], [0, 1], shapeOf), [
    "eta",
    "delta.2.0",
    "a.1.1",
  ]);
});

test("functions work element by element, but softmax and its error need the whole layer", () => {
  assert.deepEqual(used(["call", "leaky_relu", "z.2", 0.1], [1], shapeOf), ["z.2.1"]);
  assert.deepEqual(new Set(used(["call", "softmax", "z.2"], [1], shapeOf)), new Set(["z.2.0", "z.2.1"]));
  assert.deepEqual(
    new Set(used(["call", "categorical_cross_entropy", "z.2", "target.2"], [0], shapeOf)),
    new Set(["z.2.0", "z.2.1", "target.2.0"]),
  );
  assert.deepEqual(used(["call", "diag", "z.2"], [0, 1], shapeOf), []);
  assert.deepEqual(used(["sum", "b.2"], [], shapeOf), ["b.2.0", "b.2.1"]);
  assert.deepEqual(places([2, 1]), [
    [0, 0],
    [1, 0],
  ]);
});
