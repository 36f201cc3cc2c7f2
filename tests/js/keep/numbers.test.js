import assert from "node:assert/strict";
import { test } from "node:test";
import { currentBranch, fileText } from "../../../static/js/keep/moments.js";
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

test("a link has the edits that its branch has of its parents, each once", () => {
  const edit = (/** @type {number} */ iteration) => ({ iteration });
  const branches = [
    { name: "original", parent: null, edits: [1, 5, 9].map(edit), trained_to: 40 },
    { name: "second", parent: 0, after_parent: true, edits: [6, 8].map(edit), trained_to: 60 },
    { name: "third", parent: 1, after_parent: true, edits: [7].map(edit), trained_to: 60 },
    { name: "fourth", parent: 1, after_parent: true, edits: [4].map(edit), trained_to: 60 },
  ];
  const edits = (/** @type {number} */ branch) => {
    /** @type {any} */
    const moment = { branches, branch };
    const [current] = currentBranch(moment).branches;
    assert.ok(!("after_parent" in current));
    return current.edits.map(({ iteration }) => iteration);
  };
  assert.deepEqual([0, 1, 2, 3].map(edits), [
    [1, 5, 9],
    [1, 5, 6, 8],
    [1, 5, 6, 7],
    [1, 4],
  ]);
});

test("a file is written so that it can be read, but never larger than what can be loaded", () => {
  /** @type {any} */
  const small = { title: "δ" };
  assert.equal(fileText(small), '{\n "title": "δ"\n}\n');
  /** @type {any} */
  const large = { title: "é".repeat(999_993) };
  assert.equal(fileText(large), JSON.stringify(large));
});
