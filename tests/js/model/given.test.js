import assert from "node:assert/strict";
import { test } from "node:test";
import { readGiven, writeGiven } from "../../../static/js/model/given.js";

const SIZES = [2, 2, 1];
const PARAMETERS = {
  w: [
    [
      [0.15, -0.2],
      [0.25, 1e-7],
    ],
    [[0.4, 0.45]],
  ],
  b: [[0.35, 0.36], [0.6]],
};

test("what is written is read back", () => {
  assert.equal(writeGiven(PARAMETERS), "0.15 -0.2 0.35\n0.25 1e-7 0.36\n0.4 0.45 0.6");
  assert.deepEqual(readGiven(writeGiven(PARAMETERS), SIZES), { parameters: PARAMETERS, reason: null });
});

test("numbers stand apart by anything that tables have, with points or commas", () => {
  const text = "0,15; −0,2; 0,35\r\n\n 0.25\t1e-7\t0.36\n0.4, 0.45, 0.6\n\n";
  assert.deepEqual(readGiven(text, SIZES).parameters, PARAMETERS);
});

test("commas that can be no decimal points keep numbers apart", () => {
  assert.deepEqual(readGiven("0.15,-0.2,0.35\n.25,1e-7,.36\n0.4,0.45,0.6", SIZES).parameters, PARAMETERS);
  assert.deepEqual(readGiven("1,2,3\n1,2,3,\n1,2 2 3", SIZES).parameters?.b, [[3, 3], [3]]);
});

for (const [text, reason] of [
  [
    "1,2 3\n1 2 3\n1 2 3",
    /^Line 1 has 2 numbers: .*\. A comma in a number is its decimal point: keep numbers apart by spaces\.$/,
  ],
  ["", /^A line is missing: unit 1 of layer 1 takes 2 weights and a bias\.$/],
  ["1 2 3\n1 2 3", /^A line is missing: unit 1 of layer 2 takes 2 weights and a bias\.$/],
  ["1 2 3\n\n1 2\n1 2 3", /^Line 3 has 2 numbers: unit 2 of layer 1 takes 2 weights and a bias\.$/],
  ["1 2 3\n1 two 3\n1 2 3", /^Line 2: “two” is no number/],
  ["1 2 3\n1 1e7 3\n1 2 3", /^Line 2: “1e7” is no number/],
  ["1 2 3\n1 NaN 3\n1 2 3", /^Line 2: “NaN” is no number/],
  ["1 2 3\n1 2 3\n1 2 3\n4", /^Line 4 is too much/],
])
  test(`${JSON.stringify(text)} is refused by its line`, () => {
    const read = readGiven(/** @type {string} */ (text), SIZES);
    assert.equal(read.parameters, null);
    assert.match(read.reason ?? "", /** @type {RegExp} */ (reason));
  });
