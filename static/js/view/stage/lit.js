// What is lit: the places of the quantity one looks at, and the path its number travelled. Pure.
import { edgeKey } from "../edge_places.js";
import { TOTAL, unitKey } from "../layout.js";
import { placesOf, quantityOf } from "./scene.js";
import { trailPlaces } from "./trail.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("../../types.js").Quantity} Quantity
 */

/** @param {number} count */
const upTo = (count) => Array.from({ length: count }, (_, index) => index);

/** An edge with the units at its ends. @param {number} layer @param {number} unit @param {number} source */
const edgeWithEnds = (layer, unit, source) => [
  edgeKey(layer, unit, source),
  unitKey(layer, unit),
  unitKey(layer - 1, source),
];

/** All edges into a unit, with their ends. @param {number} layer @param {number} unit @param {number[]} sizes */
const incoming = (layer, unit, sizes) => upTo(sizes[layer - 1]).flatMap((source) => edgeWithEnds(layer, unit, source));

/** All edges out of a unit, with their ends. @param {number} layer @param {number} unit @param {number[]} sizes */
const outgoing = (layer, unit, sizes) => upTo(sizes[layer + 1]).flatMap((next) => edgeWithEnds(layer + 1, next, unit));

/**
 * Every way from a unit to the outputs: what its gradient came back along. From the next layer on that is everything.
 * @param {number} layer
 * @param {number} unit
 * @param {number[]} sizes
 * @returns {string[]}
 */
function onward(layer, unit, sizes) {
  if (layer >= sizes.length - 1) return [unitKey(layer, unit)];
  const deeper = upTo(sizes.length).slice(layer + 2);
  const all = deeper.flatMap((later) => upTo(sizes[later]).flatMap((next) => incoming(later, next, sizes)));
  return [...outgoing(layer, unit, sizes), ...all];
}

/** @param {Quantity} quantity @param {number[]} sizes @returns {string[]} */
function path(quantity, sizes) {
  const { kind, layer, unit, source } = quantity;
  const places = placesOf(quantity, sizes);
  if (layer === null || unit === null) {
    return kind === "error_total"
      ? [TOTAL, ...upTo(sizes[sizes.length - 1]).map((k) => unitKey(sizes.length - 1, k))]
      : places;
  }
  if (kind === "z") return incoming(layer, unit, sizes);
  if (kind === "dE_da" && layer < sizes.length - 1) return outgoing(layer, unit, sizes);
  if (source === null || kind === "jacobian") return places;
  const edge = edgeWithEnds(layer, unit, source);
  return kind === "dE_dw" ? [...edge, ...onward(layer, unit, sizes)] : edge;
}

/**
 * What one number of a step that takes several lights: its own places; of those together one sees where they come from.
 * @param {Quantity} quantity @param {number[]} sizes
 */
function ownPath(quantity, sizes) {
  const { kind, layer, unit, source } = quantity;
  const alongEdge = kind === "dE_dw" && layer !== null && unit !== null && source !== null;
  return alongEdge ? edgeWithEnds(layer, unit, source) : path(quantity, sizes);
}

/**
 * What a step lights that takes several numbers: all their places; where it goes through several layers, only those under way.
 * @param {Scene} scene
 */
function pathsOfRun({ script, network, run, wave, t }) {
  const quantities = (/** @type {import("../../types.js").Moment[]} */ moments) =>
    moments.flatMap(({ quantities: [id] }) => quantityOf(script, id) ?? []);
  const all = quantities(run);
  const whole =
    new Set(
      all
        .map(({ kind, layer }) => (kind === "contribution" ? (layer ?? 0) - 1 : layer))
        .filter((layer) => layer !== null),
    ).size > 1;
  const lit = whole ? (t < 1 ? quantities(wave) : []) : all;
  return lit.flatMap((quantity) => ownPath(quantity, network.sizes));
}

/**
 * The keys of all lit places; empty when nothing in particular is looked at, and then nothing is dimmed.
 * @param {Scene} scene
 * @returns {Set<string>}
 */
export function litPlaces(scene) {
  const { script, network, active, trail, run } = scene;
  if (trail) return trailPlaces(trail);
  if (run.length > 0) return new Set(pathsOfRun(scene));
  const quantity = quantityOf(script, active);
  return new Set(quantity ? path(quantity, network.sizes) : []);
}

/**
 * The places that are pointed at, from wherever.
 * @param {Scene} scene
 * @returns {Set<string>}
 */
export function highlightedPlaces({ script, network, highlight }) {
  const quantity = quantityOf(script, highlight);
  return new Set(quantity ? placesOf(quantity, network.sizes) : []);
}
