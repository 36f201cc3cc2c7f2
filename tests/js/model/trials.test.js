// What a sweep sends, and the room of a cell.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellRoom, ratesBetween, rowsNow, startOf, tally } from "../../../static/js/model/trials.js";

const ROWS = {
  x: [
    [1, 2],
    [3, 4],
  ],
  target: [[0], [1]],
};

test("rows are those of the position: with the edits of its branch, and no later ones", () => {
  const edit = (/** @type {number} */ iteration, /** @type {string} */ of, /** @type {number} */ to) => ({
    iteration,
    changes: [{ of, to }],
  });
  const branches = [
    { parent: null, edits: [edit(0, "x.0.1", 7), edit(4, "t.1.0", 9)] },
    { parent: 0, after_parent: true, edits: [edit(3, "x.1.0", 8), edit(6, "t.0.0", 5)] },
  ];
  const at = (/** @type {number} */ branch, /** @type {number} */ iteration) =>
    rowsNow(ROWS, { branches, branch, position: { iteration } });
  assert.deepEqual(at(1, 5), {
    x: [
      [1, 7],
      [8, 4],
    ],
    target: [[0], [1]],
  });
  assert.deepEqual(at(0, 5), {
    x: [
      [1, 7],
      [3, 4],
    ],
    target: [[0], [9]],
  });
  assert.deepEqual(at(1, 6).target, [[5], [1]]);
  assert.deepEqual(
    ROWS.x,
    [
      [1, 2],
      [3, 4],
    ],
    "what the room began with stays",
  );
});

test("learning rates rise by the same factor, from the first to the last exactly", () => {
  assert.deepEqual(ratesBetween(0.01, 100, 5), [0.01, 0.1, 1, 10, 100]);
  assert.deepEqual(ratesBetween(0.3, 0.7, 2), [0.3, 0.7]);
  assert.deepEqual(ratesBetween(0.3, 0.7, 1), [0.3]);
});

test("a cell's room has its network and learning rate, and all else that was sent", () => {
  /** @type {any} */
  const method = { optimiser: { name: "adam", weight_decay: 0 }, batch: 2, reduction: "mean", shuffle: null, rows: 2 };
  const start = startOf({ sizes: [2, 1] }, method, ROWS, { classes: [] });
  const found = {
    etas: [0.1, 1],
    networks: [{ w: 1 }, { w: 2 }],
    error_total: [
      [0.5, null],
      [0.001, 0.2],
    ],
    diverged: [
      [null, 3],
      [null, null],
    ],
    solved: [
      [false, false],
      [true, false],
    ],
  };
  const cells = { etas: [0.1, 1], initial: { name: "zeros" }, seeds: [4, 5], iterations: 10, solved: 0.01 };
  const room = cellRoom({ start, cells, found }, 1, 0);
  assert.deepEqual(room, {
    title: "Learning rate 1, start 4",
    network: { w: 1 },
    ...ROWS,
    eta: 1,
    method: { optimiser: { name: "adam", weight_decay: 0 }, batch: 2, reduction: "mean", shuffle: null },
    data: { classes: [] },
  });
  assert.deepEqual(tally(found), { all: 4, lost: 1, solved: 1 });
});
