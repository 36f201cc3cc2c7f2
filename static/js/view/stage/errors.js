// Targets, the error of each output, and the total error they add up to. Pure.
import { brief, givenBriefly } from "../format.js";
import { EDGE, TOTAL } from "../layout.js";
import { ease, lerp, stretch } from "../scales.js";
import { boxed, notYet } from "./box.js";
import { idOf } from "./scene.js";
import { fittedSize, textWidth } from "./text.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Part} Part
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 */

/** How much of the stage beside the numbers stays free. */
const MARGIN = 14;

/** How far the arc of an error reaches out of its unit on a phone. */
const ARC = 10;

/** More outputs than these have one row each. */
const MOST_OUTPUTS = 6;

/** An error's number, or an open dot. @param {Scene} scene @param {string} id @param {number} size @param {number} [room] @returns {Part} */
function errorPart({ value, geometry: { small } }, id, size, room = Number.POSITIVE_INFINITY) {
  const known = value(id);
  if (known === null) return notYet(size);
  const text = brief(known, small ? 3 : 4);
  return { text, size: fittedSize(text, size, 680, room), weight: 680, gap: size * 0.3 };
}

/** @param {Scene} scene @param {UnitPlace} place @returns {Label[]} */
function outputLabels(scene, place) {
  const { type, small, dense, width, beside } = scene.geometry;
  const { layer, unit, key, r, y } = place;
  const x = small ? width - EDGE : place.x + r + beside;
  const align = small ? "right" : "left";
  const target = scene.value(idOf("target", layer, unit));
  const [t, e] = [idOf("target", layer, unit), idOf("error", layer, unit)];
  const word = { text: "target", size: type.label, weight: 440, tone: /** @type {const} */ ("muted") };
  const wished = givenBriefly(target);
  // On a phone the arc of the error is near.
  const size = small ? fittedSize(wished, type.target, 700, x - place.x - r - ARC) : type.target;
  const wish = { text: wished, size, weight: 700 };
  const name = {
    text: small || dense ? "E" : "error",
    size: type.label,
    weight: 440,
    tone: /** @type {const} */ ("muted"),
  };
  // Beside many outputs there is room for one row: what was wanted, and the error as soon as it is known.
  if (dense && scene.network.sizes[layer] > MOST_OUTPUTS) {
    const known = scene.value(e) === null ? [] : [{ ...name, text: "E", gap: 8 }, errorPart(scene, e, type.label)];
    const [head, number] = small ? [[], { ...wish, size: type.label }] : [[word], { ...wish, size: type.label * 1.1 }];
    const row = known.length > 0 ? [number, ...known] : [...head, number];
    return [
      boxed({ key: `target:${key}`, id: known.length > 0 ? e : t, place: key, x, y }, [row], { align, flush: align }),
    ];
  }
  const rows = dense && !small ? [[word, wish]] : [[word], [wish]];
  const upper = boxed({ key: `target:${key}`, id: t, place: key, x, y: 0 }, rows, { align, flush: align });
  const line = type.label * 1.03;
  // On a phone the unit is near, elsewhere the edge of the stage.
  const free = small ? x - place.x - r - 2 : width - x - MARGIN;
  const room = free - textWidth(name.text, name.size, name.weight) - 0.3 * line;
  const lower = boxed({ key: `error:${key}`, id: e, place: key, x, y: 0 }, [[name, errorPart(scene, e, line, room)]], {
    align,
    flush: align,
  });
  const whole = upper.h + lower.h;
  return [
    { ...upper, y: y - whole / 2 + upper.h / 2 },
    { ...lower, y: y + whole / 2 - lower.h / 2 },
  ];
}

/** The example's E; from the moment of the batch on, the batch's. @param {Scene} scene @returns {Label} */
function totalLabel(scene) {
  const { type, total, small, width } = scene.geometry;
  const whole = scene.value("batch_error") !== null;
  const id = whole ? "batch_error" : "error_total";
  const word = {
    text: whole ? (small ? "batch" : "batch error") : small ? "total" : "total error",
    size: type.label,
    weight: 440,
    tone: /** @type {const} */ ("muted"),
  };
  const symbol = { text: "E", size: type.target, weight: 640 };
  const beside = textWidth(symbol.text, symbol.size, symbol.weight) + 0.3 * type.target;
  const room = small ? undefined : width - total.x - MARGIN - beside;
  const sum = errorPart(scene, id, type.target, room);
  const rows = [[word], [symbol, sum]];
  const base = { key: "total", id, place: TOTAL, x: total.x, y: total.y };
  return boxed(base, rows, { align: total.align, flush: total.align });
}

/** The errors on their way into the total. @param {Scene} scene @param {Label[]} labels @returns {Label[]} */
function flying(scene, labels) {
  if (scene.current?.id !== "error_total" || scene.t === 1) return [];
  const along = ease(stretch(scene.t, 0.05, 0.85));
  const goal = scene.geometry.total;
  return labels
    .filter(({ key }) => key.startsWith("error:"))
    .map((label) => {
      const number = { ...label, key: `flying:${label.key}`, parts: label.parts.slice(1), moving: true };
      return { ...number, y: lerp(label.y, goal.y + scene.geometry.type.target * 0.6, along) };
    });
}

/**
 * @param {Scene} scene
 * @returns {Label[]}
 */
export function errorLabels(scene) {
  const { units } = scene.geometry;
  const last = scene.network.sizes.length - 1;
  const outputs = [...units.values()]
    .filter(({ layer }) => layer === last)
    .flatMap((place) => outputLabels(scene, place));
  return [...outputs, totalLabel(scene), ...flying(scene, outputs)];
}
