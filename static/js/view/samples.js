// Small still pictures of what moves on the stage, drawn by the stage's own pen.
import { html } from "htm/preact";
import { SvgPen } from "./picture/svg_pen.js";
import { drawGlyphs } from "./stage/glyph_pen.js";

/** @typedef {import("./stage/glyphs.js").Glyph} Glyph */
/** @typedef {{glyphs: Glyph[], width: number}} Sample 18 high */

const COLOURS = { surface: "var(--surface)", ink: "var(--ink)", pos: "var(--pos)", neg: "var(--neg)", on: "var(--on)" };
const GREY = { ...COLOURS, pos: "var(--ink2)", on: "var(--surface)" };

/** @param {boolean} negative @returns {Sample} a weight's line with a pulse on it */
const signSample = (negative) => ({
  width: 46,
  glyphs: [
    { kind: "flow", edge: "", from: { x: 3, y: 9 }, to: { x: 43, y: 9 }, negative, width: 4 },
    { kind: "comet", x: 23, y: 9, tail: { x: 23, y: 9 }, radius: 7, negative, alpha: 1 },
  ],
});

/** @type {Sample & {glyphs: [Glyph]}} */
const FORWARD = {
  width: 34,
  glyphs: [{ kind: "bead", x: 10, y: 9, angle: 0, radius: 7, negative: false, alpha: 1, nose: true }],
};
/** @type {Sample & {glyphs: [Glyph]}} */
const BACKWARD = {
  width: 38,
  glyphs: [{ kind: "comet", x: 9, y: 9, tail: { x: 36, y: 9 }, radius: 7, negative: false, alpha: 1 }],
};

/** One of each kind. @type {Record<Glyph["kind"], Sample>} */
export const SAMPLES = {
  flow: { width: 46, glyphs: [signSample(true).glyphs[0]] },
  bead: FORWARD,
  comet: BACKWARD,
  arc: {
    width: 24,
    glyphs: [{ kind: "arc", x: 12, y: 9, radius: 7, from: 0, to: 0.6, tone: "pos", width: 3, alpha: 1 }],
  },
  dot: { width: 24, glyphs: [{ kind: "dot", x: 12, y: 9, radius: 5 }] },
  tick: { width: 24, glyphs: [{ kind: "tick", x: 12, y: 9, angle: -0.7, length: 20, alpha: 1 }] },
  flash: { width: 46, glyphs: [{ kind: "flash", x: 23, y: 9, w: 40, h: 14, negative: false, alpha: 1 }] },
};

/** What the four shapes of the picture say. @type {{sample: Sample, grey: boolean, words: string}[]} */
export const LEGEND = [
  { sample: signSample(false), grey: false, words: "positive" },
  { sample: signSample(true), grey: false, words: "negative" },
  { sample: FORWARD, grey: true, words: "forward: hollow" },
  { sample: BACKWARD, grey: true, words: "backward: solid" },
];

/** @param {{sample: Sample, grey?: boolean}} props grey: the shape is what is meant, not the sign */
export function Drawn({ sample: { glyphs, width }, grey = false }) {
  const pen = new SvgPen();
  drawGlyphs({ pen, colours: grey ? GREY : COLOURS }, glyphs);
  return html`<svg class="sample" width=${width} height="18" viewBox=${`0 0 ${width} 18`} aria-hidden="true">
    ${pen.strokes.map((stroke, index) => html`<path key=${index} ...${stroke} />`)}
  </svg>`;
}
