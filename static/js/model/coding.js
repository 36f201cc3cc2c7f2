// Which targets a loss knows, and what would have to change where it does not; classes coded as a loss wants them. Pure.

/** As much as the server lets a distribution's sum be off. */
const TOLERANCE = 1e-9;

/** @param {number[][]} targets @param {(target: number) => boolean} is */
const every = (targets, is) => targets.every((row) => row.every(is));

/** Of two values only: 0 and 1, or −1 and 1. @param {number[][]} targets */
const isCoded = (targets) => every(targets, (t) => t === 0 || t === 1) || every(targets, (t) => Math.abs(t) === 1);

/** @param {number[]} row */
const isDistribution = (row) =>
  row.every((t) => t >= 0) && Math.abs(row.reduce((sum, t) => sum + t, 0) - 1) <= TOLERANCE;

/**
 * Why a loss cannot be had with some targets, with what it needs; null: it can.
 * @param {string} loss
 * @param {number[][]} targets a row each
 * @returns {string | null} goes on after the name of the loss
 */
export function lossTrouble(loss, targets) {
  switch (loss) {
    case "binary_cross_entropy":
      return every(targets, (t) => t >= 0 && t <= 1) ? null : "needs targets from 0 to 1";
    case "categorical_cross_entropy":
      if (targets.some((row) => row.length === 1)) return "needs an output for each class, not one";
      return targets.every(isDistribution) ? null : "needs targets that add up to 1 in each row";
    case "hinge":
      return isCoded(targets) ? null : "needs classes: targets of two values";
    default:
      return null;
  }
}

/** Targets of classes as a loss wants them: hinge −1 and 1, where they are 0 and 1. @param {string} loss @param {number[][]} targets */
export const targetsFor = (loss, targets) =>
  loss === "hinge" && isCoded(targets) ? targets.map((row) => row.map((t) => (t < 0.5 ? -1 : 1))) : targets;
