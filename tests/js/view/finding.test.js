import assert from "node:assert/strict";
import { test } from "node:test";
import { entriesOf, found } from "../../../static/js/view/finding.js";
import { lesson, script } from "./lesson.js";
import { lessonBy } from "./methods.js";

const entries = entriesOf(
  script.quantities.map(({ id }) => id),
  lesson().names,
);
/** @param {string} typed */
const ids = (typed) => found(entries, typed).map(({ id }) => id);

test("a name finds its own first", () => {
  assert.equal(ids("w5")[0], "w.2.0.0");
  assert.equal(ids("x1")[0], "a.0.0");
  assert.equal(ids("η")[0], "eta");
});

test("letters that keyboards lack can be spelled, and digits lowered", () => {
  assert.equal(ids("delta h1")[0], "delta.1.0");
  assert.deepEqual(ids("δ h1"), ids("delta h1"));
  assert.equal(ids("w₅")[0], "w.2.0.0");
});

test("a hat is spelled, too, and words find what an optimiser adds", () => {
  const adam = lessonBy("adam");
  const all = entriesOf(adam.script.ids, adam.names);
  const first = (/** @type {string} */ typed) => found(all, typed)[0]?.id;
  assert.equal(first("m hat w5"), "m_hat_w.2.0.0");
  assert.equal(first("m w5"), "m_w.2.0.0");
  assert.equal(first("gradient of the batch of w5"), "batch_dE_dw.2.0.0");
});

test("words narrow the search down", () => {
  assert.deepEqual(ids("gradient w5"), ["dE_dw.2.0.0"]);
  assert.deepEqual(ids("no such thing"), []);
  assert.equal(ids("").length, script.quantities.length);
});

test("symbols of another notation than the chosen one find their number, too", () => {
  const { names } = lesson();
  const both = entriesOf(
    script.quantities.map(({ id }) => id),
    names,
    [names.in("article")],
  );
  const first = (/** @type {string} */ typed) => found(both, typed)[0].id;
  assert.equal(first("net o1"), "z.2.0");
  assert.equal(first("z o1"), "z.2.0");
  assert.equal(first("out h2"), "a.1.1");
  assert.equal(found(both, "net o1")[0].symbol, "z o1");
});
