// The timeline: its axis, its keys, and that dragging does not flood the server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decades, errorAxis, iterationToShare, shareToIteration } from "../../../static/js/view/scales.js";
import { axisEnd, goal, keyGoal, spoken } from "../../../static/js/view/timeline/axis.js";
import { latestOnly } from "../../../static/js/view/timeline/throttle.js";

test("the axis is logarithmic, begins at iteration 0, and leads back to every iteration", () => {
  assert.equal(iterationToShare(0, 10000), 0);
  assert.equal(iterationToShare(10000, 10000), 1);
  // log(1 + 99) is half of log(1 + 9999).
  assert.equal(iterationToShare(99, 9999), 0.5);
  for (const n of [0, 1, 2, 9, 40, 999, 9999]) assert.equal(shareToIteration(iterationToShare(n, 10000), 10000), n);
});

test("the axis ends at a round number, at 10 at least, and rests while training goes on", () => {
  assert.deepEqual([0, 10, 11, 21, 51, 100, 101, 100001].map(axisEnd), [10, 10, 20, 50, 100, 100, 200, 200000]);
  assert.deepEqual(decades(2000), [1, 10, 100, 1000]);
});

test("errors are on a logarithmic axis of a decade or more, with ticks at powers of ten inside it", () => {
  const { share, ticks } = errorAxis(3.5e-5, 0.298);
  assert.deepEqual(ticks.map(Math.log10).map(Math.round), [-4, -2]);
  assert.ok(share(0.298) < 1 && share(3.5e-5) > 0);
  assert.ok(Math.abs(share(1e-2) - share(1e-3) - (share(1e-3) - share(1e-4))) < 1e-12);
  assert.equal(Number.isFinite(errorAxis(0, 0).share(0)), true);
});

test("arrows go one iteration, pages further, Home and End to the ends; nothing goes beyond what is trained", () => {
  assert.equal(keyGoal("ArrowRight", 40, 100, 100), 41);
  assert.equal(keyGoal("ArrowLeft", 0, 100, 100), 0);
  assert.equal(keyGoal("ArrowUp", 100, 100, 200), 100);
  assert.equal(keyGoal("End", 3, 77, 100), 77);
  assert.equal(keyGoal("Home", 3, 77, 100), 0);
  assert.equal(/** @type {number} */ (keyGoal("PageUp", 100, 5000, 10000)) > 200, true);
  assert.equal(keyGoal(" ", 3, 77, 100), null);
});

test("scrubbing keeps the moment; from a clean page it goes where everything is computed but nothing committed", () => {
  assert.deepEqual(goal(7, 24, 36), { iteration: 7, moment: 24 });
  assert.deepEqual(goal(7, 0, 36), { iteration: 7, moment: 35 });
});

test("what is spoken names the iteration, and the error only where it is computed", () => {
  assert.equal(spoken(40, 0.06899), "iteration 40, error 0.0690");
  assert.equal(spoken(40, null), "iteration 40, error not computed yet");
});

test("of many wishes the first is served at once, then the latest", () => {
  let now = 0;
  /** @type {(() => void)[]} */
  const later = [];
  /** @type {number[]} */
  const served = [];
  const wish = latestOnly((/** @type {number} */ n) => served.push(n), 90, {
    now: () => now,
    later: (run) => later.push(run),
  });
  for (const n of [1, 2, 3, 4]) wish(n);
  assert.deepEqual([served, later.length], [[1], 1]);
  now = 90;
  later.shift()?.();
  assert.deepEqual(served, [1, 4]);
  now = 300;
  wish(5);
  assert.deepEqual([served, later.length], [[1, 4, 5], 0]);
  wish(6);
  wish.now();
  assert.deepEqual(served, [1, 4, 5, 6], "at once, when it is to wait no longer");
  wish.now();
  later.shift()?.();
  assert.deepEqual(served, [1, 4, 5, 6], "and once");
});
