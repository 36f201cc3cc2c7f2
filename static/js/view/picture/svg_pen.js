// A pen with a canvas's methods that writes SVG paths instead of pixels: what moves can so be kept as a drawing. Pure.

/**
 * @typedef {object} Stroke One path, as SVG's attributes say it.
 * @property {string} d
 * @property {string} fill
 * @property {string} stroke
 * @property {number} [stroke-width]
 * @property {string} [stroke-dasharray]
 * @property {number} [opacity]
 * @property {"round"} [stroke-linecap]
 * @property {"round"} [stroke-linejoin]
 */

/** @param {number} value */
const short = (value) => String(Math.round(value * 100) / 100);

/** @implements {Pen} @typedef {import("../stage/glyph_pen.js").Pen} Pen */
export class SvgPen {
  globalAlpha = 1;
  /** @type {string} */
  strokeStyle = "#000";
  /** @type {string} */
  fillStyle = "#000";
  lineWidth = 1;
  /** @type {Stroke[]} */
  strokes = [];
  #d = "";
  /** @type {number[]} */
  #dash = [];

  beginPath() {
    this.#d = "";
  }

  closePath() {
    this.#d += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#d += `M${short(x)},${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#d += `L${short(x)},${short(y)}`;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {number} from in radians, clockwise from the right
   * @param {number} to
   * @param {boolean} [back] counter-clockwise
   */
  arc(x, y, radius, from, to, back = false) {
    const at = (/** @type {number} */ angle) =>
      `${short(x + radius * Math.cos(angle))},${short(y + radius * Math.sin(angle))}`;
    const r = short(radius);
    const sweep = back ? 0 : 1;
    const span = Math.min(2 * Math.PI, Math.abs(to - from));
    // One arc cannot say a full turn: two halves always can.
    const half = from + (back ? -span / 2 : span / 2);
    const end = from + (back ? -span : span);
    const start = this.#d === "" ? "M" : "L";
    this.#d += `${start}${at(from)}A${r},${r} 0 0 ${sweep} ${at(half)}A${r},${r} 0 0 ${sweep} ${at(end)}`;
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {any} radius a number */
  roundRect(x, y, w, h, radius) {
    const r = Math.max(0, Math.min(radius, w / 2, h / 2));
    const corner = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      `a${short(r)},${short(r)} 0 0 1 ${short(dx * r)},${short(dy * r)}`;
    this.#d += `M${short(x + r)},${short(y)}h${short(w - 2 * r)}${corner(1, 1)}v${short(h - 2 * r)}${corner(-1, 1)}`;
    this.#d += `h${short(2 * r - w)}${corner(-1, -1)}v${short(2 * r - h)}${corner(1, -1)}Z`;
  }

  /** @param {Iterable<number>} dash */
  setLineDash(dash) {
    this.#dash = [...dash];
  }

  stroke() {
    const dash = this.#dash.length > 0 ? { "stroke-dasharray": this.#dash.map(short).join(" ") } : {};
    /** @type {Pick<Stroke, "stroke-linecap" | "stroke-linejoin">} */
    const round = { "stroke-linecap": "round", "stroke-linejoin": "round" };
    const width = { stroke: this.strokeStyle, "stroke-width": Math.round(this.lineWidth * 100) / 100 };
    this.strokes.push({ d: this.#d, fill: "none", ...width, ...round, ...dash, ...this.#opacity() });
  }

  fill() {
    this.strokes.push({ d: this.#d, fill: this.fillStyle, stroke: "none", ...this.#opacity() });
  }

  #opacity() {
    return this.globalAlpha === 1 ? {} : { opacity: Math.round(this.globalAlpha * 1000) / 1000 };
  }
}
