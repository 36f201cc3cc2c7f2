import assert from "node:assert/strict";
import { test } from "node:test";
import { blamed, ranking } from "../../../static/js/view/blame.js";
import { lesson, script } from "./lesson.js";

const ids = script.quantities.map(({ id }) => id);

test("gradients are ranked by size, whatever their sign", () => {
  const known = ranking(ids, lesson());
  const ranked = known.map((each) => blamed(each, known[0].gradient, lesson()));
  assert.deepEqual(
    ranked.map(({ name }) => name),
    ["w5", "w7", "w1"],
  );
  assert.equal(ranked[0].share, 1);
  assert.deepEqual([ranked[0].before, ranked[0].after, ranked[0].wire], ["0.400", "0.3589", "h1 → o1"]);
});

test("unknown gradients are left out, and without any there is no ranking", () => {
  assert.deepEqual(ranking(ids, lesson({})), []);
});
