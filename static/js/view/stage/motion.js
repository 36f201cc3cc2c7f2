// What moves: the moment under way and how far it is → the glyphs to draw. Pure: any in-between picture is exact.
import { edgeKey } from "../edge_places.js";
import { unitKey } from "../layout.js";
import { lerp, magnitude, stretch, travelled } from "../scales.js";
import { errorArc } from "./gauge.js";
import { biasDrops, deltaRings, errorEnters, errorOpens, slopeTilts } from "./marks.js";
import { idOf, quantityOf, shownMoments } from "./scene.js";
import { backward, forward } from "./travel.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../../types.js").Quantity} Quantity
 * @typedef {import("./glyphs.js").Glyph} Glyph
 * @typedef {{scene: Scene, t: number, labels: Label[], crowd: number}} Take what a moment's motion is made from; crowd: how many
 *   edges are in motion at once
 */

/** @param {Scene} scene @param {string[]} ids @returns {number} */
const largestOf = ({ raw }, ids) => ids.reduce((largest, id) => Math.max(largest, Math.abs(raw(id) ?? 0)), 0);

/** @type {WeakMap<object, Map<number, import("../layout.js").EdgePlace[]>>} */
const sorted = new WeakMap();

/** All edges into one layer; asked for each of them, so each picture's are looked through once. @param {Scene} scene @param {number} layer */
function edgesInto({ geometry }, layer) {
  /** @type {Map<number, import("../layout.js").EdgePlace[]>} */
  const layers = sorted.get(geometry) ?? new Map();
  sorted.set(geometry, layers);
  if (!layers.has(layer))
    layers.set(
      layer,
      [...geometry.edges.values()].filter((edge) => edge.layer === layer),
    );
  return layers.get(layer) ?? [];
}

/** @type {WeakMap<Scene, Map<string, number>>} */
const largest = new WeakMap();

/** The largest of a kind along the edges into one layer, beside which each is sized. @param {Scene} scene @param {string} kind @param {number} layer */
function largestInto(scene, kind, layer) {
  const known = largest.get(scene) ?? new Map();
  largest.set(scene, known);
  const key = `${kind}.${layer}`;
  if (!known.has(key))
    known.set(
      key,
      largestOf(
        scene,
        edgesInto(scene, layer).map((each) => idOf(kind, layer, each.unit, each.source)),
      ),
    );
  return known.get(key);
}

/**
 * A net input: beads ride in on every edge, then the bias drops in.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
function netInput({ scene, t, crowd }, quantity) {
  const layer = quantity.layer ?? 0;
  const place = scene.geometry.units.get(unitKey(layer, quantity.unit ?? 0));
  if (!place) return [];
  const most = largestInto(scene, "weighted", layer);
  const beads = edgesInto(scene, layer)
    .filter(({ unit }) => unit === quantity.unit)
    .flatMap((edge) => {
      const value = scene.raw(idOf("weighted", layer, edge.unit, edge.source));
      return value === null ? [] : forward(scene, edge, value, most, stretch(t, 0, 0.74), crowd);
    });
  return [...beads, ...biasDrops(scene, place, stretch(t, 0.6, 0.92))];
}

/**
 * A pulse back along an edge: to the plate for a gradient, to the sender for a contribution.
 * @param {Take} take
 * @param {Quantity} quantity
 * @returns {Glyph[]}
 */
function backAlong({ scene, t, crowd }, { kind, id, layer, unit, source }) {
  const edge = scene.geometry.edges.get(edgeKey(layer ?? 0, unit ?? 0, source ?? 0));
  const value = scene.raw(id);
  if (!edge || value === null) return [];
  const stop = kind === "dE_dw" ? edge.plate.rest : edge.token.share;
  return backward(scene, edge, value, largestInto(scene, kind, edge.layer), stop, t, crowd);
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
        : backward(scene, edge, value, 0, edge.token.share, 1, 1).filter(({ kind }) => kind === "flow");
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
  const most = largestOf(
    scene,
    plates.map(({ place }) => others(place)),
  );
  return plates.flatMap(({ x, y, h, place }) => {
    const value = scene.raw(others(place));
    if (value === null) return [];
    const out = edges.get(place)?.plate.out || -1;
    const at = (/** @type {number} */ share) => ({ x, y: y + out * (h / 2 + lerp(small ? 44 : 72, 4, share)) });
    const radius = magnitude(value, most, small ? 4 : 6, small ? 9 : 14);
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

/** Along how many edges something moves at once. @param {Scene} scene @param {import("../../types.js").Moment[]} moments */
function inMotion({ script, network }, moments) {
  const first = quantityOf(script, moments[0]?.quantities[0] ?? null);
  return moments.length * (first?.kind === "z" ? network.sizes[(first.layer ?? 1) - 1] : 1);
}

/**
 * The glyphs of a scene, back to front.
 * @param {Scene} scene
 * @param {Label[]} [labels] what is written on it: the update flashes around the plates
 * @returns {Glyph[]}
 */
export function motion(scene, labels = []) {
  const { moments, t } = shownMoments(scene);
  const crowd = inMotion(scene, moments);
  const moving = moments.flatMap(({ quantities: [id] }) => {
    const quantity = quantityOf(scene.script, id);
    return quantity ? motionOf({ scene, t, labels, crowd }, quantity) : [];
  });
  const ordered = [...openErrors(scene), ...moving];
  return ordered.sort((a, b) => Number(b.kind === "flow") - Number(a.kind === "flow"));
}
