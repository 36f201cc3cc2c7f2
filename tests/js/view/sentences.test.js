import assert from "node:assert/strict";
import { test } from "node:test";
import { running, sentence } from "../../../static/js/view/sentences.js";
import { lesson, moment, PUBLISHED, script } from "./lesson.js";

/** @param {string} id @param {Record<string, number>} [values] */
const said = (id, values) => sentence(moment(id), 0, lesson(values));

test("forward: what arrives, and the answer", () => {
  assert.equal(said("z.1.0"), "h1 adds up what arrives: 0.150 × 0.05 + 0.200 × 0.10 + 0.35 = 0.378.");
  assert.equal(said("a.1.0"), "h1 answers with its activation: σ(0.378) = 0.593.");
});

test("error: what should have come out", () => {
  assert.equal(said("error.2.0"), "o1 should have been 0.01 but is 0.751: its error is 0.2748.");
  assert.equal(said("error_total"), "The whole network's error, which training lowers: 0.2748 + 0.0236 = 0.2984.");
});

test("backward: what is sent, along what, and what arrives", () => {
  assert.equal(
    said("contribution.2.0.0"),
    "o1 sends its error back along w5: +0.1385 × 0.400 = +0.0554 arrives at h1.",
  );
  assert.equal(said("dE_da.2.0"), "o1 came out too high: 0.751 − 0.01 = +0.7414.");
  assert.equal(said("dE_da.2.1"), "o2 came out too low: 0.773 − 0.99 = −0.2171.");
});

test("streams of different sign partly cancel, of the same sign add up", () => {
  assert.match(said("dE_da.1.0"), /^The two streams arriving at h1 partly cancel: \+0\.0554 − 0\.0190 = \+0\.0364\.$/);
  assert.match(said("dE_da.1.0", { ...PUBLISHED, "contribution.2.1.0": 0.019 }), /add up/);
});

test("a gradient says which way the weight would move the error", () => {
  assert.match(said("dE_dw.2.0.0"), /\+0\.0822: raising w5 would raise the error\.$/);
  assert.match(said("dE_dw.2.1.0"), /−0\.0226: raising w7 would lower the error\.$/);
});

test("the update moves all weights at once", () => {
  assert.match(said("update", { ...PUBLISHED, "w_next.1.0.0": 0.1498 }), /^All weights move at once.*0\.5\.$/);
});

test("the beginning, and a fast run", () => {
  assert.equal(sentence(null, 1200, lesson()), "Iteration 1,200 begins: only inputs, weights and targets are known.");
  assert.equal(running(1200, 0.0042), "Training, now in iteration 1,200. The error is 0.0042.");
  assert.match(said("delta.2.0", {}), /^Now: .+\.$/);
});

test("every moment has a full sentence without holes", () => {
  const all = Object.fromEntries(script.quantities.map(({ id }) => [id, 0.25]));
  for (const { id } of script.moments) {
    assert.match(said(id, all), /^[A-Zho].+[.?]$/, id);
    assert.doesNotMatch(said(id, all), /undefined|null|NaN|\?[^ ]|–/, id);
  }
});
