// Everything that is written on the stage at a position, as boxes of parts: so a test can prove that nothing overlaps. Pure.
import { badgeLabels } from "./badges.js";
import { errorLabels } from "./errors.js";
import { formerLabels } from "./former.js";
import { plateLabels } from "./plates.js";
import { sumLabels } from "./sums.js";
import { thinned } from "./thinning.js";
import { unitLabels } from "./units.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./text.js").Placed} Placed
 *
 * @typedef {object} Label
 * @property {string} key unique on the stage
 * @property {string | null} id the quantity that a click on it selects
 * @property {string} place where it belongs: the key of a unit, an edge, or of the total error
 * @property {number} x middle of its box
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {Placed[]} parts relative to the middle
 * @property {"none" | "plate" | "tag" | "round" | "square" | "badge"} shape
 * @property {"plain" | "pos" | "neg" | "zero"} [fill]
 * @property {boolean} [inside] it stands inside its unit
 * @property {boolean} [moving] it is on its way, so it may pass others
 * @property {boolean} [quiet] shown only while lit
 * @property {boolean} [waits] nobody looks: it may go on saying what it said
 */

/**
 * @param {Scene} scene
 * @param {Set<string>} lit
 * @returns {Label[]}
 */
export function labelsOf(scene, lit) {
  const all = [...plateLabels(scene, lit), ...unitLabels(scene), ...sumLabels(scene, lit), ...errorLabels(scene)];
  const labels = thinned(scene, all, lit);
  const counted = [...labels, ...badgeLabels(scene, labels)];
  return [...counted, ...formerLabels(scene, counted)];
}
