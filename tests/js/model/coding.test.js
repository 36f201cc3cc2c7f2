import assert from "node:assert/strict";
import { test } from "node:test";
import { lossTrouble, targetsFor } from "../../../static/js/model/coding.js";

const GATE = [[0], [1], [1]];
const CLASSES = [
  [1, 0, 0],
  [0, 0, 1],
];
const NUMBERS = [[0.2], [-3]];

test("a loss that does not go with the targets says what it needs", () => {
  assert.equal(lossTrouble("hinge", GATE), null);
  assert.equal(lossTrouble("hinge", CLASSES), null);
  assert.equal(lossTrouble("hinge", [[-1], [1]]), null);
  assert.match(lossTrouble("hinge", NUMBERS) ?? "", /two values/);
  assert.match(lossTrouble("hinge", [[-1], [0]]) ?? "", /two values/);
  assert.match(lossTrouble("categorical_cross_entropy", GATE) ?? "", /for each class/);
  assert.equal(lossTrouble("categorical_cross_entropy", CLASSES), null);
  assert.match(lossTrouble("categorical_cross_entropy", [[1, 1]]) ?? "", /add up to 1/);
  assert.equal(lossTrouble("binary_cross_entropy", GATE), null);
  assert.match(lossTrouble("binary_cross_entropy", NUMBERS) ?? "", /from 0 to 1/);
  assert.equal(lossTrouble("huber", NUMBERS), null);
});

test("classes are −1 and 1 where the loss is hinge, else as they are", () => {
  assert.deepEqual(targetsFor("hinge", GATE), [[-1], [1], [1]]);
  assert.deepEqual(targetsFor("hinge", CLASSES), [
    [1, -1, -1],
    [-1, -1, 1],
  ]);
  assert.equal(targetsFor("hinge", NUMBERS), NUMBERS);
  assert.equal(targetsFor("binary_cross_entropy", GATE), GATE);
});
