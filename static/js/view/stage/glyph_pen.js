// How each glyph is drawn, with its words: on a canvas while it moves, or on anything else that has a pen's methods.

/**
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {Record<"surface" | "ink" | "pos" | "neg" | "on", string>} Colours
 * @typedef {Pick<CanvasRenderingContext2D, "globalAlpha" | "strokeStyle" | "fillStyle" | "lineWidth" | "beginPath" | "moveTo"
 *   | "lineTo" | "arc" | "roundRect" | "closePath" | "stroke" | "fill" | "setLineDash">} Pen What is used of a canvas.
 * @typedef {{pen: Pen, colours: Colours}} Ink
 */

/**
 * @template {Glyph["kind"]} K
 * @typedef {object} Drawn
 * @property {string} name in the singular
 * @property {string} words what it says
 * @property {(ink: Ink, glyph: Extract<Glyph, {kind: K}>) => void} draw
 */

const TURN = 2 * Math.PI;

/** @param {{negative: boolean}} glyph @returns {"pos" | "neg"} */
const toneOf = ({ negative }) => (negative ? "neg" : "pos");

/** @param {Ink} ink @param {keyof Colours} colour @param {number} width @param {() => void} path */
function stroke({ pen, colours }, colour, width, path) {
  pen.strokeStyle = colours[colour];
  pen.lineWidth = width;
  pen.beginPath();
  path();
  pen.stroke();
}

/** @param {Ink} ink @param {keyof Colours} colour @param {() => void} path */
function fill({ pen, colours }, colour, path) {
  pen.fillStyle = colours[colour];
  pen.beginPath();
  path();
  pen.fill();
}

/** @param {Ink} ink @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
function line({ pen }, x1, y1, x2, y2) {
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
}

/** The outline that says the sign: a circle or a diamond. @param {Ink} ink @param {{x: number, y: number, radius: number, negative: boolean}} glyph */
function outline({ pen }, { x, y, radius, negative }) {
  if (!negative) return pen.arc(x, y, radius, 0, TURN);
  const reach = 1.18 * radius;
  pen.moveTo(x, y - reach);
  pen.lineTo(x + reach, y);
  pen.lineTo(x, y + reach);
  pen.lineTo(x - reach, y);
  return pen.closePath();
}

/** Plus or minus inside of it. @param {Ink} ink @param {{x: number, y: number, radius: number, negative: boolean}} glyph @param {keyof Colours} colour */
function sign(ink, { x, y, radius, negative }, colour) {
  if (radius < 4.5) return;
  const arm = radius * 0.46;
  stroke(ink, colour, Math.max(1.4, radius * 0.2), () => {
    line(ink, x - arm, y, x + arm, y);
    if (!negative) line(ink, x, y - arm, x, y + arm);
  });
}

/** @param {Ink} ink @param {import("./glyphs.js").Bead} bead */
function bead(ink, { nose, ...round }) {
  const { x, y, angle, radius, negative } = round;
  const tone = toneOf(round);
  const width = Math.max(1.8, Math.min(3, radius * 0.28));
  fill(ink, "surface", () => outline(ink, round));
  stroke(ink, tone, width, () => outline(ink, round));
  sign(ink, round, tone);
  if (!nose) return;
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const [from, arm] = [radius * (negative ? 1.18 : 1) + 3, radius * 0.55];
  stroke(ink, tone, width, () => {
    ink.pen.moveTo(x + ux * from + uy * arm, y + uy * from - ux * arm);
    ink.pen.lineTo(x + ux * (from + arm * 0.8), y + uy * (from + arm * 0.8));
    ink.pen.lineTo(x + ux * from - uy * arm, y + uy * from + ux * arm);
  });
}

/** @param {Ink} ink @param {import("./glyphs.js").Comet} comet */
function comet(ink, { tail, ...round }) {
  const { pen } = ink;
  const { x, y, radius } = round;
  const tone = toneOf(round);
  const length = Math.hypot(tail.x - x, tail.y - y);
  if (length > 1) {
    const [nx, ny] = [((y - tail.y) / length) * radius * 0.86, ((tail.x - x) / length) * radius * 0.86];
    pen.globalAlpha *= 0.55;
    fill(ink, tone, () => {
      line(ink, x + nx, y + ny, tail.x, tail.y);
      pen.lineTo(x - nx, y - ny);
      pen.closePath();
    });
    pen.globalAlpha /= 0.55;
  }
  fill(ink, tone, () => outline(ink, round));
  stroke(ink, "surface", 2, () => outline(ink, round));
  sign(ink, round, "on");
}

/** @param {Ink} ink @param {import("./glyphs.js").Flow} flow */
function flow(ink, { from, to, negative, width }) {
  const along = () => line(ink, from.x, from.y, to.x, to.y);
  if (negative) stroke(ink, "surface", width + 1, along);
  if (negative) ink.pen.setLineDash([1.6 * width + 3, 1.5 * width + 3]);
  stroke(ink, negative ? "neg" : "pos", width, along);
  ink.pen.setLineDash([]);
}

/** @param {Ink} ink @param {import("./glyphs.js").Tick} tick */
function tick(ink, { x, y, angle, length }) {
  const [dx, dy] = [(Math.cos(angle) * length) / 2, (Math.sin(angle) * length) / 2];
  stroke(ink, "ink", 3, () => line(ink, x - dx, y - dy, x + dx, y + dy));
}

/** Every kind there is: what it is called, what it says, how it is drawn. @type {{[K in Glyph["kind"]]: Drawn<K>}} */
export const GLYPHS = {
  flow: {
    name: "Colour along a line",
    words:
      "The colour creeps along a line in the direction in which something is passed on; its hue and dash say the sign.",
    draw: flow,
  },
  bead: {
    name: "Hollow bead with a nose",
    words: "A product w · a on its way forward. Its size says how large it is, circle + or diamond − its sign.",
    draw: bead,
  },
  comet: {
    name: "Solid pulse with a tail",
    words:
      "A part of the error on its way back, or what the other examples of a batch add; the tail points to where it comes from.",
    draw: comet,
  },
  arc: {
    name: "Arc around an output",
    words: "The gap between target and output. The same arc leaves a unit as a ring when its δ is made.",
    draw: (ink, { x, y, radius, from, to, tone, width }) =>
      stroke(ink, tone, width, () => ink.pen.arc(x, y, radius, (from - 0.25) * TURN, (to - 0.25) * TURN, to < from)),
  },
  dot: {
    name: "Dot on the arc",
    words: "The target: where the ring should have ended.",
    draw: (ink, { x, y, radius }) => fill(ink, "ink", () => ink.pen.arc(x, y, radius, 0, TURN)),
  },
  tick: {
    name: "Tilting piece of tangent",
    words: "The slope f′ of the activation function at z: the steeper, the more of the error passes.",
    draw: tick,
  },
  flash: {
    name: "Frame around a plate",
    words: "All weights change together, now; its colour says in which direction this one goes.",
    draw: (ink, { x, y, w, h, negative }) =>
      stroke(ink, negative ? "neg" : "pos", 3, () => ink.pen.roundRect(x - w / 2, y - h / 2, w, h, 12)),
  },
};

/** Draws glyphs, back to front. @param {Ink} ink @param {Glyph[]} glyphs */
export function drawGlyphs(ink, glyphs) {
  for (const glyph of glyphs) {
    ink.pen.globalAlpha = "alpha" in glyph ? Math.max(0, glyph.alpha) : 1;
    const { draw } = /** @type {Drawn<any>} */ (GLYPHS[glyph.kind]);
    draw(ink, glyph);
  }
  ink.pen.globalAlpha = 1;
}
