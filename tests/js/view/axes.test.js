// Round numbers along the axes of maps: where they stand, that they keep apart, and that some are there whatever the range.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, inCells } from "../../../static/js/view/axes.js";
import { axesOf } from "../../../static/js/view/labs/heat.js";
import { logTicks, roundTicks } from "../../../static/js/view/scales.js";

test("ticks are round, and within", () => {
  assert.deepEqual(roundTicks(-0.85, 1.15, 4), [-0.5, 0, 0.5, 1]);
  assert.deepEqual(roundTicks(0.2979, 0.2989, 4), [0.298, 0.2982, 0.2984, 0.2986, 0.2988]);
  assert.deepEqual(roundTicks(3, 3, 4), [3], "a range of one number has this one");
});

test("on a logarithmic axis they are powers of ten, but evenly round where hardly one lies within", () => {
  assert.deepEqual(logTicks(1e-6, 1000, 10), [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000]);
  assert.deepEqual(logTicks(1e-6, 1000, 4), [1e-6, 1e-3, 1, 1000]);
  assert.deepEqual(logTicks(0.5, 3, 4), [0.5, 1, 2]);
  assert.deepEqual(logTicks(0.03, 0.07, 4), [0.03, 0.04, 0.05, 0.06, 0.07]);
  assert.deepEqual(logTicks(2, 2, 4), [2]);
});

test("a cell is around its number", () => {
  assert.deepEqual(
    [0, 0.5, 1].map((share) => inCells(share, 4)),
    [0.125, 0.5, 0.875],
  );
  assert.equal(inCells(0, 1), 0.5);
});

/** @param {number} low @param {number} high @returns {import("../../../static/js/view/axes.js").Axis} */
const even = (low, high) => ({
  share: (value) => (value - low) / (high - low),
  ticks: (count) => roundTicks(low, high, count),
});

test("numbers keep apart, however long they are and however short the axis; at least one is there", () => {
  const wide = (/** @type {string} */ text) => 0.5 * text.length;
  for (const [low, high] of [
    [-0.6, 1.4],
    [-1e6, 1e6],
    [1000.0001, 1000.0009],
    [4_294_966_990, 4_294_967_050],
  ])
    for (const length of [8, 15, 19, 50, 200]) {
      const ticks = apart(even(low, high), "across", length);
      assert.ok(ticks.length > 0, `${low} to ${high}`);
      for (const [index, { at, text }] of ticks.entries()) {
        assert.ok(at >= 0 && at <= 1);
        if (index === 0) continue;
        const gap = (at - ticks[index - 1].at) * length - (wide(text) + wide(ticks[index - 1].text)) / 2;
        assert.ok(gap > 0.5, `${ticks[index - 1].text} and ${text} on ${length}`);
      }
    }
  assert.ok(apart(even(-0.6, 1.4), "across", 19).length >= 3, "on a phone, too");
  assert.deepEqual(
    apart(even(0, 1), "up", 1).map(({ text }) => text),
    ["0"],
  );
});

test("a sweep has its seeds across, whole ones, and powers of its learning rates upwards, where their cells are", () => {
  const seeds = [7, 8, 9];
  const { x, y } = axesOf(seeds, [1e-5, 1e-4, 1e-3, 0.01, 0.1]);
  assert.deepEqual(
    apart(x, "across", 60),
    seeds.map((seed, index) => ({ at: (index + 0.5) / 3, text: String(seed) })),
  );
  const up = apart(y, "up", 30);
  assert.deepEqual(
    up.map(({ text }) => text),
    ["10⁻⁵", "10⁻⁴", "0.001", "0.01", "0.1"],
  );
  for (const [index, { at }] of up.entries()) assert.ok(Math.abs(at - (index + 0.5) / 5) < 1e-12);
});

test("a sweep of one learning rate and one start has both at the middle", () => {
  const { x, y } = axesOf([3], [0.25]);
  assert.deepEqual(apart(x, "across", 60), [{ at: 0.5, text: "3" }]);
  assert.deepEqual(apart(y, "up", 20), [{ at: 0.5, text: "0.25" }]);
});
