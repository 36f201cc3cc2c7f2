// What happens at a unit: its bias drops in, its error opens and enters, its slope tilts, its delta rings. Pure.
import { unitKey } from "../layout.js";
import { ease, lerp, magnitude, stretch, travelled } from "../scales.js";
import { errorArc, slopeAngle } from "./gauge.js";
import { idOf, innerRow } from "./scene.js";
import { ripple } from "./travel.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./motion.js").Take} Take
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 * @typedef {import("../../types.js").Quantity} Quantity
 */

/** @param {Scene} scene @param {Quantity} quantity */
const placeOf = ({ geometry }, { layer, unit }) => geometry.units.get(unitKey(layer ?? 0, unit ?? 0));

/**
 * A bias drops into its unit from where it is written.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {number} t
 * @returns {Glyph[]}
 */
export function biasDrops(scene, place, t) {
  const bias = scene.raw(idOf("b", place.layer, place.unit));
  if (bias === null || t <= 0 || t >= 1) return [];
  const { small } = scene.geometry;
  const away = place.r + lerp(small ? 24 : 32, 3, travelled(t));
  const radius = magnitude(bias, 1, small ? 3 : 4, small ? 7 : 10);
  const alpha = Math.min(1, 5 * t, 5 * (1 - t));
  const angle = (place.out * Math.PI) / 2;
  return [
    { kind: "bead", x: place.x, y: place.y - place.out * away, angle, radius, negative: bias < 0, alpha, nose: true },
  ];
}

/**
 * The gap between what came out and what was wanted opens.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
export function errorOpens({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  return place ? errorArc(scene, place, ease(stretch(t, 0, 0.8)), 1) : [];
}

/**
 * The error enters the network at an output: a solid pulse runs over the open gap, from the target to what came out.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
export function errorEnters({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  const value = scene.raw(quantity.id);
  if (!place || value === null || t >= 1) return [];
  const [arc] = errorArc(scene, place, 1, 1);
  if (arc?.kind !== "arc") return [];
  // Just outside the arc, where the light around the unit does not cover it.
  const reach = arc.radius + (scene.geometry.small ? 4 : 7);
  const at = (/** @type {number} */ turn) => {
    const angle = 2 * Math.PI * turn;
    return { x: arc.x + reach * Math.sin(angle), y: arc.y - reach * Math.cos(angle) };
  };
  const head = lerp(arc.from, arc.to, travelled(t));
  const lag = Math.min(Math.abs(head - arc.from), 0.12) * Math.sign(arc.to - arc.from);
  const radius = scene.geometry.small ? 6 : 9;
  const alpha = Math.min(1, 8 * t, 8 * (1 - t));
  return [{ kind: "comet", ...at(head), tail: at(head - lag), radius, negative: value < 0, alpha }];
}

/**
 * The slope of f at z: a piece of tangent tilts from level.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
export function slopeTilts({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  const value = scene.raw(quantity.id);
  if (!place || value === null || t >= 1) return [];
  const { small } = scene.geometry;
  const y = innerRow(scene, place, 1);
  const angle = (Math.PI / 180) * slopeAngle(value) * ease(stretch(t, 0.1, 0.9));
  return [{ kind: "tick", x: place.x, y, angle, length: small ? 16 : 24, alpha: Math.min(1, 6 * t) }];
}

/** A delta is made: a ring leaves the unit, once. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
export function deltaRings({ scene, t }, quantity) {
  const layer = quantity.layer ?? 0;
  const units = [...scene.geometry.units.values()].filter(
    (place) => place.layer === layer && (quantity.unit === null || place.unit === quantity.unit),
  );
  const value = scene.raw(quantity.id);
  return value === null ? [] : units.flatMap((place) => ripple(scene, place, value, t));
}
