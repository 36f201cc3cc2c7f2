// Where numbers and words stand: the number at its thing and on no other number, the words beside it, inside of the window. Pure.

/** @typedef {import("./places.js").Box} Box */

/** Room of the words, in pixels. */
const CARD = { width: 340, height: 250 };
const GAP = 14;

/** @param {number} value @param {number} least @param {number} most */
const between = (value, least, most) => Math.max(least, Math.min(value, most));

/**
 * @param {Box} box what is explained
 * @param {{width: number, height: number}} window
 * @returns {{left: string, top: string}}
 */
export function cardPlace({ left, top, width, height }, window) {
  const x = between(left + width / 2 - CARD.width / 2, GAP, window.width - CARD.width - GAP);
  const y = between(top + height / 2 - CARD.height / 2, GAP, window.height - CARD.height - GAP);
  const below = top + height + GAP;
  const above = top - GAP - CARD.height;
  const spot =
    below + CARD.height <= window.height
      ? { x, y: Math.max(below, GAP) }
      : above >= GAP
        ? { x, y: above }
        : left - GAP - CARD.width >= 0
          ? { x: left - GAP - CARD.width, y }
          : { x: between(left + width + GAP, GAP, window.width - CARD.width - GAP), y };
  return { left: `${Math.round(spot.x)}px`, top: `${Math.round(spot.y)}px` };
}

/** Room of a number, how far its middle is from the corner it stands at, and from the edge of the window at least, in pixels. */
const MARKER = { width: 24, height: 21 };
const OUT = 6;
const EDGE = 11;
/** Larger things than this, in pixels squared, are not covered by a number that stands on them. */
const LARGE = 12000;
/** What it costs to stand wholly on something, and to be a ring further away. */
const COVERING = 10;
const FURTHER = 4;

/** @typedef {{x: number, y: number}} Spot */

/** @param {Spot} one @param {Spot} other */
const apart = (one, other) => Math.abs(one.x - other.x) >= MARKER.width || Math.abs(one.y - other.y) >= MARKER.height;

/** How much of a number would stand on a box, from 0 to 1. @param {Spot} spot @param {Box} box */
function covering({ x, y }, { left, top, width, height }) {
  const across = Math.min(x + MARKER.width / 2, left + width) - Math.max(x - MARKER.width / 2, left);
  const down = Math.min(y + MARKER.height / 2, top + height) - Math.max(y - MARKER.height / 2, top);
  return (Math.max(0, across) * Math.max(0, down)) / (MARKER.width * MARKER.height);
}

/** The corners of a box and the middles of its edges, as shares of it. */
const SIDES = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [0.5, 0],
  [0.5, 1],
  [0, 0.5],
  [1, 0.5],
];
const RINGS = 5;

/** Spots at a box with their cost: at it, and then further and further around it. @param {Box} box @returns {(Spot & {cost: number})[]} */
function spots({ left, top, width, height }) {
  const middle = { x: left + width / 2, y: top + height / 2 };
  const near = SIDES.map(([x, y], index) => ({
    x: left + x * width + Math.sign(x - 0.5) * OUT,
    y: top + y * height + Math.sign(y - 0.5) * OUT,
    cost: index / 10,
  }));
  const far = Array.from({ length: RINGS }, (_, ring) =>
    Array.from({ length: 8 * (ring + 1) }, (__, turn) => {
      const angle = (turn / (4 * (ring + 1)) - 0.75) * Math.PI;
      return {
        x: middle.x + Math.cos(angle) * (width / 2 + (ring + 1) * MARKER.width * 0.7),
        y: middle.y + Math.sin(angle) * (height / 2 + (ring + 1) * MARKER.height * 0.7),
        cost: FURTHER * (ring + 1),
      };
    }),
  );
  return [...near, ...far.flat()];
}

/**
 * Where each number's middle is: at its box, apart from all others, and on as little else as can be.
 * @param {(Box | null)[]} boxes null: not to be seen, so without a number
 * @param {{width: number, height: number}} window
 * @param {Box[]} [others] what else should be read
 * @returns {(Spot | null)[]}
 */
export function markerPlaces(boxes, window, others = []) {
  const small = boxes.filter((box) => box !== null && box.width * box.height < LARGE);
  const covered = [.../** @type {Box[]} */ (small), ...others];
  /** @type {Spot[]} */
  const taken = [];
  return boxes.map((box) => {
    if (box === null) return null;
    let best = { x: 0, y: 0, cost: Number.POSITIVE_INFINITY };
    for (const spot of spots(box)) {
      const x = Math.round(between(spot.x, EDGE, window.width - EDGE));
      const y = Math.round(between(spot.y, EDGE, window.height - EDGE));
      if (spot.cost >= best.cost || !taken.every((other) => apart({ x, y }, other))) continue;
      const cost = covered.reduce((sum, each) => sum + COVERING * covering({ x, y }, each), spot.cost);
      if (cost < best.cost) best = { x, y, cost };
    }
    if (!Number.isFinite(best.cost)) return null;
    taken.push(best);
    return { x: best.x, y: best.y };
  });
}
