// What moves: the moment under way and how far it is → the glyphs to draw. Pure: any in-between picture is exact.
import { edgeKey, unitKey } from "../layout.js";
import { ease, lerp, magnitude, stretch, travelled } from "../scales.js";
import { errorArc, slopeAngle } from "./gauge.js";
import { idOf, quantityOf, shownMoment } from "./scene.js";
import { backward, forward, ripple } from "./travel.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {{x: number, y: number}} Point
 *
 * @typedef {{kind: "flow", edge: string, from: Point, to: Point, negative: boolean, width: number}} Flow colour that creeps along an edge
 * @typedef {{kind: "bead", x: number, y: number, angle: number, radius: number, negative: boolean, alpha: number, nose: boolean}} Bead forward: hollow
 * @typedef {{kind: "comet", x: number, y: number, tail: Point, radius: number, negative: boolean, alpha: number}} Comet backward: solid, its tail points to where it comes from
 * @typedef {{kind: "arc", x: number, y: number, radius: number, from: number, to: number, tone: "pos" | "neg" | "ink", width: number, alpha: number}} Arc angles in turns, 0 is up
 * @typedef {{kind: "dot", x: number, y: number, radius: number}} Dot
 * @typedef {{kind: "tick", x: number, y: number, angle: number, length: number, alpha: number}} Tick a piece of tangent
 * @typedef {{kind: "flash", x: number, y: number, w: number, h: number, negative: boolean, alpha: number}} Flash around a plate that changes
 * @typedef {Flow | Bead | Comet | Arc | Dot | Tick | Flash} Glyph
 * @typedef {{scene: Scene, t: number, labels: Label[]}} Take
 */

/** @param {Scene} scene @param {(string | null)[]} ids @returns {number} */
const largestOf = ({ raw }, ids) => Math.max(0, ...ids.map((id) => Math.abs((id === null ? null : raw(id)) ?? 0)));

/** All edges into one layer. @param {Scene} scene @param {number} layer */
const edgesInto = ({ geometry }, layer) => [...geometry.edges.values()].filter((edge) => edge.layer === layer);

/** @param {Scene} scene @param {Quantity} quantity */
const placeOf = ({ geometry }, { layer, unit }) => geometry.units.get(unitKey(layer ?? 0, unit ?? 0));

/** A net input: beads ride in on every edge, then the bias drops in. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function netInput({ scene, t }, quantity) {
  const layer = quantity.layer ?? 0;
  const place = placeOf(scene, quantity);
  if (!place) return [];
  const edges = edgesInto(scene, layer);
  const weighted = (/** @type {typeof edges[0]} */ edge) => idOf("weighted", layer, edge.unit, edge.source);
  const largest = largestOf(scene, edges.map(weighted));
  const beads = edges
    .filter(({ unit }) => unit === quantity.unit)
    .flatMap((edge) => {
      const value = scene.raw(weighted(edge));
      return value === null ? [] : forward(scene, edge, value, largest, stretch(t, 0, 0.74));
    });
  return [...beads, ...biasDrop(scene, place, stretch(t, 0.6, 0.92))];
}

/** @param {Scene} scene @param {UnitPlace} place @param {number} t @returns {Glyph[]} */
function biasDrop(scene, place, t) {
  const bias = scene.raw(idOf("b", place.layer, place.unit));
  if (bias === null || t <= 0 || t >= 1) return [];
  const { small } = scene.geometry;
  const away = place.r + lerp(small ? 24 : 32, 3, travelled(t));
  const radius = magnitude(bias, 1, small ? 3 : 4, small ? 7 : 10);
  const alpha = Math.min(1, 5 * t, 5 * (1 - t));
  const angle = (place.out * Math.PI) / 2;
  return [
    { kind: "bead", x: place.x, y: place.y - place.out * away, angle, radius, negative: bias < 0, alpha, nose: true },
  ];
}

/** The gap between what came out and what was wanted opens. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function errorOpens({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  return place ? errorArc(scene, place, ease(stretch(t, 0, 0.8)), 1) : [];
}

/** The error enters the network at an output: a solid pulse runs over the open gap, from the target to what came out. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function errorEnters({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  const value = scene.raw(quantity.id);
  if (!place || value === null || t >= 1) return [];
  const [arc] = errorArc(scene, place, 1, 1);
  if (arc?.kind !== "arc") return [];
  const at = (/** @type {number} */ turn) => {
    const angle = 2 * Math.PI * turn;
    return { x: arc.x + arc.radius * Math.sin(angle), y: arc.y - arc.radius * Math.cos(angle) };
  };
  const head = lerp(arc.from, arc.to, travelled(t));
  const lag = Math.min(Math.abs(head - arc.from), 0.12) * Math.sign(arc.to - arc.from);
  const radius = scene.geometry.small ? 6 : 9;
  const alpha = Math.min(1, 8 * t, 8 * (1 - t));
  return [{ kind: "comet", ...at(head), tail: at(head - lag), radius, negative: value < 0, alpha }];
}

/** The slope of f at z: a piece of tangent tilts from level. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function slopeTilts({ scene, t }, quantity) {
  const place = placeOf(scene, quantity);
  const value = scene.raw(quantity.id);
  if (!place || value === null || t >= 1) return [];
  const { small, type } = scene.geometry;
  const y = place.y - place.out * (place.r + (small ? 13 : 17) + type.label * 1.22);
  const angle = (Math.PI / 180) * slopeAngle(value) * ease(stretch(t, 0.1, 0.9));
  return [{ kind: "tick", x: place.x, y, angle, length: small ? 16 : 24, alpha: Math.min(1, 6 * t) }];
}

/** A delta is made: a ring leaves the unit, once. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function deltaRings({ scene, t }, quantity) {
  const layer = quantity.layer ?? 0;
  const units = [...scene.geometry.units.values()].filter(
    (place) => place.layer === layer && (quantity.unit === null || place.unit === quantity.unit),
  );
  const value = scene.raw(quantity.id);
  return value === null ? [] : units.flatMap((place) => ripple(scene, place, value, t));
}

/** A pulse back along an edge: to the plate for a gradient, to the sender for a contribution. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function backAlong({ scene, t }, { kind, id, layer, unit, source }) {
  const edge = scene.geometry.edges.get(edgeKey(layer ?? 0, unit ?? 0, source ?? 0));
  const value = scene.raw(id);
  if (!edge || value === null) return [];
  const beside = edgesInto(scene, edge.layer).map((each) => idOf(kind, each.layer, each.unit, each.source));
  const stop = kind === "dE_dw" ? edge.plate.rest : edge.token.share;
  return backward(scene, edge, value, largestOf(scene, beside), stop, t);
}

/** The contributions' colour stays on their edges while they are added. @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function sumOfContributions({ scene }, { layer, unit }) {
  return edgesInto(scene, (layer ?? 0) + 1)
    .filter(({ source }) => source === unit)
    .flatMap((edge) => {
      const value = scene.raw(idOf("contribution", edge.layer, edge.unit, edge.source));
      return value === null
        ? []
        : backward(scene, edge, value, 0, edge.token.share, 1).filter(({ kind }) => kind === "flow");
    });
}

/** All parameters change together: one soft flash around every plate. @param {Take} take @returns {Glyph[]} */
function update({ scene, t, labels }) {
  if (t >= 1) return [];
  return labels
    .filter(({ shape, quiet }) => shape === "plate" && !quiet)
    .map(({ x, y, w, h, place }) => {
      const change = scene.raw(place.replace("edge:", "change_w."));
      const grow = 4 + 6 * t;
      const negative = (change ?? 0) < 0;
      return { kind: "flash", x, y, w: w + grow, h: h + grow, negative, alpha: 0.8 * Math.sin(Math.PI * t) };
    });
}

/** @type {Record<string, (take: Take, quantity: Quantity) => Glyph[]>} */
const MOTIONS = {
  z: netInput,
  error: errorOpens,
  df: slopeTilts,
  delta: deltaRings,
  dE_db: deltaRings,
  contribution: backAlong,
  dE_dw: backAlong,
};

/** @param {Take} take @param {Quantity} quantity @returns {Glyph[]} */
function motionOf(take, quantity) {
  if (quantity.kind === "w_next" || quantity.kind === "b_next") return update(take);
  if (quantity.kind !== "dE_da") return MOTIONS[quantity.kind]?.(take, quantity) ?? [];
  const output = quantity.layer === take.scene.network.sizes.length - 1;
  return output ? errorEnters(take, quantity) : sumOfContributions(take, quantity);
}

/** The errors that were opened stay open. @param {Scene} scene @returns {Glyph[]} */
function openErrors(scene) {
  const last = scene.network.sizes.length - 1;
  return [...scene.geometry.units.values()]
    .filter(({ layer, unit }) => layer === last && scene.value(idOf("error", layer, unit)) !== null)
    .flatMap((place) => errorArc(scene, place, 1, 0.75));
}

/**
 * The glyphs of a scene, back to front.
 * @param {Scene} scene
 * @param {Label[]} [labels] what is written on it: the update flashes around the plates
 * @returns {Glyph[]}
 */
export function motion(scene, labels = []) {
  const { moment, t } = shownMoment(scene);
  const quantity = quantityOf(scene.script, moment?.quantities[0] ?? null);
  const moving = quantity ? motionOf({ scene, t, labels }, quantity) : [];
  const ordered = [...openErrors(scene), ...moving];
  return ordered.sort((a, b) => Number(b.kind === "flow") - Number(a.kind === "flow"));
}
