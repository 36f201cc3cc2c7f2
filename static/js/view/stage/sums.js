// The error's way back, written out: contributions parked beside a hidden unit, their sum outside of it. Pure.
import { EDGE } from "../layout.js";
import { ease, lerp, magnitude, stretch } from "../scales.js";
import { boxed, signed, signMark, toneOf } from "./box.js";
import { idOf, isUnderWay, quantityOf } from "./scene.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Part} Part
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 * @typedef {{id: string, value: number, unit: number}} Contribution
 */

/** More summands than this are not written out side by side. */
const MOST_TERMS = 2;

/**
 * What arrives at a hidden unit from the next layer, as far as it has arrived.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @returns {Contribution[]}
 */
function arrived(scene, { layer, unit }) {
  const next = scene.network.sizes[layer + 1] ?? 0;
  return Array.from({ length: next }, (_, from) => idOf("contribution", layer + 1, from, unit)).flatMap((id, from) => {
    const value = scene.value(id);
    return value === null ? [] : [{ id, value, unit: from }];
  });
}

/**
 * A contribution as a token: the size of its mark says how much, its shape the sign.
 * @param {Scene} scene
 * @param {Contribution} contribution
 * @param {number} largest
 * @returns {Part[]}
 */
function token({ geometry: { type, small } }, { value }, largest) {
  const tone = toneOf(value);
  const radius = magnitude(value, largest, small ? 2.5 : 3, small ? 6.5 : 8.5);
  return [
    { mark: signMark(value), size: radius, tone },
    { ...signed(value, type.second, 4, 680), gap: 4 },
  ];
}

/** Where the row outside a unit has its middle. @param {Scene} scene @param {UnitPlace} place */
const laneOf = ({ geometry }, place) => place.y + place.out * (place.r + geometry.offsets.lane);

/**
 * The finished sum: +0.0554 −0.0190 = +0.0364.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {Contribution[]} terms
 * @param {number} sum
 * @returns {Label}
 */
function ledger(scene, place, terms, sum) {
  const { type, dense, small, width } = scene.geometry;
  const largest = Math.max(...terms.map(({ value }) => Math.abs(value)));
  const written = terms.length <= MOST_TERMS && terms.length > 0 && !dense;
  /** @type {Part[]} */
  const head = written
    ? [
        ...terms.flatMap((term) => token(scene, term, largest).map((part) => (part.mark ? { ...part, gap: 9 } : part))),
        { text: "=", size: type.second, weight: 560, tone: "muted" },
      ]
    : [
        {
          text: terms.length > 1 ? "Σ" : `∂E/∂${scene.names.letters.a}`,
          size: type.second,
          weight: 560,
          tone: "muted",
        },
      ];
  const id = idOf("dE_da", place.layer, place.unit);
  const base = { key: `sum:${place.key}`, id, place: place.key, x: place.x, y: laneOf(scene, place) };
  const label = boxed(base, [[...head, signed(sum, type.second * 1.06, 4, 720)]]);
  const aside = small && place.layer === scene.network.sizes.length - 1;
  return aside ? { ...label, x: width - EDGE - label.w / 2 } : label;
}

/**
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {Contribution[]} terms
 * @returns {Label[]} parked tokens, on their way while the sum is made
 */
function tokens(scene, place, terms) {
  const { t, geometry } = scene;
  const largest = Math.max(...terms.map(({ value }) => Math.abs(value)));
  const summing = t < 1 && isUnderWay(scene, idOf("dE_da", place.layer, place.unit));
  const goal = summing ? goals(scene, place, terms) : null;
  return terms.flatMap((term, index) => {
    const edge = geometry.edges.get(`edge:${place.layer + 1}.${term.unit}.${place.unit}`);
    if (!edge) return [];
    const along = goal ? ease(stretch(t, 0.12 * index, 0.8 + 0.12 * index)) : 0;
    const end = { x: goal?.xs[index] ?? place.x, y: goal?.y ?? place.y };
    const { x, y } = around(place, edge.token, end, along);
    const base = { key: `token:${edge.key}`, id: term.id, place: edge.key, x, y, moving: summing };
    const label = boxed(base, [token(scene, term, largest)], { padX: 4, padY: 1 });
    return [{ ...label, shape: term.value < 0 ? "square" : "round" }];
  });
}

/**
 * A bow around the unit, so that no token flies over the number in it.
 * @param {UnitPlace} place
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {number} t
 */
function around({ x, r }, from, to, t) {
  const corner = { x: x + r * 1.75, y: to.y };
  const bend = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) =>
    lerp(lerp(a, b, t), lerp(b, c, t), t);
  return { x: bend(from.x, corner.x, to.x), y: bend(from.y, corner.y, to.y) };
}

/**
 * Where the tokens fly to: their places in the sum that is being made.
 * @param {Scene} scene
 * @param {UnitPlace} place
 * @param {Contribution[]} terms
 */
function goals(scene, place, terms) {
  const row = ledger(scene, place, terms, scene.raw(idOf("dE_da", place.layer, place.unit)) ?? 0);
  const marks = row.parts.filter(({ mark }) => mark !== undefined);
  const ends = marks.map((mark) => row.parts[row.parts.indexOf(mark) + 2].x);
  return { xs: marks.map((mark, index) => row.x + (mark.x - mark.size + ends[index]) / 2), y: row.y };
}

/**
 * @param {Scene} scene
 * @param {Set<string>} lit
 * @returns {Label[]}
 */
export function sumLabels(scene, lit) {
  const { units, dense } = scene.geometry;
  const layers = lookedAt(scene);
  return [...units.values()].flatMap((place) => {
    if (dense && !lit.has(place.key)) return [];
    const terms = arrived(scene, place);
    const sum = scene.value(idOf("dE_da", place.layer, place.unit));
    if (sum !== null) return dense && !layers.has(place.layer) ? [] : [ledger(scene, place, terms, sum)];
    return dense || terms.length === 0 ? [] : tokens(scene, place, terms);
  });
}

/** The layers whose sums are looked at; of a step with many there is no room for them. @param {Scene} scene */
function lookedAt({ script, active, run }) {
  const sums = run.filter(({ id }) => id.startsWith("dE_da"));
  const quantities = [active, ...(sums.length === 1 ? [sums[0].id] : [])].map((id) => quantityOf(script, id));
  return new Set(quantities.flatMap((quantity) => quantity?.layer ?? []));
}
