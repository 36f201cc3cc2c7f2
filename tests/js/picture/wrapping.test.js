import assert from "node:assert/strict";
import { test } from "node:test";
import { lines, pieces } from "../../../static/js/view/picture/wrapping.js";

const measure = (/** @type {string} */ text) => text.length;

test("a sentence is broken between words, and never loses one", () => {
  const text = "The two streams arriving at h1 partly cancel";
  const broken = lines(text, 16, measure);
  assert.ok(broken.every((line) => line.length <= 16));
  assert.equal(broken.join(" "), text);
  assert.ok(broken.length < text.split(" ").length, "lines are filled");
});

test("a word that is too long has a line of its own", () => {
  assert.deepEqual(lines("a incomprehensibility b", 5, measure), ["a", "incomprehensibility", "b"]);
  assert.deepEqual(lines("", 5, measure), []);
});

test("indices of names are lowered, numbers are left alone", () => {
  const lowered = (/** @type {string} */ text) =>
    pieces(text)
      .filter((piece) => piece.lowered)
      .map((piece) => piece.text);
  assert.deepEqual(lowered("o1 came out too high: 0.751 − 0.01 = +0.7414."), ["1"]);
  assert.deepEqual(lowered("from w11 to h1.2"), ["11", "1.2"]);
  assert.deepEqual(lowered("iteration 12 of box2"), []);
  assert.equal(
    pieces("x1 and x2")
      .map((piece) => piece.text)
      .join(""),
    "x1 and x2",
  );
});
