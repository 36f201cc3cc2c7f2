// What moves: the moment under way and how far it is → the glyphs to draw. Pure: any in-between picture is exact.
import { edgeKey, unitKey } from "../layout.js";
import { lerp, magnitude, stretch, travelled } from "../scales.js";
import { errorArc } from "./gauge.js";
import { biasDrops, deltaRings, errorEnters, errorOpens, slopeTilts } from "./marks.js";
import { idOf, quantityOf, shownMoment } from "./scene.js";
import { backward, forward } from "./travel.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {{scene: Scene, t: number, labels: Label[]}} Take what a moment's motion is made from
 */

/** @param {Scene} scene @param {(string | null)[]} ids @returns {number} */
const largestOf = ({ raw }, ids) => Math.max(0, ...ids.map((id) => Math.abs((id === null ? null : raw(id)) ?? 0)));

/** All edges into one layer. @param {Scene} scene @param {number} layer */
const edgesInto = ({ geometry }, layer) => [...geometry.edges.values()].filter((edge) => edge.layer === layer);

/**
 * A net input: beads ride in on every edge, then the bias drops in.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
function netInput({ scene, t }, quantity) {
  const layer = quantity.layer ?? 0;
  const place = scene.geometry.units.get(unitKey(layer, quantity.unit ?? 0));
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
  return [...beads, ...biasDrops(scene, place, stretch(t, 0.6, 0.92))];
}

/**
 * A pulse back along an edge: to the plate for a gradient, to the sender for a contribution.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
function backAlong({ scene, t }, { kind, id, layer, unit, source }) {
  const edge = scene.geometry.edges.get(edgeKey(layer ?? 0, unit ?? 0, source ?? 0));
  const value = scene.raw(id);
  if (!edge || value === null) return [];
  const beside = edgesInto(scene, edge.layer).map((each) => idOf(kind, each.layer, each.unit, each.source));
  const stop = kind === "dE_dw" ? edge.plate.rest : edge.token.share;
  return backward(scene, edge, value, largestOf(scene, beside), stop, t);
}

/**
 * The contributions' colour stays on their edges while they are added.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
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

/**
 * The other examples' gradients come in from outside to where this example's are, each to its plate.
 * @param {Take} take
 * @returns {Glyph[]}
 */
function othersArrive({ scene, t, labels }) {
  if (t >= 1) return [];
  const { small, edges } = scene.geometry;
  const plates = labels.filter(({ shape, quiet }) => shape === "plate" && !quiet);
  const others = (/** @type {string} */ place) => place.replace("edge:", "others_dE_dw.");
  const largest = largestOf(
    scene,
    plates.map(({ place }) => others(place)),
  );
  return plates.flatMap(({ x, y, h, place }) => {
    const value = scene.raw(others(place));
    if (value === null) return [];
    const out = edges.get(place)?.plate.out || -1;
    const at = (/** @type {number} */ share) => ({ x, y: y + out * (h / 2 + lerp(small ? 44 : 72, 4, share)) });
    const radius = magnitude(value, largest, small ? 4 : 6, small ? 9 : 14);
    const alpha = Math.min(1, 6 * t, 6 * (1 - t));
    const head = travelled(stretch(t, 0, 0.9));
    return [{ kind: "comet", ...at(head), tail: at(Math.max(0, head - 0.5)), radius, negative: value < 0, alpha }];
  });
}

/** @type {Record<string, (take: Take, quantity: Quantity) => Glyph[]>} */
const MOTIONS = {
  batch_error: othersArrive,
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
