// What a given was before it was changed, small and struck through beside what it is, wherever that covers nothing. Pure.
import { brief } from "../format.js";
import { boxed, onUnit, overlap } from "./box.js";
import { placesOf, quantityOf } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 */

const GAP = 1;

/**
 * The label that shows a given: a weight's plate, a bias's or target's row, an input's unit.
 * @param {Scene} scene
 * @param {Label[]} labels
 * @param {string} id
 */
function shownBy({ script, network }, labels, id) {
  const quantity = quantityOf(script, id);
  if (!quantity) return null;
  const [place] = placesOf(quantity, network.sizes);
  const start = { w: "plate:", a: "value:" }[quantity.kind];
  return (
    labels.find((label) => (start ? label.place === place && label.key.startsWith(start) : label.id === id)) ?? null
  );
}

/** Where there is room, away from the lines first. @param {import("./box.js").Box} box @param {number} w @param {number} h @param {number} out −1: up */
function around({ x, y, w: width, h: height }, w, h, out) {
  const [over, side] = [(height + h) / 2 + GAP, (width + w) / 2 + GAP];
  return [
    [0, out * over],
    [side, 0],
    [-side, 0],
    [0, -out * over],
    [0, out * (over + h)],
    [0, -out * (over + h)],
  ].map(([dx, dy]) => ({ x: x + dx, y: y + dy }));
}

/**
 * @param {Scene} scene
 * @param {Label[]} labels what stands there already
 * @returns {Label[]}
 */
export function formerLabels(scene, labels) {
  const { type, width, height, units, edges } = scene.geometry;
  const all = [...units.values()];
  const taken = labels.filter(({ quiet, moving }) => !quiet && !moving);
  return (scene.former ?? []).flatMap(({ of, from }) => {
    const anchor = typeof from === "number" ? shownBy(scene, taken, of) : null;
    if (!anchor || typeof from !== "number" || scene.value(of) === from) return [];
    const text = { text: brief(from, 3), size: type.name, tone: /** @type {const} */ ("old") };
    const label = boxed({ key: `former:${of}`, id: of, place: anchor.place, x: 0, y: 0 }, [[text]]);
    const unit = anchor.inside ? units.get(anchor.place) : null;
    const box = unit ? { x: unit.x, y: unit.y, w: 2 * unit.r, h: 2 * unit.r } : anchor;
    const fits = (/** @type {{x: number, y: number}} */ { x, y }) =>
      x >= label.w / 2 && x <= width - label.w / 2 && y >= label.h / 2 && y <= height - label.h / 2;
    const free = around(box, label.w, label.h, edges.get(anchor.place)?.plate.out || unit?.out || 1).find(
      (at) =>
        fits(at) && !taken.some((other) => overlap({ ...label, ...at }, other)) && !onUnit({ ...label, ...at }, all),
    );
    if (!free) return [];
    const placed = { ...label, ...free };
    taken.push(placed);
    return [placed];
  });
}
