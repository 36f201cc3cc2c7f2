// The paths from a parameter to the outputs, as places of the picture: what is lit, and where each one's number stands. Pure.
import { edgeKey } from "../edge_places.js";
import { unitKey } from "../layout.js";

/** @typedef {import("../../types.js").Trail} Trail */

/** More numbers than these nobody follows. */
const MOST = 12;

/** @param {string} unit as `layer.unit` @returns {[layer: number, unit: number]} */
const split = (unit) => /** @type {[number, number]} */ (unit.split(".").map(Number));

/** The edges between the units of a path, first to last. @param {string[]} path @returns {[number, number, number][]} */
const edgesOf = (path) =>
  path.slice(1).map((unit, index) => {
    const [layer, at] = split(unit);
    return [layer, at, split(path[index])[1]];
  });

/** @param {string} parameter @returns {string[]} its own edge and where that comes from */
function ownPlaces(parameter) {
  const [kind, layer, unit, source] = parameter.split(".");
  if (kind !== "w") return [];
  return [edgeKey(Number(layer), Number(unit), Number(source)), unitKey(Number(layer) - 1, Number(source))];
}

/** The keys of all that is lit. @param {Trail} trail @returns {Set<string>} */
export function trailPlaces({ parameter, paths, only }) {
  const shown = only === null ? paths : paths.filter((_, index) => index === only);
  const places = shown.flatMap((path) => [
    ...path.map((unit) => unitKey(...split(unit))),
    ...edgesOf(path).map((edge) => edgeKey(...edge)),
  ]);
  return new Set([...ownPlaces(parameter), ...places]);
}

/** Where each path's number stands: at its last edge, or at the output where it has none. @param {Trail} trail */
export function trailAnchors({ paths, only }) {
  return paths.slice(0, MOST).flatMap((path, index) => {
    if (only !== null && only !== index) return [];
    const last = edgesOf(path).at(-1);
    return [{ id: last ? `w.${last.join(".")}` : `a.${path[0]}`, number: index + 1 }];
  });
}
