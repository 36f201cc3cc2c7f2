// What was asked for last is what is changed next, until its answer has come.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createWishes } from "../../../static/js/model/wishes.js";

let time = 0;
/** @type {ReturnType<typeof createWishes>} */
let wishes;

beforeEach(() => {
  time = 0;
  wishes = createWishes(() => time);
});

/** @param {number} id @param {string} of @param {number} to @param {number} revision */
const ask = (id, of, to, revision) => wishes.ask(id, [{ of, to }], revision);

test("the newest wait until the revision that each of them makes is shown, not one that an earlier one made", () => {
  assert.equal(wishes.newest("eta", 5), undefined);
  ask(1, "eta", 0.1, 5);
  ask(2, "b.1.0", 7, 5);
  ask(3, "eta", 0.3, 5);
  assert.equal(wishes.newest("eta", 5), 0.3);
  assert.equal(wishes.newest("b.1.0", 6), 7);
  assert.equal(wishes.newest("b.1.0", 7), undefined);
  assert.equal(wishes.newest("eta", 7), 0.3);
  assert.equal(wishes.newest("eta", 8), undefined);
});

test("changes that are done together come together", () => {
  const changes = [
    { of: "loss", to: "hinge" },
    { of: "target.2.0", to: 1 },
  ];
  wishes.ask(1, changes, 0);
  ask(2, "eta", 1, 0);
  assert.deepEqual([wishes.newest("loss", 0), wishes.newest("target.2.0", 0)], ["hinge", 1]);
  assert.deepEqual([wishes.newest("loss", 1), wishes.newest("target.2.0", 1)], [undefined, undefined]);
  assert.equal(wishes.newest("eta", 1), 1);
});

test("what is refused makes no revision: what was asked for before it counts again, what came after it comes earlier", () => {
  ask(1, "eta", 0.1, 0);
  ask(2, "eta", -1, 0);
  ask(3, "b.1.0", 7, 0);
  wishes.refuse(2);
  wishes.refuse(99);
  assert.equal(wishes.newest("eta", 0), 0.1);
  assert.equal(wishes.newest("b.1.0", 1), 7);
  assert.equal(wishes.newest("b.1.0", 2), undefined);
});

test("after an undo nobody knows what stands there; what is asked for then waits for both revisions", () => {
  ask(1, "eta", 0.1, 0);
  wishes.forget();
  wishes.expect(2, 0);
  assert.equal(wishes.newest("eta", 0), undefined);
  ask(3, "eta", 0.2, 0);
  assert.equal(wishes.newest("eta", 2), 0.2);
  assert.equal(wishes.newest("eta", 3), undefined);
});

test("no answer is waited for over a lost connection, nor longer than a silence may be", () => {
  ask(1, "eta", 0.1, 0);
  wishes.drop();
  assert.equal(wishes.newest("eta", 0), undefined);
  ask(2, "eta", 0.1, 0);
  time = 9000;
  assert.equal(wishes.newest("eta", 0), undefined);
});
