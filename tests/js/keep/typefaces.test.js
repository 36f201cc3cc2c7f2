import assert from "node:assert/strict";
import { test } from "node:test";
import { shows } from "../../../static/js/keep/typefaces.js";

const RANGE = "U+A1-AF, U+131,U+1D44E-1D450";

test("a typeface is for a text that has one of its characters", () => {
  for (const text of ["\u00a1", "one \u00ab", "\u00af", "\u0131", "a\u{1D44F}"])
    assert.equal(shows(RANGE, text), true, text);
  for (const text of ["", "plain", "\u00a0", "\u00b0", "\u0130", "\u{1D451}"])
    assert.equal(shows(RANGE, text), false, text);
});
