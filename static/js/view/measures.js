// How large type and units are on a stage, and what stands how far beside them. Pure.

/**
 * @typedef {object} Type Font sizes.
 * @property {number} name @property {number} value @property {number} weight @property {number} second
 * @property {number} label @property {number} chip @property {number} target @property {number} badge
 *
 * @typedef {ReturnType<typeof measures>} Measures
 */

const DESIGN = { width: 806, height: 405 };
const PHONE = 600;
const ROOMY = { units: 2, layers: 3 };
const WIDE_TYPE = { name: 15, value: 23, weight: 18, second: 15, label: 14.5, chip: 17, target: 21, badge: 15 };
const SMALL_TYPE = {
  name: 12,
  value: 16,
  weight: 13.5,
  second: 12,
  label: 11.5,
  chip: 12.5,
  target: 13.5,
  badge: 11.5,
};
const DENSE_TYPE = { name: 12, value: 17, weight: 14, second: 12.5, label: 12, chip: 13, target: 15, badge: 12 };

/** @param {Type} type @param {number} factor */
function enlarged(type, factor) {
  return /** @type {Type} */ (Object.fromEntries(Object.entries(type).map(([name, size]) => [name, size * factor])));
}

/**
 * Which type, which radius, which margins.
 * @param {number} width
 * @param {number} height
 * @param {number[]} sizes
 * @param {boolean} large
 */
export function measures(width, height, sizes, large) {
  const small = width < PHONE;
  const dense = Math.max(...sizes) > ROOMY.units || sizes.length > ROOMY.layers;
  const scale = small ? 1 : Math.max(0.7, Math.min(width / DESIGN.width, height / DESIGN.height));
  const base = small ? SMALL_TYPE : dense ? DENSE_TYPE : WIDE_TYPE;
  // A phone has no room for larger type; the theme's contrast helps there.
  const type = large && !small ? enlarged(base, 1.07) : base;
  const gap = dense ? 5 : small ? 10 : 14;
  const chip = type.chip * 1.22 + (dense ? 0 : small ? 3 : 5);
  const lane = (small ? 17 : 21) * (large && !small ? 1.05 : 1);
  const offsets = { chip: gap + chip / 2, lane: gap + chip + (dense ? 1 : 3.5) + lane / 2 };
  const radius = small ? 27 : 42;
  const aside = small && !dense ? -6 : 0;
  // Large badges need room between a slope and the errors.
  const beside = dense ? 14 : large ? 33 : 22;
  return {
    beside,
    small,
    dense,
    fine: fineness(sizes),
    scale,
    type,
    lane,
    offsets,
    aside,
    radius,
    width: width / scale,
    height: height / scale,
  };
}

/** So many lines between two layers are as thick as any; of more each is thinner, so that one sees through. */
const THICK = 40;
const FINEST = 0.3;

/** How thin lines are against those of a small network, 0 … 1. @param {number[]} sizes */
function fineness(sizes) {
  const most = Math.max(...sizes.slice(1).map((count, layer) => count * sizes[layer]));
  return Math.max(FINEST, Math.min(1, THICK / most));
}
