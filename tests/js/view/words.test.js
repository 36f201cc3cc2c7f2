import assert from "node:assert/strict";
import { test } from "node:test";
import { Words } from "../../../static/js/view/words.js";

/** @param {any} part @returns {any[]} */
const flat = (part) => (Array.isArray(part) ? part.flatMap(flat) : [part]);

test("a derivative in a sentence is not broken at its stroke, and reads as it did", () => {
  const said = "Layer 4: 8 contributions, 4 ∂E/∂a, 4 slopes and ∂E/∂w5";
  const parts = flat(Words({ text: said }));
  assert.equal(parts.map((part) => (typeof part === "object" ? part?.props.children : part)).join(""), said);
  const whole = parts.filter((part) => part?.props?.class === "whole");
  assert.deepEqual(
    whole.map(({ props }) => props.children),
    ["/∂", "/∂"],
  );
});
