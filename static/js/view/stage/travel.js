// What runs along an edge, and what leaves a unit. Forward is hollow with a nose, backward solid with a tail. Pure.
import { edgeWidth, lerp, magnitude, travelled } from "../scales.js";
import { idOf } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {import("../layout.js").EdgePlace} EdgePlace
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 */

/** Beads in a train, and how far apart, in drawing units. */
const TRAIN = 3;
const SPACING = { wide: 30, small: 17 };
/** How wide the flow is over the plain line. */
const FLOW = 1.5;

/** From so many edges on a train is one bead, smaller; from so many on only the largest have one, and all the creeping colour. */
const CROWD = 12;
const THRONG = 40;
const NOTABLE = 0.35;

/** How many beads a train has, and how large they are, among so many others. @param {number} value @param {number} largest @param {number} crowd */
function thinned(value, largest, crowd) {
  if (crowd <= CROWD) return { beads: TRAIN, size: 1 };
  return { beads: crowd <= THRONG || Math.abs(value) >= NOTABLE * largest ? 1 : 0, size: 0.6 };
}

/** @param {EdgePlace} edge @param {number} distance from the sender's end @returns {{x: number, y: number}} */
const at = ({ start, along }, distance) => ({ x: start.x + along.x * distance, y: start.y + along.y * distance });

/** @param {Scene} scene @param {EdgePlace} edge */
function widthOf({ raw, geometry }, { layer, unit, source }) {
  return geometry.fine * (edgeWidth(raw(idOf("w", layer, unit, source)) ?? 0, geometry.small) + FLOW);
}

/**
 * A train of hollow beads on its way to the receiver, and the colour it draws behind it.
 * @param {Scene} scene
 * @param {EdgePlace} edge
 * @param {number} value what it carries: w · a
 * @param {number} largest magnitude beside it
 * @param {number} t 0 … 1; at 1 the train rests before the receiver
 * @param {number} crowd along how many edges something moves at once
 * @returns {Glyph[]}
 */
export function forward(scene, edge, value, largest, t, crowd) {
  const { small } = scene.geometry;
  const { beads, size } = thinned(value, largest, crowd);
  const spacing = small ? SPACING.small : SPACING.wide;
  const radius = size * magnitude(value, largest, small ? 4 : 5.5, small ? 9 : 14);
  const rest = edge.length - radius - (small ? 5 : 9);
  const head = travelled(t) * rest;
  const angle = Math.atan2(edge.along.y, edge.along.x);
  const negative = value < 0;
  /** @type {Glyph[]} */
  const glyphs = [
    {
      kind: "flow",
      edge: edge.key,
      from: edge.start,
      to: at(edge, lerp(0, edge.length, travelled(t))),
      negative,
      width: widthOf(scene, edge),
    },
  ];
  for (let bead = beads - 1; bead >= 0; bead -= 1) {
    const distance = head - bead * spacing;
    if (distance <= 0) continue;
    const alpha = Math.min(1, distance / 14) * (1 - 0.24 * bead);
    glyphs.push({
      kind: "bead",
      ...at(edge, distance),
      angle,
      radius: radius * (1 - 0.2 * bead),
      negative,
      alpha,
      nose: bead === 0,
    });
  }
  return glyphs;
}

/**
 * A solid pulse on its way back, and the colour it draws behind it.
 * @param {Scene} scene
 * @param {EdgePlace} edge
 * @param {number} value what it carries
 * @param {number} largest magnitude beside it
 * @param {number} stop where it comes to rest, as a share of the way from the sender's middle to the receiver's
 * @param {number} t 0 … 1
 * @param {number} crowd along how many edges something moves at once
 * @returns {Glyph[]}
 */
export function backward(scene, edge, value, largest, stop, t, crowd) {
  const { small } = scene.geometry;
  const { beads, size } = thinned(value, largest, crowd);
  const whole = Math.hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y);
  const goal = Math.max(0, stop * whole - (whole - edge.length) / 2);
  const head = lerp(edge.length, goal, travelled(t));
  const tail = Math.min(edge.length, head + (small ? 40 : 78) * Math.min(1, 4 * t));
  const negative = value < 0;
  const radius = size * magnitude(value, largest, small ? 4 : 6, small ? 11 : 17);
  const alpha = Math.min(1, 10 * t);
  /** @type {Glyph} */
  const flow = {
    kind: "flow",
    edge: edge.key,
    from: edge.end,
    to: at(edge, head),
    negative,
    width: widthOf(scene, edge),
  };
  if (beads === 0) return [flow];
  return [flow, { kind: "comet", ...at(edge, head), tail: at(edge, tail), radius, negative, alpha }];
}

/**
 * A ring that leaves a unit once and fades.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {number} value whose sign it has
 * @param {number} t
 * @returns {Glyph[]}
 */
export function ripple({ geometry: { small } }, { x, y, r }, value, t) {
  if (t <= 0 || t >= 1) return [];
  const radius = r + 4 + (small ? 14 : 26) * travelled(t);
  const tone = value < 0 ? "neg" : "pos";
  return [
    { kind: "arc", x, y, radius, from: 0, to: 1, tone, width: (small ? 3 : 5) * (1 - t) + 1, alpha: 0.9 * (1 - t) },
  ];
}
