// Where everything of a network stands: a pure function of the size of the stage and the shape of the network.
import { placedEdge } from "./edge_places.js";
import { measures } from "./measures.js";
import { lerp } from "./scales.js";

/**
 * @typedef {import("./measures.js").Type} Type
 * @typedef {import("./measures.js").Measures} Measures
 * @typedef {{x: number, y: number}} Point
 *
 * @typedef {object} UnitPlace
 * @property {string} key `unit:layer.unit`
 * @property {number} layer
 * @property {number} unit
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {1 | -1} out which way is outward, where its chips stand: −1 is up
 *
 * @typedef {object} EdgePlace
 * @property {string} key `edge:layer.unit.source`
 * @property {number} layer
 * @property {number} unit
 * @property {number} source
 * @property {UnitPlace} from
 * @property {UnitPlace} to
 * @property {Point} start where the line leaves the sending unit
 * @property {Point} end where it reaches the receiving unit
 * @property {number} length
 * @property {Point} along unit vector, forward
 * @property {Point & {out: -1 | 0 | 1, rest: number}} plate middle of the weight's plate; how far along the line a gradient comes to rest
 * @property {Point & {share: number}} token where a contribution parks, beside the sending unit
 *
 * @typedef {object} Geometry
 * @property {number} width in drawing units
 * @property {number} height
 * @property {number} scale CSS pixels per drawing unit
 * @property {boolean} small phone
 * @property {boolean} dense too many units for a plate on every edge
 * @property {number} fine how thin the lines are against those of a small network, 0 … 1
 * @property {Type} type
 * @property {{chip: number, lane: number}} offsets from a unit's rim outward to the middles of its delta and of the row beyond
 * @property {number} beside how far beside an output its target and its error begin
 * @property {number} aside how far beside a hidden unit's middle its delta stands
 * @property {Map<string, UnitPlace>} units
 * @property {Map<string, EdgePlace>} edges
 * @property {Point & {align: "left" | "right"}} total where E stands
 */

/** @param {number} layer @param {number} unit */
export const unitKey = (layer, unit) => `unit:${layer}.${unit}`;

/** How far from the edge of a phone's stage what stands at it ends. */
export const EDGE = 6;

/** The key of the total error's place. */
export const TOTAL = "total";

/** How far E stays above the lower edge of the stage. */
const BOTTOM = 26;

/**
 * The x of every layer; the outputs leave room for their targets.
 * @param {number} count
 * @param {number} width
 * @param {boolean} small
 * @param {number} radius
 */
function columns(count, width, small, radius) {
  const first = small ? radius + 9 : 0.085 * width;
  const last = small ? width - radius - 48 - EDGE : 0.78 * width;
  return Array.from({ length: count }, (_, layer) => lerp(first, last, count > 1 ? layer / (count - 1) : 0.5));
}

/** The y of the units of one layer. @param {number} count @param {number} top @param {number} bottom */
function rows(count, top, bottom) {
  return Array.from({ length: count }, (_, unit) =>
    count > 1 ? lerp(top, bottom, unit / (count - 1)) : (top + bottom) / 2,
  );
}

/** How far E stands from the last output above it. @param {boolean} small */
const below = (small) => (small ? 58 : 62);

/** @param {number[]} sizes @param {Measures} box @returns {Map<string, UnitPlace>} */
function placedUnits(sizes, box) {
  const { small, dense, lane, offsets } = box;
  const most = Math.max(...sizes);
  const margin = dense ? offsets.lane + lane / 2 + 2 : box.radius + offsets.lane + lane / 2 + 2;
  const pitch = (box.height - 2 * margin) / Math.max(1, most - 1);
  const radius = dense ? Math.max(5, Math.min(box.radius * 0.8, pitch * 0.32)) : box.radius;
  const top = dense ? margin + radius : margin;
  const xs = columns(sizes.length, box.width, small, radius);
  const places = sizes.flatMap((count, layer) => {
    const crowded = dense && layer === sizes.length - 1 && count > 2; // then E has no room but below them
    const bottom = box.height - (crowded ? Math.max(top, BOTTOM + below(small) + radius) : top);
    return rows(count, top, bottom).map((y, unit) => {
      const out = /** @type {1 | -1} */ (count > 1 && unit >= count / 2 && !dense ? 1 : -1);
      return { key: unitKey(layer, unit), layer, unit, x: xs[layer], y, r: layer === 0 ? radius * 0.86 : radius, out };
    });
  });
  return new Map(places.map((place) => [place.key, place]));
}

/**
 * E stands beside the outputs: between two of them, else under the last.
 * @param {UnitPlace[]} outputs
 * @param {Measures} box
 */
function totalOf(outputs, box) {
  const last = outputs[outputs.length - 1];
  const between = outputs.length === 2;
  const under = Math.min(box.height - BOTTOM, last.y + last.r + below(box.small));
  const y = between ? (outputs[0].y + last.y) / 2 : under;
  const right = /** @type {const} */ ("right");
  return box.small
    ? { x: box.width - EDGE, y, align: right }
    : { x: last.x + last.r + Math.max(22, box.beside), y, align: /** @type {const} */ ("left") };
}

/**
 * Places units, edges, plates and the total error on a stage.
 * @param {number} width of the stage in CSS pixels
 * @param {number} height
 * @param {number[]} sizes units per layer
 * @param {{large?: boolean}} [options] large: type a little bigger, for the projector theme
 * @returns {Geometry}
 */
export function layout(width, height, sizes, { large = false } = {}) {
  const box = measures(width, height, sizes, large);
  const units = placedUnits(sizes, box);
  const all = [...units.values()];
  const edges = all.flatMap((to) =>
    all.filter((from) => from.layer === to.layer - 1).map((from) => placedEdge(from, to, box, sizes[to.layer] === 1)),
  );
  const outputs = all.filter(({ layer }) => layer === sizes.length - 1);
  const { scale, small, dense, fine, type, offsets, aside, beside } = box;
  return {
    ...{ width: box.width, height: box.height, scale, small, dense, fine, type, offsets, aside, beside, units },
    edges: new Map(edges.map((edge) => [edge.key, edge])),
    total: totalOf(outputs, box),
  };
}
