import assert from "node:assert/strict";
import { test } from "node:test";
import { currentBranch } from "../../../static/js/keep/moments.js";
import { everyFor } from "../../../static/js/keep/numbers.js";

test("a history is offered so thin that the server gives it, and no thinner", () => {
  for (const last of [0, 40, 99_998, 99_999, 150_000, 1_000_000]) {
    const every = everyFor(last);
    assert.ok(Math.floor(last / every) + 2 <= 100_000, `${last}: ${every}`);
  }
  assert.equal(everyFor(40), 1);
  assert.equal(everyFor(150_000), 2);
  assert.equal(everyFor(1_000_000), 20);
});

test("a link carries the current branch only, as a root", () => {
  const branches = [
    { name: "original", parent: null, edits: [], trained_to: 40 },
    { name: "larger", parent: 0, edits: [{ iteration: 1 }], trained_to: 60 },
  ];
  /** @type {any} */
  const moment = { branches, branch: 1, title: "t" };
  assert.deepEqual(currentBranch(moment), {
    branches: [{ ...branches[1], parent: null }],
    branch: 0,
    title: "t",
  });
});
