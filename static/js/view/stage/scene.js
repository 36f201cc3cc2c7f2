// What one picture is made of: the script, the values, the position, and what is pointed at. Pure.
import { parameterOf } from "../../model/givens.js";
import { edgeKey, TOTAL, unitKey } from "../layout.js";

/**
 * @typedef {import("../../model/script.js").ScriptView} ScriptView
 * @typedef {import("../../model/network.js").Names} Names
 * @typedef {import("../../types.js").NetworkInfo} NetworkInfo
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {import("../../types.js").Moment} Moment
 * @typedef {import("../layout.js").Geometry} Geometry
 * @typedef {import("../../types.js").Trail} Trail
 *
 * @typedef {object} Scene
 * @property {ScriptView} script
 * @property {NetworkInfo} network
 * @property {Names} names
 * @property {Geometry} geometry
 * @property {number} done how many moments are finished
 * @property {Moment | null} current the moment under way, or at rest the newest finished one
 * @property {number} t how far the current moment is, 0 < t ≤ 1; 1 at rest
 * @property {string | null} active the quantity that is looked at
 * @property {string | null} highlight the quantity that is pointed at
 * @property {Trail | null} trail the paths that are shown instead of what is looked at
 * @property {(id: string) => number | null} raw the record's value, whether or not it is computed yet: only to size motion
 * @property {(id: string) => number | null} value the value as known at the position; null: not computed yet
 * @property {import("../../types.js").Changed[]} [former] what was just changed, and from what
 *
 * @typedef {object} Content
 * @property {ScriptView} script
 * @property {NetworkInfo} network
 * @property {Names} names
 * @property {Geometry} geometry
 * @property {(id: string) => number | null} raw
 */

/** Is it one of a weight's quantities? @param {string} kind */
export const isOfEdge = (kind) => parameterOf(kind) === "w";

/** Is it one of a bias's quantities? @param {string} kind */
export const isOfBias = (kind) => parameterOf(kind) === "b";

/** A unit's or an edge's own id of another kind. @param {string} kind @param {...(number | null)} indices */
export const idOf = (kind, ...indices) => [kind, ...indices.filter((index) => index !== null)].join(".");

/**
 * A quantity of this network; null for none and for strangers.
 * @param {ScriptView} script
 * @param {string | null} id
 * @returns {Quantity | null}
 */
export const quantityOf = (script, id) => (id !== null && script.has(id) ? script.quantity(id) : null);

/**
 * The places where a quantity can be seen.
 * @param {Quantity} quantity
 * @param {number[]} sizes
 * @returns {string[]} keys of units and edges, or of the total error
 */
export function placesOf({ kind, layer, unit, source }, sizes) {
  if (kind.includes("error") && layer === null) return [TOTAL];
  if (layer === null) return [];
  if (unit === null) return Array.from({ length: sizes[layer] }, (_, index) => unitKey(layer, index));
  if (isOfEdge(kind) && source !== null) return [edgeKey(layer, unit, source)];
  return [unitKey(layer, kind === "jacobian" && source !== null ? source : unit)];
}

/**
 * Where the rows inward of a unit have their middles: its bias, then its slope or its bias's gradient.
 * @param {Pick<Scene, "geometry" | "network">} scene
 * @param {import("../layout.js").UnitPlace} place
 * @param {number} row
 */
export function innerRow({ geometry: { small, type }, network }, { layer, y, r, out }, row) {
  // Around an output the arc of its error needs room.
  const wide = layer === network.sizes.length - 1 ? 21 : 17;
  return y - out * (r + (small ? 13 : wide) + row * type.label * 1.22);
}

/**
 * The picture at position μ.
 * @param {Content} content
 * @param {number} mu 0 … M; the fraction belongs to the moment under way
 * @param {{selection?: string | null, highlight?: string | null, trail?: Trail | null,
 *   former?: import("../../types.js").Changed[], fast?: boolean}} [pointing] fast: too fast to look at anything in particular
 * @returns {Scene}
 */
export function sceneAt(
  content,
  mu,
  { selection = null, highlight = null, trail = null, former = [], fast = false } = {},
) {
  const { script, raw } = content;
  const done = Math.floor(mu);
  const index = Math.ceil(mu) - 1;
  const current = script.moment(index);
  // In the update everything changes together: nothing in particular is looked at.
  const own = current === null || current.phase === "update" || fast ? null : current.quantities[0];
  return {
    ...content,
    done,
    current,
    t: current ? mu - index : 1,
    active: selection ?? own,
    highlight,
    trail,
    former,
    value: (id) => (script.known(id, done) ? raw(id) : null),
  };
}

/**
 * The moment whose motion is shown: the one under way; at rest that of the quantity that is looked at.
 * @param {Scene} scene
 * @returns {{moment: Moment | null, t: number}}
 */
export function shownMoment({ script, current, t, active, done }) {
  const index = t === 1 && active !== null ? script.momentOf(active) : null;
  if (index !== null && index < done) return { moment: script.moment(index), t: 1 };
  return { moment: current, t };
}
