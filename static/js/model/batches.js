// Which batch an iteration trains with, and which of its examples is shown (docs/model.md). Pure.

/**
 * @typedef {object} Batch
 * @property {number} rows of the data
 * @property {number} count examples of this batch: the last one of an epoch may have fewer
 * @property {number} index of the example that is shown, counted from 0
 * @property {number} epoch passes over all rows that are done
 * @property {number} place of this batch in its epoch, counted from 0
 * @property {number} perEpoch iterations of an epoch
 * @property {boolean} batched whether an iteration may take more than one row
 * @property {"mean" | "sum"} reduction
 */

/**
 * @param {Pick<import("../types.js").Method, "batch" | "rows" | "reduction">} method
 * @param {number} iteration
 * @param {number} shown index of the example, which counts on from the start beyond the batch's end
 * @returns {Batch}
 */
export function batchAt({ batch, rows, reduction }, iteration, shown) {
  const size = Math.min(batch ?? rows, rows);
  const perEpoch = Math.ceil(rows / size);
  const place = iteration % perEpoch;
  const count = Math.min(size, rows - place * size);
  const epoch = Math.floor(iteration / perEpoch);
  return { rows, count, index: shown % count, epoch, place, perEpoch, batched: batch !== 1, reduction };
}
