// A frame's values by the ids of their quantities. Pure.

/**
 * @typedef {import("../../types.js").Snapshot} Snapshot
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {Record<Frame["layout"], Map<string, number>>} Slots
 */

/** @type {WeakMap<Snapshot["layouts"], Slots>} */
const known = new WeakMap();

/** @param {Snapshot["layouts"]} layouts @returns {Slots} */
function slotsOf(layouts) {
  const cached = known.get(layouts);
  if (cached) return cached;
  const slots = /** @type {Slots} */ ({
    record: new Map(layouts.record.map((id, index) => [id, index])),
    summary: new Map(layouts.summary.map((id, index) => [id, index])),
  });
  known.set(layouts, slots);
  return slots;
}

/**
 * How to read a frame, known or not: what is known is the position's affair.
 * @param {Snapshot} snapshot
 * @param {Frame} frame
 * @returns {(id: string) => number | null} null: not in this frame's layout
 */
export function reader({ layouts }, { layout, values }) {
  const slots = slotsOf(layouts)[layout];
  return (id) => {
    const slot = slots.get(id);
    return slot === undefined ? null : (values[slot] ?? null);
  };
}
