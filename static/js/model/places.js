// Which quantities belong to which unit and which edge. Pure.

/** @typedef {import("../types.js").Quantity} Quantity */

/** Kinds whose third index is not a sending unit. */
const NOT_ON_EDGES = new Set(["jacobian"]);

/** @param {Quantity} quantity */
const onEdge = ({ kind, source }) => source !== null && !NOT_ON_EDGES.has(kind);

/** The units whose quantity it is. @param {Quantity} quantity @param {number} width of its layer @returns {(number | null)[]} */
function unitsOf({ kind, unit, source }, width) {
  if (kind === "jacobian") return [source];
  // A shared bias has one gradient for its whole layer.
  return unit === null ? Array.from({ length: width }, (_, index) => index) : [unit];
}

/** The name of a place: of a unit by layer and unit, of an edge with the sending unit, too. @param {(number | null)[]} indices */
export const placeOf = (...indices) => indices.join(".");

/**
 * The ids of all quantities by their places, each in the order given; in one pass, because a table asks for every unit and every edge.
 * @param {Iterable<Quantity>} quantities
 * @param {(layer: number) => number} width how many units a layer has
 * @returns {Map<string, string[]>}
 */
export function idsByPlace(quantities, width) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const quantity of quantities) {
    const { id, layer, unit, source } = quantity;
    if (layer === null) continue;
    const own = onEdge(quantity)
      ? [placeOf(layer, unit, source)]
      : unitsOf(quantity, width(layer)).map((each) => placeOf(layer, each));
    for (const place of own) {
      const ids = places.get(place);
      if (ids) ids.push(id);
      else places.set(place, [id]);
    }
  }
  return places;
}
