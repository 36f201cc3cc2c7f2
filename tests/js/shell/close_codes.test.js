import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CLOSE_CODES, reactionTo, sentenceFor } from "../../../static/js/close_codes.js";

/** @type {{code: number, meaning: string, page: string}[]} */
const table = JSON.parse(readFileSync(new URL("../../../server/close_codes.json", import.meta.url), "utf8"));

test("the page's close codes are the server's", () => {
  const expected = Object.fromEntries(table.map(({ code, meaning, page }) => [code, { meaning, page }]));
  assert.deepEqual(CLOSE_CODES, expected);
});

test("every code has a sentence for people", () => {
  for (const { code } of table) assert.match(sentenceFor(code), /^[A-Z].*\.$/);
  assert.equal(sentenceFor(3999), "The connection was lost.");
  assert.equal(reactionTo(3999), "reconnect");
});
