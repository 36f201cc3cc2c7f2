// Draws glyphs on a canvas. Knows shapes and colours, nothing of networks.

/**
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {import("./glyphs.js").Bead} Bead
 * @typedef {import("./glyphs.js").Comet} Comet
 * @typedef {Record<"surface" | "ink" | "pos" | "neg" | "on", string>} Colours
 */

const TURN = 2 * Math.PI;

export class MotionCanvas {
  #pen;
  #surface;
  /** @type {Colours} */
  #colours = { surface: "#fff", ink: "#000", pos: "#00f", neg: "#f50", on: "#fff" };
  #clean = true;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser cannot draw on a canvas.");
    this.#surface = canvas;
    this.#pen = pen;
  }

  /** @param {Colours} colours */
  setColours(colours) {
    this.#colours = colours;
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

  /** @param {Glyph[]} glyphs */
  draw(glyphs) {
    if (this.#clean && glyphs.length === 0) return;
    const pen = this.#pen;
    pen.save();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#surface.width, this.#surface.height);
    pen.restore();
    for (const glyph of glyphs) this.#one(glyph);
    pen.globalAlpha = 1;
    this.#clean = glyphs.length === 0;
  }

  /** @param {Glyph} glyph */
  #one(glyph) {
    const pen = this.#pen;
    pen.globalAlpha = "alpha" in glyph ? Math.max(0, glyph.alpha) : 1;
    if (glyph.kind === "bead") this.#bead(glyph);
    else if (glyph.kind === "comet") this.#comet(glyph);
    else if (glyph.kind === "flow") {
      const { from, to, negative, width } = glyph;
      if (negative) this.#stroke("surface", width + 1, () => this.#line(from.x, from.y, to.x, to.y));
      if (negative) pen.setLineDash([1.6 * width + 3, 1.5 * width + 3]);
      this.#stroke(negative ? "neg" : "pos", width, () => this.#line(from.x, from.y, to.x, to.y));
      pen.setLineDash([]);
    } else if (glyph.kind === "arc") {
      const { x, y, radius, from, to, tone, width } = glyph;
      this.#stroke(tone, width, () => pen.arc(x, y, radius, (from - 0.25) * TURN, (to - 0.25) * TURN, to < from));
    } else if (glyph.kind === "dot") this.#fill("ink", () => pen.arc(glyph.x, glyph.y, glyph.radius, 0, TURN));
    else if (glyph.kind === "tick") {
      const [dx, dy] = [(Math.cos(glyph.angle) * glyph.length) / 2, (Math.sin(glyph.angle) * glyph.length) / 2];
      this.#stroke("ink", 3, () => this.#line(glyph.x - dx, glyph.y - dy, glyph.x + dx, glyph.y + dy));
    } else {
      const { x, y, w, h, negative } = glyph;
      this.#stroke(negative ? "neg" : "pos", 3, () => pen.roundRect(x - w / 2, y - h / 2, w, h, 12));
    }
  }

  /** @param {keyof Colours} colour @param {number} width @param {() => void} path */
  #stroke(colour, width, path) {
    this.#pen.strokeStyle = this.#colours[colour];
    this.#pen.lineWidth = width;
    this.#pen.beginPath();
    path();
    this.#pen.stroke();
  }

  /** @param {keyof Colours} colour @param {() => void} path */
  #fill(colour, path) {
    this.#pen.fillStyle = this.#colours[colour];
    this.#pen.beginPath();
    path();
    this.#pen.fill();
  }

  /** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
  #line(x1, y1, x2, y2) {
    this.#pen.moveTo(x1, y1);
    this.#pen.lineTo(x2, y2);
  }

  /**
   * The outline that says the sign: a circle or a diamond.
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {boolean} negative
   */
  #outline(x, y, radius, negative) {
    const pen = this.#pen;
    if (!negative) return pen.arc(x, y, radius, 0, TURN);
    const reach = 1.18 * radius;
    pen.moveTo(x, y - reach);
    pen.lineTo(x + reach, y);
    pen.lineTo(x, y + reach);
    pen.lineTo(x - reach, y);
    return pen.closePath();
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {boolean} negative
   * @param {keyof Colours} colour
   */
  #sign(x, y, radius, negative, colour) {
    if (radius < 4.5) return;
    const arm = radius * 0.46;
    this.#stroke(colour, Math.max(1.4, radius * 0.2), () => {
      this.#pen.moveTo(x - arm, y);
      this.#pen.lineTo(x + arm, y);
      if (negative) return;
      this.#pen.moveTo(x, y - arm);
      this.#pen.lineTo(x, y + arm);
    });
  }

  /** @param {Bead} bead */
  #bead({ x, y, angle, radius, negative, nose }) {
    const tone = negative ? "neg" : "pos";
    const width = Math.max(1.8, Math.min(3, radius * 0.28));
    this.#fill("surface", () => this.#outline(x, y, radius, negative));
    this.#stroke(tone, width, () => this.#outline(x, y, radius, negative));
    this.#sign(x, y, radius, negative, tone);
    if (!nose) return;
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const [from, arm] = [radius * (negative ? 1.18 : 1) + 3, radius * 0.55];
    this.#stroke(tone, width, () => {
      this.#pen.moveTo(x + ux * from + uy * arm, y + uy * from - ux * arm);
      this.#pen.lineTo(x + ux * (from + arm * 0.8), y + uy * (from + arm * 0.8));
      this.#pen.lineTo(x + ux * from - uy * arm, y + uy * from + ux * arm);
    });
  }

  /** @param {Comet} comet */
  #comet({ x, y, tail, radius, negative }) {
    const pen = this.#pen;
    const tone = negative ? "neg" : "pos";
    const length = Math.hypot(tail.x - x, tail.y - y);
    if (length > 1) {
      const [nx, ny] = [((y - tail.y) / length) * radius * 0.86, ((tail.x - x) / length) * radius * 0.86];
      pen.globalAlpha *= 0.55;
      this.#fill(tone, () => {
        pen.moveTo(x + nx, y + ny);
        pen.lineTo(tail.x, tail.y);
        pen.lineTo(x - nx, y - ny);
        pen.closePath();
      });
      pen.globalAlpha /= 0.55;
    }
    this.#fill(tone, () => this.#outline(x, y, radius, negative));
    this.#stroke("surface", 2, () => this.#outline(x, y, radius, negative));
    this.#sign(x, y, radius, negative, "on");
  }
}
