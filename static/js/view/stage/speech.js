// The accessible names of places: first what can be read there, then what it is and what else is known. Pure.
import { brief, givenBriefly, ofKind } from "../format.js";
import { visibleText } from "./plates.js";
import { idOf } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 * @typedef {import("../layout.js").EdgePlace} EdgePlace
 */

/**
 * "delta +0.1385" for each of the kinds that is known.
 * @param {Scene} scene
 * @param {[kind: string, words: string, layer: number, unit?: number, source?: number][]} kinds
 */
function knownOf({ value }, kinds) {
  return kinds.flatMap(([kind, words, layer, unit, source]) => {
    const known = value(idOf(kind, layer, unit, source));
    return known === null ? [] : [`${words} ${ofKind(kind, known)}`];
  });
}

/** The name of a unit that is too small to hold text, and what would be written in it. @param {Scene} scene @param {UnitPlace} place */
function written({ names, value }, { layer, unit }) {
  const activation = value(idOf("a", layer, unit));
  const name = names.unit(layer, unit);
  return activation === null ? name : `${name} ${layer === 0 ? givenBriefly(activation) : brief(activation)}`;
}

/** @param {Scene} scene @param {UnitPlace} place @param {Label | undefined} label @returns {string} */
export function unitSpeech(scene, place, label) {
  const { layer, unit } = place;
  const { network, names, value } = scene;
  const role = layer === 0 ? "input" : layer === network.sizes.length - 1 ? "output unit" : "hidden unit";
  const visible = label ? visibleText(label) : written(scene, place);
  const computed = value(idOf("a", layer, unit)) !== null || value(idOf("z", layer, unit)) !== null;
  const details = knownOf(scene, [
    ["z", "net input", layer, unit],
    ["b", "bias", layer, unit],
    ["target", "target", layer, unit],
    ["error", "error", layer, unit],
    ["dE_da", `∂E/∂${names.letters.a}`, layer, unit],
    ["df", "slope", layer, unit],
    ["delta", "delta", layer, unit],
  ]);
  return [visible, role, ...(computed || layer === 0 ? [] : ["not computed yet"]), ...details].join(", ");
}

/** @param {Scene} scene @param {EdgePlace} edge @param {Label} label @returns {string} */
export function edgeSpeech(scene, { layer, unit, source }, label) {
  const { names } = scene;
  const what = `weight from ${names.unit(layer - 1, source)} to ${names.unit(layer, unit)}`;
  const details = knownOf(scene, [
    ["contribution", `carries back to ${names.unit(layer - 1, source)}`, layer, unit, source],
    ["dE_dw", "gradient", layer, unit, source],
    ["batch_dE_dw", "gradient of the batch", layer, unit, source],
    ["change_w", "changed by", layer, unit, source],
  ]);
  return [visibleText(label), what, ...details].join(", ");
}

/** @param {Scene} scene @param {Label} label @returns {string} */
export function totalSpeech({ value }, label) {
  if (value("error_total") === null) return `${visibleText(label)}, not computed yet`;
  return `${visibleText(label)}, of all ${value("batch_error") === null ? "outputs" : "examples of the batch"}`;
}
