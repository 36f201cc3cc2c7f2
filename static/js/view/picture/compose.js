// The picture of the moment: what the stage shows, under a title and its sentence, as an SVG that needs nothing else.
import { make } from "../stage/elements.js";
import { drawGlyphs } from "../stage/glyph_pen.js";
import { copyResolved } from "./resolved.js";
import { SvgPen } from "./svg_pen.js";
import { lines, pieces } from "./wrapping.js";

/**
 * @typedef {import("../stage/stage.js").Shown} Shown
 *
 * @typedef {object} Legend Words around a picture.
 * @property {string} title
 * @property {string} place where in the lesson: iteration and moment
 * @property {string} caption
 */

const MARGIN = 20;
const TITLE = 22;
const CAPTION = 17;
const LINE = 1.35;
const FAMILY = "'Deltaflow Sans', 'Deltaflow Math', 'Source Sans 3', system-ui, sans-serif";

/**
 * A line of text in which the indices of names are lowered.
 * @param {string} text
 * @param {{x: number, y: number, size: number, weight: number, fill: string}} look
 * @param {Element} parent
 */
function write(text, { x, y, size, weight, fill }, parent) {
  const line = make("text", { x, y, "font-size": size, "font-weight": weight, fill }, parent);
  let dy = 0;
  for (const { text: piece, lowered } of pieces(text)) {
    const shift = (lowered ? size * 0.16 : 0) - dy;
    dy += shift;
    const part = make("tspan", { dy: shift, "font-size": lowered ? size * 0.74 : size }, line);
    part.textContent = piece;
  }
}

/**
 * @param {Shown} shown
 * @param {Legend} words
 * @param {(text: string, size: number, weight: number) => number} measure how wide text is
 * @returns {SVGElement} in no document yet, without typefaces
 */
export function composePicture({ width, height, lower, upper, glyphs, colours }, { title, place, caption }, measure) {
  const room = width - 2 * MARGIN;
  const heads = lines(`${title}: ${place}`, room, (text) => measure(text, TITLE, 680));
  const told = lines(caption, room, (text) => measure(text, CAPTION, 400));
  const top = MARGIN + heads.length * TITLE * LINE + told.length * CAPTION * LINE + 8;
  const whole = { width: Math.ceil(width), height: Math.ceil(top + height + MARGIN / 2) };
  const svg = make("svg", {
    ...whole,
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    role: "img",
    "font-family": FAMILY,
  });
  make("title", {}, svg).textContent = `${title}: ${place}`;
  make("desc", {}, svg).textContent = caption;
  make("rect", { ...whole, fill: colours.surface }, svg);
  let y = MARGIN;
  for (const text of heads) {
    y += TITLE * LINE;
    write(text, { x: MARGIN, y: y - TITLE * 0.35, size: TITLE, weight: 680, fill: colours.ink }, svg);
  }
  for (const text of told) {
    y += CAPTION * LINE;
    write(text, { x: MARGIN, y: y - CAPTION * 0.35, size: CAPTION, weight: 400, fill: colours.ink }, svg);
  }
  const stage = make("g", { transform: `translate(0,${top})` }, svg);
  copyResolved(lower, stage);
  const moving = make("g", {}, stage);
  const pen = new SvgPen();
  drawGlyphs({ pen, colours }, glyphs);
  for (const stroke of pen.strokes) make("path", { ...stroke }, moving);
  copyResolved(upper, stage);
  return svg;
}
