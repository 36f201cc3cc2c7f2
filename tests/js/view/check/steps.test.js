// The nudges: how they are named, where each method turns, and where the chart draws them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plotted } from "../../../../static/js/view/check/chart.js";
import { best, epsilonText, verdict } from "../../../../static/js/view/check/steps.js";

/** Errors as rounding makes them: they fall with ε, then rise. @type {import("../../../../static/js/view/check/steps.js").Step[]} */
const STEPS = Array.from({ length: 16 }, (_, index) => {
  const epsilon = 10 ** -(index + 1);
  const noise = 1e-16 / epsilon;
  const errors = { forward_error: epsilon + noise, central_error: epsilon ** 2 + noise, complex_step_error: 0 };
  return { epsilon, ...errors, forward: 1, central: 1, complex_step: 1 };
});

test("an ε is written as a power of ten", () => {
  assert.deepEqual([1, 0.1, 1e-16, 3.2e-5].map(epsilonText), ["10⁰", "10⁻¹", "10⁻¹⁶", "3.2×10⁻⁵"]);
});

test("the words say on which side of the turning point one is", () => {
  assert.equal(best(STEPS, "forward"), 7);
  assert.match(verdict(STEPS, 2), /^Smaller is better still: down to about 10⁻⁸/);
  assert.match(verdict(STEPS, 7), /^Here the forward difference is closest/);
  assert.match(verdict(STEPS, 12), /^Too small/);
});

test("smaller errors are drawn lower, an error of 0 at the bottom, and one that ran over not at all", () => {
  const broken = STEPS.map((step, index) => (index === 0 ? { ...step, central_error: null } : step));
  const { series, ticks } = plotted(broken);
  const [forward, central, complex] = series.map(({ points }) => points);
  assert.ok(forward[7].y > forward[0].y && forward[7].y > forward[15].y);
  assert.equal(central.length, 15);
  assert.ok(complex.every(({ y }) => y >= Math.max(...forward.map((point) => point.y))));
  assert.ok(ticks.every(({ y }, index) => index === 0 || y > ticks[index - 1].y));
});
