import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { quantityOf } from "../../../../static/js/view/arithmetic.js";
import { apart, consequences, formerly } from "../../../../static/js/view/editing/compared.js";
import { lesson, PUBLISHED } from "../lesson.js";

const now = lesson();

/** @param {Record<string, number>} values @returns {any} */
const before = (values) => ({
  changes: [{ of: "w.2.0.0", from: 1, to: 0.4 }],
  value: (/** @type {string} */ id) => values[id] ?? null,
});

describe("old and new", () => {
  test("are shown of what differs, and only where both are known", () => {
    const was = before({ ...PUBLISHED, "w.2.0.0": 0.5 });
    assert.deepEqual(formerly("w.2.0.0", was, now), { from: "0.500", to: "0.400" });
    assert.equal(formerly("w.2.0.1", was, now), null);
    assert.equal(formerly("dE_dw.2.1.1", before({ "dE_dw.2.1.1": 1 }), now), null);
    assert.equal(formerly("w.2.0.0", null, now), null);
  });

  test("have as many decimals as tell them apart", () => {
    assert.deepEqual(apart(quantityOf(now, "error_total"), 0.29837, 0.29839), { from: "0.29837", to: "0.29839" });
    assert.deepEqual(apart(quantityOf(now, "z.1.0"), null, 0.5), { from: "–", to: "0.500" });
  });

  test("come with the selected number first, then E, the outputs, and what changed most of the gradients", () => {
    const was = before({
      ...PUBLISHED,
      "z.1.0": 0.1,
      "a.2.1": 0.7,
      error_total: 0.1,
      "dE_dw.1.0.0": 0.0005,
      "dE_dw.2.1.0": 0.9,
      "dE_dw.2.0.0": 0.1,
    });
    assert.deepEqual(
      consequences(was, now, "z.1.0").map(({ id }) => id),
      ["z.1.0", "error_total", "a.2.1", "dE_dw.2.1.0", "dE_dw.2.0.0", "dE_dw.1.0.0"],
    );
    assert.deepEqual(consequences(before(PUBLISHED), now, "z.1.0"), []);
  });
});
