// The loss curve: E over the iterations, in buckets of growing width with their smallest and largest E. Pure.

import { MisfitError } from "./sequence.js";

/** @typedef {import("../types.js").CurvePoint} CurvePoint */

/**
 * The curve after an event: the points from index `start` on are replaced.
 * @param {CurvePoint[]} points
 * @param {number} start
 * @param {CurvePoint[]} added
 * @returns {CurvePoint[]}
 * @throws {MisfitError} `start` leaves a hole
 */
export function mergeCurve(points, start, added) {
  if (start > points.length)
    throw new MisfitError(`The curve has ${points.length} points; none can start at ${start}.`);
  return [...points.slice(0, start), ...added];
}

/**
 * What the curve spans: iterations, and E from its smallest to its largest.
 * @param {CurvePoint[]} points
 * @returns {{from: number, to: number, min: number, max: number} | null} null without points
 */
export function curveExtent(points) {
  if (points.length === 0) return null;
  let [, min, max] = points[0];
  for (const [, low, high] of points) {
    if (low < min) min = low;
    if (high > max) max = high;
  }
  return { from: points[0][0], to: points[points.length - 1][0], min, max };
}

/**
 * The bucket an iteration lies in, by its first iteration.
 * @param {CurvePoint[]} points
 * @param {number} iteration
 * @returns {CurvePoint | null} null before the first bucket
 */
export function bucketAt(points, iteration) {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] <= iteration) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : points[low - 1];
}
