// Heights with lines of equal E are round, and their numbers cover neither each other nor the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelled, roundLevels } from "../../../../static/js/view/labs/level_labels.js";

test("lines are at round heights, neither few nor many", () => {
  assert.deepEqual(roundLevels({ least: 0.0191, most: 0.2586 }), [0.02, 0.05, 0.1, 0.2]);
  assert.deepEqual(roundLevels({ least: 0.301, most: 0.379 }), [0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37]);
  assert.deepEqual(roundLevels({ least: 2e-6, most: 3 }), [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
  assert.deepEqual(roundLevels({ least: 0.5, most: 0.5 }), []);
  for (const least of [1e-12, 1e-5, 0.3, 7])
    for (const ratio of [1.001, 1.5, 10, 1e4, 1e10]) {
      const levels = roundLevels({ least, most: least * ratio });
      assert.ok(levels.length >= 1 && levels.length <= 13, `${least} × ${ratio}: ${levels}`);
      assert.ok(
        levels.every((level, at) => level > least && level < least * ratio && (at === 0 || level > levels[at - 1])),
      );
    }
});

test("a number stands on its line, as far from the others and the way as it can", () => {
  const upright = (/** @type {number} */ x) =>
    Array.from({ length: 41 }, (_, at) => /** @type {[number, number]} */ ([x, 10 * at]));
  const lines = [100, 130, 160, 300].map((x, at) => ({ level: at + 1, places: upright(x) }));
  const way = Array.from({ length: 20 }, (_, at) => /** @type {[number, number]} */ ([80 + 10 * at, 200]));
  const room = { width: 400, height: 400, apart: 40 };
  const found = labelled(lines, way, room);
  assert.deepEqual(
    found.map(({ level }) => level),
    [1, 2, 3, 4],
  );
  const all = [...way, ...found.map(({ at }) => at)];
  for (const { level, at } of found) {
    assert.equal(at[0], lines[level - 1].places[0][0]);
    const others = all.filter((other) => other !== at);
    assert.ok(Math.min(...others.map(([x, y]) => Math.hypot(x - at[0], y - at[1]))) >= 40, `number of line ${level}`);
  }
  const crowded = labelled(
    [
      { level: 1, places: [[200, 205]] },
      { level: 2, places: [[5, 5]] },
    ],
    way,
    room,
  );
  assert.deepEqual(crowded, [], "neither over the way nor over the frame");
});
