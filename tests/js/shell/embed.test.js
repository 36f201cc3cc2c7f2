import assert from "node:assert/strict";
import { test } from "node:test";
import { embedOptions } from "../../../static/js/embed.js";

test("an address says what a frame shows; nonsense is as if nothing was said", () => {
  const usual = { iteration: null, moment: null, controls: true, panel: false };
  assert.deepEqual(embedOptions(""), usual);
  assert.deepEqual(embedOptions("?iteration=40&moment=20&controls=0&panel=1"), {
    iteration: 40,
    moment: 20,
    controls: false,
    panel: true,
  });
  assert.deepEqual(embedOptions("?iteration=-1&moment=1e9&controls=no&panel=yes"), usual);
});
