// Which batch an iteration has, and which example of it is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { batchAt } from "../../../static/js/model/batches.js";

const method = (/** @type {number | null} */ batch, /** @type {number} */ rows) => ({
  batch,
  rows,
  reduction: /** @type {const} */ ("mean"),
});

test("every row of an epoch is in one batch, the last of which may be smaller", () => {
  for (const [batch, rows] of [
    [1, 4],
    [3, 7],
    [16, 150],
    [7, 7],
    [9, 4],
    [null, 5],
  ]) {
    const first = batchAt(method(batch, /** @type {number} */ (rows)), 0, 0);
    let counted = 0;
    for (let iteration = 0; iteration < first.perEpoch; iteration += 1) {
      const at = batchAt(method(batch, /** @type {number} */ (rows)), iteration, 0);
      assert.deepEqual([at.epoch, at.place], [0, iteration]);
      counted += at.count;
    }
    assert.equal(counted, rows);
    assert.equal(batchAt(method(batch, /** @type {number} */ (rows)), first.perEpoch, 0).epoch, 1);
  }
});

test("iteration 61 of 150 rows by 16 is in epoch 6", () => {
  const { epoch, place, perEpoch, count } = batchAt(method(16, 150), 61, 2);
  assert.deepEqual([epoch, place, perEpoch, count], [6, 1, 10, 16]);
});

test("the example that is shown counts on from the start beyond the end of its batch", () => {
  assert.equal(batchAt(method(3, 7), 0, 4).index, 1);
  assert.equal(batchAt(method(3, 7), 2, 4).index, 0);
  assert.equal(batchAt(method(1, 7), 3, 5).batched, false);
});
