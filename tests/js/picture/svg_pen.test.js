import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SvgPen } from "../../../static/js/view/picture/svg_pen.js";
import { drawGlyphs, GLYPHS } from "../../../static/js/view/stage/glyph_pen.js";

const COLOURS = { surface: "#fff", ink: "#000", pos: "#00f", neg: "#f50", on: "#eee" };

/** @typedef {import("../../../static/js/view/stage/glyphs.js").Bead} Bead */
/** @typedef {import("../../../static/js/view/stage/glyphs.js").Arc} Arc */

/** @type {Bead} */
const BEAD = { kind: "bead", x: 5, y: 5, angle: 0, radius: 10, negative: false, alpha: 1, nose: true };
/** @type {Arc} */
const ARC = { kind: "arc", x: 0, y: 0, radius: 10, from: 0, to: 0.25, tone: "neg", width: 3, alpha: 1 };

/** One of every kind. @type {import("../../../static/js/view/stage/glyphs.js").Glyph[]} */
const ALL = [
  { kind: "flow", edge: "e", from: { x: 0, y: 0 }, to: { x: 10, y: 0 }, negative: true, width: 4 },
  BEAD,
  { kind: "comet", x: 5, y: 5, tail: { x: 0, y: 0 }, radius: 10, negative: true, alpha: 0.5 },
  ARC,
  { kind: "dot", x: 1, y: 2, radius: 3 },
  { kind: "tick", x: 0, y: 0, angle: 0, length: 8, alpha: 1 },
  { kind: "flash", x: 0, y: 0, w: 40, h: 20, negative: false, alpha: 1 },
];

/** @param {import("../../../static/js/view/stage/glyphs.js").Glyph} glyph */
function drawn(glyph) {
  const pen = new SvgPen();
  drawGlyphs({ pen, colours: COLOURS }, [glyph]);
  return pen.strokes;
}

/** @param {string} d @returns {[number, number][]} where a path's absolute commands lead */
const points = (d) =>
  [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)|A\S+ \d \d \d (-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y, ax, ay]) => [
    Number(x ?? ax),
    Number(y ?? ay),
  ]);

describe("every glyph", () => {
  test("of every kind there is can be written as SVG", () => {
    assert.deepEqual(ALL.map(({ kind }) => kind).sort(), Object.keys(GLYPHS).sort());
    for (const glyph of ALL) {
      const strokes = drawn(glyph);
      assert.ok(strokes.length > 0, glyph.kind);
      for (const { d } of strokes) assert.match(d, /^M[^N]+$/, `${glyph.kind}: ${d}`);
    }
  });

  test("says its sign by shape: a circle is arcs, a diamond has corners", () => {
    const [positive] = drawn({ ...BEAD, negative: false, nose: false });
    const [negative] = drawn({ ...BEAD, negative: true, nose: false });
    assert.match(positive.d, /A10,10/);
    assert.deepEqual(points(negative.d), [
      [5, -6.8],
      [16.8, 5],
      [5, 16.8],
      [-6.8, 5],
    ]);
  });

  test("that is negative is dashed, and what comes after is not", () => {
    const pen = new SvgPen();
    drawGlyphs({ pen, colours: COLOURS }, [ALL[0], ALL[5]]);
    assert.deepEqual(
      pen.strokes.map((stroke) => stroke["stroke-dasharray"]),
      [undefined, "9.4 9", undefined],
    );
  });

  test("fades as it does on the canvas", () => {
    const [tail, body] = drawn(ALL[2]);
    assert.equal(tail.opacity, 0.275);
    assert.equal(body.opacity, 0.5);
  });
});

describe("arcs", () => {
  test("end where they should, either way round", () => {
    const [quarter] = drawn(ALL[3]);
    const at = points(quarter.d);
    assert.deepEqual(at[0].map(Math.round), [0, -10]);
    assert.deepEqual(at.at(-1)?.map(Math.round), [10, 0]);
    const [back] = drawn({ ...ARC, from: 0.25, to: 0 });
    assert.deepEqual(points(back.d).at(-1)?.map(Math.round), [0, -10]);
    assert.match(quarter.d, /0 0 1/);
    assert.match(back.d, /0 0 0/);
  });

  test("of a full turn come back to their start by the other side", () => {
    const [whole] = drawn({ ...ARC, from: 0, to: 1 });
    const at = points(whole.d);
    assert.deepEqual(at[1].map(Math.round), [0, 10]);
    assert.deepEqual(at[2].map(Math.round), [0, -10]);
  });
});
