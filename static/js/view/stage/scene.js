// What one picture is made of: the script, the values, the position, and what is pointed at. Pure.
import { parameterOf } from "../../model/givens.js";
import { durationOf } from "../../model/player.js";
import { edgeKey } from "../edge_places.js";
import { TOTAL, unitKey } from "../layout.js";

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
 * @property {number} done how many moments are finished for sure: those before the run under way, at rest all
 * @property {Moment[]} wave the moments under way at once, or at rest the newest finished ones; one where a step is one moment
 * @property {Moment | null} current the first of them
 * @property {number} t how far they are, 0 < t ≤ 1; 1 at rest
 * @property {Moment[]} run all moments of the step that they belong to, where it has more than one, and nothing else is looked at
 * @property {string | null} active the quantity that is looked at
 * @property {string | null} highlight the quantity that is pointed at
 * @property {Trail | null} trail the paths that are shown instead of what is looked at
 * @property {(id: string) => number | null} raw the record's value, whether or not it is computed yet: only to size motion
 * @property {(id: string) => number | null} value the value as known at the position; null: not computed yet
 * @property {import("../../types.js").Changed[]} [former] what was just changed, and from what
 * @property {boolean} [fast] it goes too fast to look at anything in particular
 *
 * @typedef {object} Content
 * @property {ScriptView} script
 * @property {NetworkInfo} network
 * @property {Names} names
 * @property {Geometry} geometry
 * @property {(id: string) => number | null} raw
 */

/** Is it one of a weight's quantities? @param {string} kind */
const isOfEdge = (kind) => parameterOf(kind) === "w";

/** Is it one of a bias's quantities? @param {string} kind */
export const isOfBias = (kind) => parameterOf(kind) === "b";

/** The ids that were asked for, by kind, and by their indices as one number. @type {Map<string, Map<number, string>>} */
const IDS = new Map();

/** More indices than a layer has, of any network that is drawn. */
const INDICES = 2 ** 16;

/**
 * A unit's or an edge's own id of another kind; always the same text, because thousands are looked up for each picture of a large network.
 * @param {string} kind
 * @param {number} layer
 * @param {number | null} [unit]
 * @param {number | null} [source]
 */
export function idOf(kind, layer, unit = null, source = null) {
  const ids = IDS.get(kind) ?? new Map();
  const code = (layer * INDICES + (unit ?? -1) + 1) * INDICES + (source ?? -1) + 1;
  const known = ids.get(code);
  if (known !== undefined) return known;
  const id = [kind, layer, unit, source].filter((index) => index !== null).join(".");
  IDS.set(kind, ids.set(code, id));
  return id;
}

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
 *   former?: import("../../types.js").Changed[], fast?: boolean, walk?: import("../../model/grains.js").Walk | null}} [pointing]
 *   fast: too fast to look at anything in particular; walk: what comes together, one by one where nothing is said
 * @returns {Scene}
 */
export function sceneAt(
  content,
  mu,
  { selection = null, highlight = null, trail = null, former = [], fast = false, walk = null } = {},
) {
  const { script, raw } = content;
  const index = Math.ceil(mu) - 1;
  const { from, to, waves } = walk && index >= 0 ? walk.run(index) : { from: index, to: index + 1, waves: [[index]] };
  const { at, t } = waveAt(waves, script, (mu - from) / (to - from));
  const done = t === 1 && at === waves.length - 1 ? to : from;
  const momentsOf = (/** @type {number[]} */ indices) => indices.flatMap((each) => script.moment(each) ?? []);
  const wave = momentsOf(waves[at]);
  const current = wave[0] ?? null;
  const together = to - from > 1 && !fast;
  // In the update everything changes together: nothing in particular is looked at.
  const own = current === null || current.phase === "update" || fast || together ? null : current.quantities[0];
  const before = new Set(done === to ? [] : waves.slice(0, at).flat());
  const known = (/** @type {number | null} */ moment) => moment === null || moment < done || before.has(moment);
  return {
    ...content,
    done: Math.max(0, done),
    wave,
    current,
    t: current ? t : 1,
    run: together && selection === null ? momentsOf(waves.flat()) : [],
    active: selection ?? own,
    highlight,
    trail,
    former,
    fast,
    value: (id) => (known(script.momentOf(id)) ? raw(id) : null),
  };
}

/**
 * Which wave of a run is under way, and how far; each takes as long as it has to.
 * @param {number[][]} waves
 * @param {import("../../model/script.js").ScriptView} script
 * @param {number} share of the run's time, 0 < share ≤ 1
 */
function waveAt(waves, script, share) {
  if (waves.length === 1 || share >= 1) return { at: waves.length - 1, t: Math.min(1, share) };
  const times = waves.map(([first]) => durationOf(script, first));
  let left = share * times.reduce((sum, time) => sum + time, 0);
  let at = 0;
  while (at < times.length - 1 && left > times[at]) {
    left -= times[at];
    at += 1;
  }
  return { at, t: Math.min(1, left / times[at]) };
}

/** Is it just being computed, or at rest the newest? @param {Scene} scene @param {string} id of the moment */
export const isUnderWay = ({ wave }, id) => wave.some((moment) => moment.id === id);

/**
 * The moments whose motion is shown: those under way; at rest that of the quantity that is looked at.
 * @param {Scene} scene
 * @returns {{moments: Moment[], t: number}}
 */
export function shownMoments({ script, wave, t, active, done }) {
  const index = t === 1 && active !== null ? script.momentOf(active) : null;
  const own = index !== null && index < done ? script.moment(index) : null;
  return own ? { moments: [own], t: 1 } : { moments: wave, t };
}
