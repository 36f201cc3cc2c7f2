// Draws a field, the line between classes and the rows on a canvas.
import { shapeOf } from "./plane.js";
import { colourOf, mixed, strength } from "./tones.js";

/**
 * @typedef {import("./tones.js").Range} Range
 * @typedef {import("./plane.js").Point} Point
 * No values: rows alone.
 * @typedef {{values: number[], points: number, range: Range, trained?: Point[], tested?: Point[], lines?: import("./plane.js").Segment[]}} Picture
 */

/** Of a row's mark, in CSS pixels: its size, and smaller where there are many. */
const MARK = { few: 4.5, many: 2.8, crowd: 200 };

/** @param {HTMLCanvasElement} canvas */
function paletteOf(canvas) {
  const style = getComputedStyle(canvas);
  const read = (/** @type {string} */ name) => colourOf(style.getPropertyValue(`--${name}`));
  return {
    tones: { neg: read("neg"), surface: read("surface"), pos: read("pos") },
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
  const { tones, ink, surface } = paletteOf(canvas);
  const { points, range, trained = [], tested = [], lines = [] } = picture;
  if (points > 0) pen.drawImage(raster(picture, tones), 0.5, 0.5, points - 1, points - 1, 0, 0, size, size);
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    pen.moveTo(x1 * size, y1 * size);
    pen.lineTo(x2 * size, y2 * size);
  }
  pen.stroke();
  const radius = trained.length + tested.length > MARK.crowd ? MARK.many : MARK.few;
  const colour = (/** @type {Point} */ { target }) => `rgb(${mixed(strength(target, range), tones).join()})`;
  pen.lineJoin = "round";
  for (const point of trained) {
    outline(pen, point, size, radius);
    pen.lineWidth = 2;
    pen.strokeStyle = ink;
    pen.stroke();
    pen.fillStyle = colour(point);
    pen.fill();
  }
  for (const point of tested) {
    outline(pen, point, size, radius);
    pen.lineWidth = 4;
    pen.strokeStyle = ink;
    pen.stroke();
    pen.fillStyle = surface;
    pen.fill();
    pen.lineWidth = 1.8;
    pen.strokeStyle = colour(point);
    pen.stroke();
  }
}
