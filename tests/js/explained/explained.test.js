import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWN } from "../../../static/js/view/explained/drawn.js";
import { cardPlace, markerPlaces } from "../../../static/js/view/explained/placing.js";
import { SAMPLES } from "../../../static/js/view/samples.js";
import { GLYPHS } from "../../../static/js/view/stage/glyph_pen.js";
import { MARKS, SHAPES } from "../../../static/js/view/stage/label_view.js";

const entries = DRAWN.flatMap((group) => group.entries);

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

test("numbers stand at their things and never on each other", () => {
  const window = { width: 1280, height: 720 };
  const box = { left: 0, top: 300, width: 40, height: 20 };
  const boxes = [box, box, null, ...Array.from({ length: 20 }, () => ({ ...box, left: 1260 }))];
  const places = markerPlaces(boxes, window);
  assert.equal(places[2], null);
  const there = places.flatMap((place) => (place === null ? [] : [place]));
  assert.equal(there.length, boxes.length - 1, "each found a spot");
  there.forEach((one, index) => {
    assert.ok(one.x >= 11 && one.x <= 1269 && one.y >= 11 && one.y <= 709);
    for (const other of there.slice(index + 1))
      assert.ok(Math.abs(one.x - other.x) >= 24 || Math.abs(one.y - other.y) >= 21, JSON.stringify([one, other]));
  });
  const [alone] = markerPlaces([{ left: 100, top: 100, width: 300, height: 80 }], window);
  assert.deepEqual(alone, { x: 94, y: 94 });
  const text = { left: 80, top: 80, width: 30, height: 30 };
  const [beside] = markerPlaces([{ left: 100, top: 100, width: 300, height: 80 }], window, [text]);
  assert.deepEqual(beside, { x: 406, y: 94 }, "not on a text");
});
