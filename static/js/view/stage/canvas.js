// The canvas between lines and plates, on which glyphs move.
import { drawGlyphs } from "./glyph_pen.js";

/**
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {import("./glyph_pen.js").Colours} Colours
 */

export class MotionCanvas {
  #pen;
  #surface;
  #clean = true;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser cannot draw on a canvas.");
    this.#surface = canvas;
    this.#pen = pen;
  }

  /**
   * @param {number} width in CSS pixels
   * @param {number} height
   * @param {number} scale CSS pixels per drawing unit
   * @param {number} density device pixels per CSS pixel
   */
  resize(width, height, scale, density) {
    this.#surface.width = Math.round(width * density);
    this.#surface.height = Math.round(height * density);
    this.#pen.setTransform(density * scale, 0, 0, density * scale, 0, 0);
    this.#pen.lineCap = "round";
    this.#pen.lineJoin = "round";
    this.#clean = true;
  }

  /** @param {Glyph[]} glyphs @param {Colours} colours */
  draw(glyphs, colours) {
    if (this.#clean && glyphs.length === 0) return;
    const pen = this.#pen;
    pen.save();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#surface.width, this.#surface.height);
    pen.restore();
    drawGlyphs({ pen, colours }, glyphs);
    this.#clean = glyphs.length === 0;
  }
}
