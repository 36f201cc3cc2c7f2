// What the counted multiplications mean, in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gradientOf, parameterOf } from "../../../../static/js/view/parameters.js";
import { verdict } from "../../../../static/js/view/paths/costs.js";
import { lesson } from "../lesson.js";

test("the sentence compares following every path with backpropagation", () => {
  const words = verdict({ paths: { one: 8, all: 1048 }, backpropagation: { one: 7, all: 20 } });
  assert.match(words, /takes 20 multiplications, where following every path takes 1,048: 52.4 times as many/);
  assert.match(verdict({ paths: { one: null, all: null }, backpropagation: { one: 7, all: 20 } }), /too many to run/);
});

test("every quantity of a wire or a bias leads to its parameter, others to none", () => {
  const { script } = lesson();
  const of = (/** @type {string} */ id) => parameterOf(/** @type {any} */ (script.quantity(id)));
  for (const kind of ["w", "weighted", "contribution", "dE_dw", "change_w", "w_next"])
    assert.equal(of(`${kind}.2.1.0`), "w.2.1.0");
  assert.equal(of("b.1.1"), "b.1.1");
  for (const id of ["a.1.0", "delta.2.0", "eta", "error_total", "target.2.0"]) assert.equal(of(id), null, id);
  const has = (/** @type {string[]} */ ...ids) => ({ has: (/** @type {string} */ id) => ids.includes(id) });
  assert.equal(gradientOf("w.2.1.0", has("dE_dw.2.1.0")), "dE_dw.2.1.0");
  assert.equal(gradientOf("b.2.1", has("dE_db.2")), "dE_db.2");
  assert.equal(gradientOf("b.2.1", has()), null);
});
