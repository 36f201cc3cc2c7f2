import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { LONGEST, pack, unpack } from "../../../static/js/keep/packing.js";

/** @type {import("../../../static/js/types.js").MomentFile} */
const MOMENT = {
  schema: "deltaflow.moment",
  version: 1,
  title: "Zwei mal zwei, ∂E/∂w",
  start: { example: "mazur" },
  branches: [{ name: "original", parent: null, edits: [], trained_to: 40 }],
  branch: 0,
  position: { iteration: 40, moment: 20 },
};

/** @param {string | Buffer} data */
const packedBy = (data) => deflateRawSync(data).toString("base64url");

describe("a packed moment", () => {
  test("is raw deflate in base64url, as any other program reads it", async () => {
    const text = await pack(MOMENT);
    assert.match(text, /^[\w-]+$/);
    assert.deepEqual(JSON.parse(inflateRawSync(Buffer.from(text, "base64url")).toString("utf8")), MOMENT);
  });

  test("comes back the same, whoever packed it", async () => {
    assert.deepEqual(await unpack(await pack(MOMENT)), MOMENT);
    assert.deepEqual(await unpack(packedBy(JSON.stringify(MOMENT))), MOMENT);
  });

  test("that is too long for an address is not made", async () => {
    const noise = Array.from({ length: 4000 }, (_, index) => Math.sin(index));
    await assert.rejects(pack({ ...MOMENT, start: { noise } }), /too large for a link/);
  });
});

describe("what is no packed moment is refused with a reason", () => {
  /** @type {[string, string, RegExp][]} */
  const wrong = [
    ["strange characters", "a b!", /characters/],
    ["damage", "AAAA", /damaged/],
    ["half of it", packedBy(JSON.stringify(MOMENT)).slice(0, 60), /damaged/],
    ["no JSON", packedBy("hello"), /no moment/],
    ["no text", packedBy(Buffer.from([0xff, 0xfe, 0xfd])), /no moment/],
    ["too much", "A".repeat(LONGEST + 1), /longer/],
    ["a bomb", packedBy(Buffer.alloc(3_000_000, 32)), /more than a moment may/],
  ];
  for (const [name, text, reason] of wrong) test(name, () => assert.rejects(unpack(text), reason));
});
