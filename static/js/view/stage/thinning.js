// Where many units stand close, fewer labels: what is looked at finds its place first, and what would cover it waits until it is pointed at. Pure.
import { lerp } from "../scales.js";
import { onUnit, overlap } from "./box.js";
import { placesOf, quantityOf } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../layout.js").EdgePlace} EdgePlace
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 */

/** Where on its line a plate may stand, as shares of it, the best first. */
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/** Ranks: of what is looked at, of the numbers beside a small unit that is, and of what is neither that nor lit. */
const [OWN, TAG, REST] = [1, 5, 6];

/** Does it stay where it is, whatever is looked at? Nothing covers it. @param {Label} label */
const isFixed = ({ key, inside }) => Boolean(inside) || /^(target|error|total)/.test(key);

/**
 * Where else a label may stand: a plate on its line, or above or below a short one; what belongs to a unit on its other side, or beside it.
 * @param {Label} label
 * @param {Scene["geometry"]} geometry
 * @returns {Label[]}
 */
function choices(label, { edges, units }) {
  const edge = label.shape === "plate" ? edges.get(label.place) : undefined;
  const unit = units.get(label.place);
  return edge ? alongEdge(label, edge) : unit ? aroundUnit(label, unit) : [];
}

/** @param {Label} label @param {EdgePlace} edge @returns {Label[]} */
function alongEdge(label, { from, to }) {
  // Where a line that is nearly level is shorter than its plate, the plate goes above or below it.
  const short = Math.abs(to.y - from.y) < label.h && to.x - to.r - from.x - from.r < label.w;
  const off = Math.max(from.r, to.r) + label.h / 2 + 2;
  const along = SHARES.map((share) => ({ x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share) }));
  const beside = short
    ? [Math.min(from.y, to.y) - off, Math.max(from.y, to.y) + off].map((y) => ({ x: (from.x + to.x) / 2, y }))
    : [];
  return [...along, ...beside].map((at) => ({ ...label, ...at }));
}

/** @param {Label} label @param {UnitPlace} unit @returns {Label[]} */
function aroundUnit(label, { x, y, r }) {
  const side = r + label.w / 2 + 3;
  return [
    { ...label, y: 2 * y - label.y },
    { ...label, x: x + side, y },
    { ...label, x: x - side, y },
  ];
}

/**
 * The labels of a crowded stage of which none covers another: numbers in units, targets and errors stay, then come what is looked
 * at, sums, lit deltas, lit plates, and the rest; what finds no place is quiet.
 * @param {Scene} scene
 * @param {Label[]} labels
 * @param {Set<string>} lit
 * @returns {Label[]}
 */
export function thinned({ script, network, geometry, active }, labels, lit) {
  if (!geometry.dense) return labels;
  const own = quantityOf(script, active);
  const places = new Set(own ? placesOf(own, network.sizes) : []);
  const rank = (/** @type {Label} */ label) => {
    if (isFixed(label)) return 0;
    if (label.shape === "tag") return TAG;
    if (label.id === active || (label.shape === "plate" && places.has(label.place))) return OWN;
    if (!lit.has(label.place)) return REST;
    return label.key.startsWith("sum:") ? 2 : label.shape === "plate" ? 4 : 3;
  };
  const within = (/** @type {Label} */ { x, y, w, h }) =>
    x >= w / 2 && y >= h / 2 && x <= geometry.width - w / 2 && y <= geometry.height - h / 2;
  const units = [...geometry.units.values()];
  // What reaches under a unit is cut off by it.
  const isFree = (/** @type {Label} */ choice) =>
    !taken.some((other) => overlap(choice, other)) && !(choice.shape === "plate" && onUnit(choice, units));
  // Where there is no room between units, what one looks at covers some, as long as its own two are seen.
  const covering = (/** @type {Label} */ label) => {
    const edge = geometry.edges.get(label.place);
    return choices(label, geometry).find(
      (choice) =>
        within(choice) &&
        !taken.some((other) => overlap(choice, other)) &&
        !(edge && onUnit(choice, [edge.from, edge.to])),
    );
  };
  /** @type {Map<string, Label>} */
  const placed = new Map();
  /** @type {Label[]} */
  const taken = [];
  const settle = (/** @type {Label} */ label, /** @type {Label} */ at) => {
    taken.push(at);
    placed.set(label.key, at);
  };
  const competing = labels.filter(({ quiet, moving }) => !quiet && !moving);
  for (let its = 0; its <= REST; its += 1) {
    const all = competing.filter((label) => rank(label) === its);
    // Those that are free where they belong stay there: the others look around them.
    for (const label of all) if (its === 0 || isFree(label)) settle(label, label);
    for (const label of all.filter(({ key }) => !placed.has(key))) {
      const free =
        its === REST ? undefined : choices(label, geometry).find((choice) => within(choice) && isFree(choice));
      // What one looks at is seen in any case.
      if (free || its === OWN || its === TAG) settle(label, free ?? covering(label) ?? label);
      else placed.set(label.key, { ...label, quiet: true });
    }
  }
  return labels.map((label) => placed.get(label.key) ?? label);
}
