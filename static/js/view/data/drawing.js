// Draws a field, the line between classes and the rows on a canvas.
import { shapeOf } from "./plane.js";
import { colourOf, isShare, mixed, strength } from "./tones.js";

/**
 * @typedef {import("./tones.js").Range} Range
 * @typedef {import("./plane.js").Point} Point
 * No values: rows alone.
 * @typedef {{values: number[], points: number, range: Range, trained?: Point[], tested?: Point[], lines?: import("./plane.js").Segment[]}} Picture
 */

/** Of a row's mark, in CSS pixels: its size, and smaller where there are many. */
const MARK = { few: 4.5, many: 2.8, crowd: 200 };

/** Of the mark of a tested row in a picture without hues: its ring and its core, beside another mark. */
const [RING, CORE] = [1.45, 0.6];

/** The largest value of an area without hues is so dark that marks of rows stand out of it, as on maps of E. */
const DARKEST = 0.6;

/** @param {HTMLCanvasElement} canvas @param {Range} range */
function paletteOf(canvas, range) {
  const style = getComputedStyle(canvas);
  const read = (/** @type {string} */ name) => colourOf(style.getPropertyValue(`--${name}`));
  const [surface, ink] = [read("surface"), read("ink")];
  const signed = { neg: read("neg"), surface, pos: read("pos") };
  const rows = isShare(range) ? { neg: surface, surface, pos: ink } : signed;
  return {
    tones: isShare(range) ? { ...rows, pos: mixed(DARKEST, rows) } : signed,
    rows,
    ink: style.getPropertyValue("--ink").trim(),
    surface: style.getPropertyValue("--surface").trim(),
  };
}

/** A pixel for each point, the second input's largest value above. @param {Picture} picture @param {import("./tones.js").Tones} tones */
function raster({ values, points, range }, tones) {
  const small = document.createElement("canvas");
  small.width = points;
  small.height = points;
  const pen = /** @type {CanvasRenderingContext2D} */ (small.getContext("2d"));
  const image = pen.createImageData(points, points);
  for (let at = 0; at < values.length; at += 1) {
    const row = points - 1 - Math.floor(at / points);
    image.data.set([...mixed(strength(values[at], range), tones), 255], 4 * (row * points + (at % points)));
  }
  pen.putImageData(image, 0, 0);
  return small;
}

/** @param {CanvasRenderingContext2D} pen @param {Point} point @param {number} size of the canvas @param {number} radius */
function outline(pen, point, size, radius) {
  pen.beginPath();
  for (const [x, y] of shapeOf(point.class).corners)
    pen.lineTo(point.x * size + radius * x, point.y * size + radius * y);
  pen.closePath();
}

/**
 * @param {HTMLCanvasElement} canvas its size on the page is that of its style
 * @param {Picture} picture
 */
export function draw(canvas, picture) {
  const pen = canvas.getContext("2d");
  const size = canvas.clientWidth;
  if (pen === null || size === 0) return;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(size * density);
  canvas.height = canvas.width;
  pen.setTransform(density, 0, 0, density, 0, 0);
  const { points, range, trained = [], tested = [], lines = [] } = picture;
  const { tones, rows, ink, surface } = paletteOf(canvas, range);
  if (points > 0) pen.drawImage(raster(picture, tones), 0.5, 0.5, points - 1, points - 1, 0, 0, size, size);
  pen.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    pen.moveTo(x1 * size, y1 * size);
    pen.lineTo(x2 * size, y2 * size);
  }
  const stroke = (/** @type {string} */ line, /** @type {number} */ width) => {
    pen.lineWidth = width;
    pen.strokeStyle = line;
    pen.stroke();
  };
  if (isShare(range)) stroke(surface, 4);
  stroke(ink, 1.5);
  const radius = trained.length + tested.length > MARK.crowd ? MARK.many : MARK.few;
  const colour = (/** @type {Point} */ { target }) => `rgb(${mixed(strength(target, range), rows).join()})`;
  pen.lineJoin = "round";
  for (const point of trained) {
    outline(pen, point, size, radius);
    if (isShare(range)) stroke(surface, 4);
    stroke(ink, 2);
    pen.fillStyle = colour(point);
    pen.fill();
  }
  for (const point of tested) {
    // Without a hue a hollow mark would be one of a target of 0: there it is ringed.
    outline(pen, point, size, isShare(range) ? radius * RING : radius);
    stroke(isShare(range) ? surface : ink, 4);
    pen.fillStyle = surface;
    pen.fill();
    stroke(isShare(range) ? ink : colour(point), 1.8);
    if (!isShare(range)) continue;
    outline(pen, point, size, radius * CORE);
    stroke(ink, 2);
    pen.fillStyle = colour(point);
    pen.fill();
  }
}
