import assert from "node:assert/strict";
import { test } from "node:test";
import { EVERYTHING } from "../../../static/js/view/explained/everything.js";
import { cardPlace } from "../../../static/js/view/explained/placing.js";
import { SAMPLES } from "../../../static/js/view/samples.js";
import { GLYPHS } from "../../../static/js/view/stage/glyph_pen.js";
import { MARKS, SHAPES } from "../../../static/js/view/stage/label_view.js";

const entries = EVERYTHING.flatMap((group) => group.entries);

test("everything that is drawn has words, and a way to be found", () => {
  const keys = new Set(entries.map(({ key }) => key));
  assert.equal(keys.size, entries.length);
  for (const [prefix, table] of Object.entries({ glyph: GLYPHS, mark: MARKS, shape: SHAPES }))
    for (const kind of Object.keys(table)) assert.ok(keys.has(`${prefix}.${kind}`), `${prefix}.${kind}`);
  for (const { key, words, selector, glyph } of entries) {
    assert.match(words, /^[A-Z].*[.:]$/s, key);
    assert.ok(selector || glyph, key);
  }
  assert.deepEqual(Object.keys(SAMPLES).sort(), Object.keys(GLYPHS).sort());
});

test("the words stand beside what they explain, inside of the window", () => {
  const window = { width: 1280, height: 720 };
  for (const left of [0, 300, 1200])
    for (const top of [0, 300, 700]) {
      const box = { left, top, width: 40, height: 20 };
      const place = cardPlace(box, window);
      const [x, y] = [Number.parseFloat(place.left), Number.parseFloat(place.top)];
      assert.ok(x >= 0 && y >= 0 && x + 340 <= 1280 && y + 250 <= 720, JSON.stringify({ box, place }));
      const apart = x >= left + 40 || x + 340 <= left || y >= top + 20 || y + 250 <= top;
      assert.ok(apart, JSON.stringify({ box, place }));
    }
});
