import assert from "node:assert/strict";
import { test } from "node:test";
import { createPace, reachedWords } from "../../../static/js/model/pace.js";

test("the pace is that of the last two seconds, once a second was seen", () => {
  const pace = createPace();
  assert.equal(pace.reached(), null);
  for (let at = 0; at < 1000; at += 100) pace.note(at * 10, at);
  assert.equal(pace.reached(), null);
  pace.note(10_000, 1000);
  assert.equal(pace.reached(), 10_000);
  for (let at = 1100; at <= 5000; at += 100) pace.note(10_000 + (at - 1000) / 10, at);
  assert.equal(pace.reached(), 100);
});

test("a pace begins anew where training stood, or goes on from before", () => {
  const pace = createPace();
  for (const at of [0, 500, 1000]) pace.note(at, at);
  pace.rest();
  assert.equal(pace.reached(), null);
  for (const at of [2000, 2500, 3000]) pace.note(at, at);
  pace.note(7, 3100);
  assert.equal(pace.reached(), null);
});

test("what is reached stands beside what was asked for where it is less", () => {
  /** @param {number} per_second @param {number | null} reached */
  const words = (per_second, reached) => reachedWords({ unit: "iteration", per_second }, "quantity", reached);
  assert.equal(words(20_000, null), "20,000 iterations/s");
  assert.equal(words(20_000, 18_000), "20,000 iterations/s");
  assert.equal(words(20_000, 311.4), "310 of 20,000 iterations/s");
  assert.equal(words(20_000, 3114), "3,100 of 20,000 iterations/s");
  assert.equal(words(30, 20), "30 iterations/s", "so few are too few to tell");
  assert.equal(reachedWords({ unit: "moment", per_second: 2 }, "quantity", 0.1), "2 a second");
});
