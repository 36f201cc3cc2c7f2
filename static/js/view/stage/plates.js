// The plates on the edges: name, weight, and what is known of the weight's change. Pure.
import { brief } from "../format.js";
import { clamp, ease, lerp, stretch } from "../scales.js";
import { boxed, signed, toneOf } from "./box.js";
import { highlightedPlaces } from "./lit.js";
import { idOf, placesOf, quantityOf } from "./scene.js";
import { fittedSize, rowWidth, textWidth } from "./text.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Part} Part
 * @typedef {import("../layout.js").EdgePlace} EdgePlace
 */

/** Is it the moment in which all parameters change? @param {Scene} scene */
const updating = ({ current, t }) => current?.id === "update" && t < 1;

/**
 * A parameter's number: the old one, the new one, and while all change together what lies between.
 * @param {Scene} scene
 * @param {string} id of the parameter
 * @param {string} next id of its next value
 * @returns {number | null}
 */
export function parameterNow(scene, id, next) {
  const before = scene.value(id);
  const after = scene.value(next);
  if (after !== null || before === null || !updating(scene)) return after ?? before;
  const coming = scene.raw(next);
  return coming === null ? before : lerp(before, coming, ease(stretch(scene.t, 0.1, 0.9)));
}

/** The weight an edge shows now. @param {Scene} scene @param {EdgePlace} edge */
export const weightNow = (scene, { layer, unit, source }) =>
  parameterNow(scene, idOf("w", layer, unit, source), idOf("w_next", layer, unit, source));

/** The batch's gradient where it is known, else the one of the example. @param {Scene} scene @param {string} gradient id */
export const ofBatch = ({ value }, gradient) => (value(`batch_${gradient}`) === null ? gradient : `batch_${gradient}`);

/**
 * The second row: the gradient parked on the edge, the batch's as soon as it is known; after the update, by how much the
 * weight has changed.
 * @param {Scene} scene
 * @param {string} change id
 * @param {string} gradient id
 * @param {number} size
 * @returns {Part[] | null}
 */
export function changeRow(scene, change, gradient, size) {
  const moved = scene.value(change);
  if (moved !== null) {
    const tone = toneOf(moved);
    return [{ mark: moved < 0 ? "down" : "up", size: size * 0.34, tone }, signed(moved, size, 4)];
  }
  const slope = scene.value(ofBatch(scene, gradient));
  return slope === null ? null : [{ text: "∂", size, weight: 640, tone: toneOf(slope) }, signed(slope, size, 4)];
}

/** @param {Scene} scene @param {EdgePlace} edge @param {boolean} quiet @returns {Label} */
function plate(scene, edge, quiet) {
  const { type, small, dense, width } = scene.geometry;
  const { layer, unit, source } = edge;
  const id = idOf("w", layer, unit, source);
  const weight = weightNow(scene, edge);
  const padX = small ? 6 : 10;
  const text = weight === null ? "–" : brief(weight, 3);
  /** @type {Part} */
  const value = {
    text,
    size: fittedSize(text, type.weight, 680, textWidth("−00.000", type.weight, 680)),
    weight: 680,
    tone: toneOf(weight),
  };
  /** @type {Part} */
  const name = { text: scene.names.weight(layer, unit, source), size: type.name, weight: 500, tone: "muted" };
  const least = small || dense ? 62 : 92;
  const wide = Math.max(least - 2 * padX, rowWidth([name, value]));
  const free = wide - rowWidth([name]) - rowWidth([value]);
  const rows = [[name, { ...value, gap: Math.max(type.name * 0.3, free) }]];
  const height = boxed({ key: "", id, place: edge.key, x: 0, y: 0 }, rows, { padY: small ? 3 : 4 }).h;
  const second = changeRow(
    scene,
    idOf("change_w", layer, unit, source),
    idOf("dE_dw", layer, unit, source),
    type.second,
  );
  if (second) rows.push(second);
  const base = { key: `plate:${edge.key}`, id: latestOf(scene, edge), place: edge.key, x: 0, y: edge.plate.y, quiet };
  const label = boxed(base, rows, { padX, padY: small ? 3 : 4, least, flush: "right" });
  const x = clamp(edge.plate.x, label.w / 2 + 2, width - label.w / 2 - 2);
  const outward = (edge.plate.out * (label.h - height)) / 2;
  return { ...label, x, y: edge.plate.y + outward, shape: "plate" };
}

/** The most telling quantity of an edge: the newest that is known. @param {Scene} scene @param {EdgePlace} edge */
function latestOf(scene, { layer, unit, source }) {
  const telling = ["w_next", "batch_dE_dw", "dE_dw", "contribution", "w"].map((kind) =>
    idOf(kind, layer, unit, source),
  );
  return telling.find((id) => scene.value(id) !== null) ?? idOf("w", layer, unit, source);
}

/** On a crowded stage, and a phone's, so many lit lines have their plates; of more only those of the number that is looked at. */
const MOST_PLATES = { wide: 16, small: 4 };

/** The receivers of the lit lines, layer by layer. @param {Scene} scene @param {Set<string>} lit @returns {Map<number, Set<number>>} */
function receivers({ geometry }, lit) {
  const layers = new Map();
  for (const { key, layer, unit } of geometry.edges.values())
    if (lit.has(key)) layers.set(layer, (layers.get(layer) ?? new Set()).add(unit));
  return layers;
}

/**
 * How far along its line a crowded stage puts a plate: where the lit lines lie apart.
 * @param {EdgePlace} edge
 * @param {Set<number>} lit the receivers of lit lines in its layer
 */
function spread(edge, lit) {
  const fanIn = lit.size === 0 || (lit.size === 1 && lit.has(edge.unit));
  const share = fanIn ? 0.45 : 0.6;
  const { from, to } = edge;
  return { ...edge, plate: { ...edge.plate, rest: share, x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share) } };
}

/**
 * A plate that nobody sees or hears, of a large network that trains fast: its number is written when somebody looks, or when it is slower.
 * @param {EdgePlace} edge
 * @returns {Label}
 */
function waiting({ key, layer, unit, source, plate: { x, y } }) {
  const id = idOf("w", layer, unit, source);
  return { key: `plate:${key}`, id, place: key, x, y, w: 0, h: 0, parts: [], shape: "plate", quiet: true, waits: true };
}

/**
 * @param {Scene} scene
 * @param {Set<string>} lit
 * @returns {Label[]}
 */
export function plateLabels(scene, lit) {
  const { dense, small, edges } = scene.geometry;
  const all = [...edges.values()];
  if (!dense) return all.map((edge) => plate(scene, edge, false));
  const into = receivers(scene, lit);
  const own = quantityOf(scene.script, scene.active);
  const shown = new Set(own ? placesOf(own, scene.network.sizes) : []);
  const few = all.filter(({ key }) => lit.has(key)).length <= MOST_PLATES[small ? "small" : "wide"];
  const hot = highlightedPlaces(scene);
  return all.map((edge) => {
    if (scene.fast && !lit.has(edge.key) && !hot.has(edge.key)) return waiting(edge);
    const placed = spread(edge, into.get(edge.layer) ?? new Set());
    return plate(scene, placed, !lit.has(edge.key) || !(few || shown.has(edge.key)));
  });
}

/** The accessible name's start: exactly what is to be read on the plate. @param {Label} label */
export const visibleText = ({ parts }) => parts.flatMap(({ text }) => (text === undefined ? [] : [text])).join(" ");
