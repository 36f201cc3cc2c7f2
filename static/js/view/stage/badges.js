// Numbered badges: where in the diagram each factor of the explained number stands, counted as in the panel. Pure.
import { explain } from "../rules.js";
import { clamp } from "../scales.js";
import { overlap } from "./box.js";
import { isOfBias, placesOf, quantityOf } from "./scene.js";
import { trailAnchors } from "./trail.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./box.js").Box} Box
 * @typedef {{x: number, y: number}} Point
 */

/** @type {WeakMap<object, Map<string, string[]>>} */
const counted = new WeakMap();

/** The quantities the panel numbers 1, 2, 3 … for the active quantity. @param {Scene} scene @returns {string[]} */
export function factorsOf({ script, names, active }) {
  if (active === null) return [];
  const known = counted.get(script) ?? new Map();
  counted.set(script, known);
  if (!known.has(active)) {
    const lesson = /** @type {import("../arithmetic.js").Lesson} */ ({ script, names, value: () => null });
    known.set(active, script.has(active) ? explain(active, lesson).cards.map(({ id }) => id) : []);
  }
  return known.get(active);
}

/**
 * Which label shows a quantity: its own chip, row or plate; else what stands at its place.
 * @param {Scene} scene
 * @param {Label[]} labels
 * @param {string} id
 */
function anchorOf({ script, network }, labels, id) {
  const quantity = quantityOf(script, id);
  if (!quantity) return null;
  const places = placesOf(quantity, network.sizes);
  const near = labels.filter(({ place, quiet, moving }) => places.includes(place) && !quiet && !moving);
  const prefix = isOfBias(quantity.kind)
    ? "bias:"
    : quantity.kind === "target"
      ? "target:"
      : quantity.kind === "a"
        ? "value:"
        : null;
  const named = prefix ? near.find(({ key }) => key.startsWith(prefix)) : near.find((label) => label.id === id);
  return (
    named ?? near.find(({ key }) => key.startsWith("value:") || key.startsWith("plate:") || key === "total") ?? null
  );
}

/**
 * Where a badge may stand beside its label, the best first.
 * @param {Label} label
 * @param {number} r
 * @param {Scene} scene
 * @returns {Point[]}
 */
function candidates(label, r, { geometry }) {
  const unit = label.inside ? geometry.units.get(label.place) : null;
  if (unit) {
    const [q, far] = [unit.r * 0.9, unit.r + r + 3];
    const [up, down] = [unit.out * q, -unit.out * q];
    const offsets = [
      [-q, up],
      [q, up],
      [-q, down],
      [q, down],
      [0, -unit.out * far],
      [0, unit.out * far],
      [-far, 0],
      [far, 0],
    ];
    return offsets.map(([x, y]) => ({ x: unit.x + x, y: unit.y + y }));
  }
  const place = geometry.units.get(label.place)?.y ?? label.y;
  const [side, over] = [label.w / 2 + r + 2, label.h / 2 + r + 1];
  const offsets = [
    [-side, 0],
    [side, 0],
    [-label.w / 2, -over],
    [label.w / 2, -over],
    [-label.w / 2, over],
    [label.w / 2, over],
    [0, -over],
    [0, over],
    [side, -r],
    [side, r],
    [-side, -r],
    [-side, r],
  ];
  // Lines run into a unit from its left: beside its bias there is more room on the right.
  if (/^(bias|df):/.test(label.key)) offsets.unshift([side, 0], [side, Math.sign(place - label.y) * 7]);
  return offsets.map(([x, y]) => ({ x: label.x + x, y: label.y + y }));
}

/**
 * @param {Scene} scene
 * @param {Label[]} labels what stands there already
 * @returns {Label[]}
 */
export function badgeLabels(scene, labels) {
  const { type, width, height } = scene.geometry;
  const r = type.badge * 0.82;
  /** @type {Box[]} */
  const taken = labels.filter(({ quiet, moving }) => !quiet && !moving);
  const numbered = scene.trail
    ? trailAnchors(scene.trail)
    : factorsOf(scene).map((id, index) => ({ id, number: index + 1 }));
  return numbered.flatMap(({ id, number }, index) => {
    const anchor = anchorOf(scene, labels, id);
    if (!anchor) return [];
    const free = candidates(anchor, r, scene)
      .map(({ x, y }) => ({ x: clamp(x, r, width - r), y: clamp(y, r, height - r) }))
      .find((at) => !taken.some((box) => overlap({ ...at, w: 2 * r, h: 2 * r }, box)));
    if (!free) return [];
    const text = { text: String(number), size: type.badge, weight: 720 };
    const parts = [{ ...text, x: -type.badge * 0.265, y: type.badge * 0.345 }];
    const badge = {
      key: `badge:${index}`,
      id,
      place: anchor.place,
      ...free,
      w: 2 * r,
      h: 2 * r,
      parts,
      shape: /** @type {const} */ ("badge"),
    };
    taken.push(badge);
    return [badge];
  });
}
