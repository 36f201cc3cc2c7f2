// Activations as angles: a ring round the unit that fills, and the gap to the target beside it. Pure.
import { clamp, ease, lerp } from "../scales.js";
import { idOf, isUnderWay } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 */

/** Functions whose values lie between 0 and 1: a full turn is 1. */
const UNIT_RANGE = new Set(["logistic", "softmax"]);

/** @param {Scene} scene @param {number} layer */
const isUnitRange = ({ network }, layer) => UNIT_RANGE.has(network.activations[layer - 1]?.name ?? "");

/**
 * A value as a part of a turn, clockwise from the top. Values that are not between 0 and 1 take half a turn for each sign.
 * @param {Scene} scene
 * @param {number} layer
 * @param {number} value
 */
export function turns(scene, layer, value) {
  return isUnitRange(scene, layer) ? clamp(value) : (0.5 * value) / (1 + Math.abs(value));
}

/**
 * The tilt of a piece of tangent, in degrees as SVG turns: the logistic's steepest slope, 1/4, is drawn at 45°.
 * @param {number} df
 */
export const slopeAngle = (df) => (-180 / Math.PI) * Math.atan(4 * df);

/**
 * How far the ring of a unit is filled.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @returns {number | null} in turns, negative counter-clockwise; null where there is nothing to show yet
 */
export function fill(scene, { layer, unit }) {
  const id = idOf("a", layer, unit);
  const value = scene.value(id);
  if (value !== null) return turns(scene, layer, value);
  const coming = isUnderWay(scene, id) ? scene.raw(id) : null;
  return coming === null ? null : turns(scene, layer, coming) * ease(scene.t);
}

/**
 * The gap between target and output outside the ring: a dot for the target, an arc to what came out.
 * @param {Scene} scene
 * @param {UnitPlace} place an output
 * @param {number} open 0 … 1
 * @param {number} alpha
 * @returns {Glyph[]}
 */
export function errorArc(scene, { layer, unit, x, y, r }, open, alpha) {
  const target = scene.raw(idOf("target", layer, unit));
  const output = scene.raw(idOf("a", layer, unit));
  if (target === null || output === null) return [];
  const { small } = scene.geometry;
  const radius = r + (small ? 6.5 : 9.5);
  const from = turns(scene, layer, target);
  const to = lerp(from, turns(scene, layer, output), open);
  const angle = 2 * Math.PI * from;
  const tone = output < target ? "neg" : "pos";
  return [
    { kind: "arc", x, y, radius, from, to, tone, width: small ? 3 : 4.5, alpha },
    { kind: "dot", x: x + radius * Math.sin(angle), y: y - radius * Math.cos(angle), radius: small ? 3.5 : 5 },
  ];
}
