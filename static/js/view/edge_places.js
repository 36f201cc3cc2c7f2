// Where everything of an edge stands: its line between two units, its plate, and the tokens that park on it. Pure.
import { lerp } from "./scales.js";

/**
 * @typedef {import("./measures.js").Measures} Measures
 * @typedef {import("./layout.js").UnitPlace} UnitPlace
 * @typedef {import("./layout.js").EdgePlace} EdgePlace
 */

/** @param {number} layer @param {number} unit @param {number} source */
export const edgeKey = (layer, unit, source) => `edge:${layer}.${unit}.${source}`;

/** Plates stand where the lines of a bundle lie far apart: near the sources of the first layer, near the targets of the others.
 * @param {UnitPlace} from @param {UnitPlace} to @param {Measures} box @param {number} middle y of the stage's middle
 * @param {boolean} lone is the target alone in its layer? */
function plateOf(from, to, box, middle, lone) {
  const flat = Math.abs(to.y - from.y) < 1;
  const far = lone ? (box.small ? 0.5 : 0.64) : 0.645;
  const share = flat ? 0.5 : from.layer === 0 ? 0.33 : far;
  const out = /** @type {-1 | 0 | 1} */ (!flat || box.dense ? 0 : from.y <= middle ? -1 : 1);
  const off = box.small ? 25 : 34;
  // On a phone plates and the deltas between them share one row.
  const aside = flat && box.small && !box.dense ? (from.layer === 0 ? -8 : 2) : 0;
  return {
    x: lerp(from.x, to.x, share) + aside,
    y: lerp(from.y, to.y, share) + out * off,
    out,
    rest: flat ? 0.6 : share,
  };
}

/** On a phone tokens stack outside the sender, where its delta will stand; else they park on the line beside it.
 * @param {UnitPlace} from @param {UnitPlace} to @param {Measures} box */
function tokenOf(from, to, box) {
  const flat = Math.abs(to.y - from.y) < 1;
  const rim = (from.r + (box.dense ? 12 : box.small ? 15 : 54)) / Math.hypot(to.x - from.x, to.y - from.y);
  if (box.small && !box.dense) {
    const off = from.r + (to.unit === 0 ? box.offsets.chip : box.offsets.lane);
    return { x: from.x + box.aside, y: from.y + from.out * off, share: rim };
  }
  const share = flat || box.dense ? rim : 0.3;
  return { x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share), share };
}

/**
 * @param {UnitPlace} from
 * @param {UnitPlace} to
 * @param {Measures} box
 * @param {boolean} lone
 * @returns {EdgePlace}
 */
export function placedEdge(from, to, box, lone) {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / distance, y: (to.y - from.y) / distance };
  const gap = box.small ? 5 : 8;
  const start = { x: from.x + along.x * (from.r + gap), y: from.y + along.y * (from.r + gap) };
  const end = { x: to.x - along.x * (to.r + gap), y: to.y - along.y * (to.r + gap) };
  return {
    key: edgeKey(to.layer, to.unit, from.unit),
    layer: to.layer,
    unit: to.unit,
    source: from.unit,
    from,
    to,
    start,
    end,
    length: Math.hypot(end.x - start.x, end.y - start.y),
    along,
    plate: plateOf(from, to, box, box.height / 2, lone),
    token: tokenOf(from, to, box),
  };
}
