// What is lit: the places of the quantity one looks at, and the path its number travelled. Pure.
import { edgeKey, TOTAL, unitKey } from "../layout.js";
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
 * Every way from a unit to the outputs: what its gradient came back along.
 * @param {number} layer
 * @param {number} unit
 * @param {number[]} sizes
 * @returns {string[]}
 */
function onward(layer, unit, sizes) {
  if (layer >= sizes.length - 1) return [unitKey(layer, unit)];
  const deeper = layer + 1 < sizes.length - 1 ? upTo(sizes[layer + 1]) : [];
  return [...outgoing(layer, unit, sizes), ...deeper.flatMap((next) => onward(layer + 1, next, sizes))];
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
 * The keys of all lit places; empty when nothing in particular is looked at, and then nothing is dimmed.
 * @param {Scene} scene
 * @returns {Set<string>}
 */
export function litPlaces({ script, network, active, trail }) {
  if (trail) return trailPlaces(trail);
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
