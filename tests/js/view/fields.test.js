import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEta, checkGiven, checkIteration } from "../../../static/js/view/fields.js";

/** @type {[number, number]} */
const BOUNDS = [1e-6, 1000];

test("a learning rate is any number between the bounds", () => {
  for (const [text, value] of /** @type {const} */ ([
    ["0.5", 0.5],
    [" 2 ", 2],
    ["0,25", 0.25],
    ["1e-3", 0.001],
    [".1", 0.1],
  ])) {
    assert.deepEqual(checkEta(text, BOUNDS), { value, reason: null });
  }
});

test("everything else is refused with a reason", () => {
  for (const text of [
    "",
    "  ",
    "abc",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "0",
    "-1",
    "1001",
    "0x10",
    "1 2",
    "1e",
    "--1",
  ]) {
    const { value, reason } = checkEta(text, BOUNDS);
    assert.equal(value, null, text);
    assert.match(reason ?? "", /\w/, text);
  }
  assert.match(checkEta("2000", BOUNDS).reason ?? "", /1000/);
});

test("a given is any number up to the limit, of both signs, and says its name where it is not", () => {
  const limits = { eta: BOUNDS, value: 1e6 };
  assert.deepEqual(checkGiven("−0,5", "w.1.0.0", "w1", limits), { value: -0.5, reason: null });
  assert.deepEqual(checkGiven("0", "b.1.0", "b1", limits), { value: 0, reason: null });
  for (const text of ["", "abc", "NaN", "Infinity", "1e400", "1000001", "-1e7"]) {
    assert.equal(checkGiven(text, "w.1.0.0", "w1", limits).value, null, text);
  }
  assert.match(checkGiven("1e400", "w.1.0.0", "w1", limits).reason ?? "", /^w1 must be from −1000000 to 1000000/);
  assert.equal(checkGiven("0", "eta", "η", limits).value, null);
});

test("an iteration is a whole number up to the limit", () => {
  assert.deepEqual(checkIteration("0", 10), { value: 0, reason: null });
  assert.deepEqual(checkIteration("10,000", 1e6), { value: 10000, reason: null });
  for (const text of ["", "-1", "1.5", "1e3", "x", "11"]) assert.equal(checkIteration(text, 10).value, null, text);
  assert.match(checkIteration("11", 10).reason ?? "", /10/);
});
