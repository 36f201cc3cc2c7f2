// What is written in and around the units: name, net input or activation, bias, slope, delta. Pure.
import { brief, givenBriefly, signOf } from "../format.js";
import { boxed, notYet, signed, signMark, toneOf } from "./box.js";
import { slopeAngle } from "./gauge.js";
import { changeRow, ofBatch, parameterNow } from "./plates.js";
import { idOf, innerRow, quantityOf } from "./scene.js";
import { fittedSize } from "./text.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Part} Part
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 */

/** Units smaller than this hold no text. */
const READABLE = 15;

/**
 * The number inside a unit: its activation, until then its net input, until then nothing but an open dot.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @returns {{id: string, parts: Part[]}}
 */
function content(scene, { layer, unit, r }) {
  const { type } = scene.geometry;
  const [a, z] = [idOf("a", layer, unit), idOf("z", layer, unit)];
  const [activation, netInput] = [scene.value(a), scene.value(z)];
  const room = r * 1.38;
  const fitted = (/** @type {string} */ text, /** @type {number} */ size) => fittedSize(text, size, 700, room);
  if (activation !== null) {
    const text = layer === 0 ? givenBriefly(activation) : brief(activation, 3);
    return { id: a, parts: [{ text, size: fitted(text, type.value), weight: 700 }] };
  }
  if (netInput !== null) {
    const text = brief(netInput, 3);
    const { z: letter } = scene.names.letters;
    const size = fitted(`${letter} ${text}`, type.value * 0.8);
    return {
      id: z,
      parts: [
        { text: letter, size, weight: 520, tone: "muted" },
        { text, size, weight: 640, tone: toneOf(netInput) },
      ],
    };
  }
  return { id: a, parts: [notYet(type.value)] };
}

/** @param {Scene} scene @param {UnitPlace} place @returns {Label[]} */
function insideLabels(scene, place) {
  const { type } = scene.geometry;
  if (place.r < READABLE) return [];
  const { id, parts } = content(scene, place);
  const name = {
    text: scene.names.unit(place.layer, place.unit),
    size: type.name,
    weight: 560,
    tone: /** @type {const} */ ("muted"),
  };
  const base = {
    key: `value:${place.key}`,
    id,
    place: place.key,
    x: place.x,
    y: place.y - type.name * 0.12,
    inside: true,
  };
  const least = Math.max(1, type.value);
  const label = boxed(base, [[name], parts]);
  return [label.h > 0 ? { ...label, w: Math.max(label.w, least) } : label];
}

/**
 * Bias, and on a second line what became of it: its gradient or change where it is trained, else the slope f′.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @returns {Label[]}
 */
function innerLabels(scene, place) {
  const { type, small } = scene.geometry;
  const { layer, unit, key, x } = place;
  const size = type.label;
  const output = layer === scene.network.sizes.length - 1;
  const at = (/** @type {number} */ row) => innerRow(scene, place, row);
  // On a phone the plates come close: to outputs from the left, and beyond them there is room; to hidden units from the right.
  const aside = small && output;
  const align = /** @type {const} */ ({ align: aside ? "left" : "middle" });
  const left = x - (aside ? 10 : small ? 7 : 0);
  const labels = [];
  const bias = parameterNow(scene, idOf("b", layer, unit), idOf("b_next", layer, unit));
  if (bias !== null) {
    /** @type {Part[]} */
    const parts = [
      { text: small ? "b" : "bias", size, weight: 440, tone: "muted" },
      { text: brief(bias, 3), size, weight: 560, tone: bias < 0 ? "neg" : "muted" },
    ];
    labels.push(
      boxed({ key: `bias:${key}`, id: idOf("b", layer, unit), place: key, x: left, y: at(0) }, [parts], align),
    );
  }
  const shared = scene.network.bias_policy === "shared";
  const gradient = idOf("dE_db", layer, shared ? null : unit);
  const change = changeRow(scene, idOf("change_b", layer, unit), gradient, size);
  if (change)
    return [
      ...labels,
      boxed({ key: `change:${key}`, id: ofBatch(scene, gradient), place: key, x: left, y: at(1) }, [change], align),
    ];
  const df = scene.value(idOf("df", layer, unit));
  if (df === null) return labels;
  /** @type {Part[]} */
  const slope = [
    { mark: "slope", size: size * 0.42, turn: slopeAngle(df), tone: toneOf(df) },
    { text: scene.names.letters.slope, size, weight: 520, tone: "muted" },
    { text: brief(df, 4), size, weight: 620, tone: "ink" },
  ];
  return [
    ...labels,
    boxed({ key: `df:${key}`, id: idOf("df", layer, unit), place: key, x: left, y: at(1) }, [slope], align),
  ];
}

/**
 * How far beside its unit a delta stands: on a phone, and over a lone output, the plates come close.
 * @param {Scene} scene
 * @param {UnitPlace} place
 */
function besides({ network: { sizes }, geometry: { small, dense, aside } }, { layer }) {
  if (dense || layer < sizes.length - 1) return aside;
  if (small) return 11;
  return sizes[layer] === 1 ? 14 : 0;
}

/** @param {Scene} scene @param {UnitPlace} place @returns {Label[]} the delta's chip, outside the unit */
function chipLabels(scene, place) {
  const { type, small, dense, offsets } = scene.geometry;
  const id = idOf("delta", place.layer, place.unit);
  const delta = scene.value(id);
  if (delta === null || place.r < READABLE) return [];
  /** @type {Part[]} */
  const parts = [
    { text: "δ", size: type.chip, weight: 640, tone: "on" },
    { ...signed(delta, type.chip, 4, 700), tone: "on" },
  ];
  // Where there is room a mark says the sign, too; 0 has none.
  if ((!small || dense) && delta !== 0) parts.unshift({ mark: signMark(delta), size: type.chip * 0.3, tone: "on" });
  const base = { key: `delta:${place.key}`, id, place: place.key, x: place.x, y: 0 };
  const label = boxed(base, [parts], {
    padX: small ? 4.5 : 11,
    padY: dense ? 0 : small ? 1.5 : 2.5,
  });
  const y = place.y + place.out * (place.r + offsets.chip);
  const aside = besides(scene, place);
  return [{ ...label, x: place.x + aside, y, shape: delta < 0 ? "square" : "round", fill: signOf(delta) }];
}

/**
 * The numbers of a unit that is too small to hold them: they stand beside it while it is looked at or pointed at.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {string | null} own the place of the unit that is looked at
 * @returns {Label[]}
 */
function tagLabels(scene, place, own) {
  const { type } = scene.geometry;
  if (place.r >= READABLE) return [];
  const { id, parts } = content(scene, { ...place, r: READABLE * 2 });
  const name = { text: scene.names.unit(place.layer, place.unit), size: type.name, weight: 500, tone: "muted" };
  const delta = scene.value(idOf("delta", place.layer, place.unit));
  const [first, ...further] = parts;
  const rows = /** @type {Part[][]} */ ([[name, { ...first, gap: type.name * 0.3 }, ...further]]);
  if (delta !== null)
    rows.push([{ text: "δ", size: type.second, weight: 640, tone: toneOf(delta) }, signed(delta, type.second, 4)]);
  const base = { key: `tag:${place.key}`, id, place: place.key, x: place.x, y: 0, quiet: place.key !== own };
  const label = boxed(base, rows, { padX: 6, padY: 2 });
  const off = place.r + label.h / 2 + 4;
  return [{ ...label, y: place.y - off < label.h / 2 ? place.y + off : place.y - off, shape: "tag" }];
}

/** The place of the unit whose number is looked at. @param {Scene} scene */
function ownPlace({ script, active }) {
  const own = quantityOf(script, active);
  return own && own.layer !== null && own.unit !== null && own.source === null ? `unit:${own.layer}.${own.unit}` : null;
}

/**
 * @param {Scene} scene
 * @returns {Label[]}
 */
export function unitLabels(scene) {
  const { units, dense } = scene.geometry;
  const own = ownPlace(scene);
  return [...units.values()].flatMap((place) => [
    ...insideLabels(scene, place),
    ...(dense ? [] : innerLabels(scene, place)),
    ...chipLabels(scene, place),
    ...tagLabels(scene, place, own),
  ]);
}
