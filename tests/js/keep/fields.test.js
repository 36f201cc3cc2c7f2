import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldInWords } from "../../../static/js/keep/fields.js";

test("a field of a file is named in words, counted from one", () => {
  assert.equal(fieldInWords("/moment/branches/0/edits/2/changes/1/to"), "branch 1, edit 3, change 2, new value");
  assert.equal(
    fieldInWords("/moment/start/network/w/0/1/0"),
    "beginning, network, weights into layer 1, number 2, number 1",
  );
  assert.equal(fieldInWords("/moment/start/network/bias_policy"), "beginning, network, biases' policy");
  assert.equal(fieldInWords("/example"), "example");
  assert.equal(fieldInWords("/moment/position/learned_by"), "position, learned by");
});

test("the whole has no name", () => {
  assert.equal(fieldInWords(""), "");
  assert.equal(fieldInWords("/moment"), "");
});
