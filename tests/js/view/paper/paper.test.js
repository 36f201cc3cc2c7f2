// As on paper: which numbers stand beside each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../../../../static/js/view/expression.js";
import { product } from "../../../../static/js/view/notation/product.js";
import { around } from "../../../../static/js/view/paper/paper.js";
import { lesson } from "../lesson.js";

test("a number stands above what it is made of, each once", () => {
  const about = /** @type {any} */ (lesson());
  assert.deepEqual(around("z.1.0", about), ["z.1.0", "w.1.0.0", "a.0.0", "w.1.0.1", "a.0.1", "b.1.0"]);
  assert.deepEqual(around("error.2.0", about), ["error.2.0", "difference.2.0"]);
  assert.deepEqual(around("eta", about), ["eta"]);
});

test("a path is written with symbols, with numbers, and as code", () => {
  const { symbols, numbers, code } = product(["delta.2.1", "w.2.1.0", 0.5], lesson());
  assert.equal(plain(symbols), "δ o2 · w7 · ½");
  assert.equal(plain(numbers), "−0.0381 × 0.500 × ½");
  assert.equal(code, "delta2[1] * W2[1, 0] * 0.5");
});
