// A sweep's map: which cell is chosen, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf, cellWords, moved } from "../../../../static/js/view/labs/heat.js";

test("arrow keys lead to the next cell and stay within; up is a larger learning rate", () => {
  const cell = { row: 0, column: 1 };
  assert.deepEqual(moved("ArrowUp", cell, 2, 2), { row: 1, column: 1 });
  assert.deepEqual(moved("ArrowDown", cell, 2, 2), cell);
  assert.deepEqual(moved("ArrowRight", cell, 2, 2), cell);
  assert.deepEqual(moved("ArrowLeft", cell, 2, 2), { row: 0, column: 0 });
  assert.equal(moved("Enter", cell, 2, 2), null);
});

test("the best cell is the one with the least E; those that ran away do not count", () => {
  assert.deepEqual(
    bestOf([
      [null, 2],
      [0.5, 1],
    ]),
    { row: 1, column: 0 },
  );
  assert.deepEqual(bestOf([[null]]), { row: 0, column: 0 });
});

test("a cell says its learning rate, its start and how it ended", () => {
  /** @type {any} */
  const swept = {
    cells: { seeds: [7, 8] },
    found: { etas: [0.5], error_total: [[0.002, null]], diverged: [[null, 12]], solved: [[true, false]] },
  };
  assert.equal(cellWords(swept, { row: 0, column: 0 }), "η = 0.5, start 7: E = 0.0020, solved");
  assert.equal(cellWords(swept, { row: 0, column: 1 }), "η = 0.5, start 8: ran away in iteration 12");
});
