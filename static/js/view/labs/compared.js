// What a comparison shows: places of the curves, and where weights differ most at an iteration. Pure.
import { decades, errorAxis, iterationToShare } from "../scales.js";
import { errorRows } from "../timeline/grid.js";

/** @typedef {import("../../experiments.js").Comparison} Comparison */

export const HEIGHT = 280;
export const EDGE = { left: 56, right: 16, top: 10, bottom: 30 };

/** The iterations that were compared, of the run that got furthest. @param {Comparison} comparison */
export const iterationsOf = ({ runs }) =>
  runs
    .map(({ error }) => error.map(([n]) => n))
    .reduce((longest, own) => (own.length > longest.length ? own : longest));

/** Where everything of the chart stands. @param {Comparison} comparison @param {number} width of the chart */
export function curves(comparison, width) {
  const { iteration: first, runs } = comparison;
  const errors = runs.flatMap(({ error }) => error.map(([, value]) => value)).filter((value) => value > 0);
  // Where the runs are nearly alike one sees by how much they are not.
  const axis = errorAxis(Math.min(...errors, 1), Math.max(...errors, Number.MIN_VALUE), 0.2);
  const iterations = iterationsOf(comparison);
  const last = Math.max(1, iterations[iterations.length - 1] - first);
  const x = (/** @type {number} */ n) =>
    EDGE.left + iterationToShare(n - first, last) * (width - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ share) => EDGE.top + (1 - share) * (HEIGHT - EDGE.top - EDGE.bottom);
  return {
    x,
    rows: errorRows(axis).map(({ share, text }) => ({ text, y: y(share) })),
    columns: [0, ...decades(last)].map((after) => ({ after, x: x(first + after) })),
    lines: runs.map(({ error }) => error.map(([n, value]) => ({ x: x(n), y: y(axis.share(value)) }))),
  };
}

/**
 * What parameters are called: a bias that is one number for its layer here, but one for each unit in a run, with its unit.
 * @param {string[]} ids
 * @param {Pick<import("../../model/network.js").Names, "quantity" | "unit">} names
 * @returns {Map<string, string>} by id
 */
export function calledBy(ids, names) {
  const symbols = ids.map((id) => names.quantity(id).symbol);
  return new Map(
    ids.map((id, at) => {
      const [, layer, unit] = id.split(".").map(Number);
      const alone = symbols.indexOf(symbols[at]) === symbols.lastIndexOf(symbols[at]);
      return [id, alone ? symbols[at] : `${symbols[at]} of ${names.unit(layer, unit)}`];
    }),
  );
}

/**
 * The parameters in which runs are furthest from the first one.
 * @param {Comparison} comparison
 * @param {number} index which of the compared iterations
 * @param {number} most
 * @returns {{id: string, values: (number | null)[], differences: (number | null)[], largest: number}[]} null: the run had ended
 */
export function furthest({ parameters, runs }, index, most) {
  const rows = parameters.map((id, at) => {
    const values = runs.map((run) => run.parameters[index]?.[at] ?? null);
    const differences = values.map((value) => (value === null || values[0] === null ? null : value - values[0]));
    const largest = Math.max(...differences.map((difference) => Math.abs(difference ?? 0)));
    return { id, values, differences, largest };
  });
  return rows.sort((one, other) => other.largest - one.largest).slice(0, most);
}
