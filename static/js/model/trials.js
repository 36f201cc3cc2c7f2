// What a sweep sends: the room's network and its rows as they are now; and the room that one of its cells becomes. Pure.

/**
 * @typedef {{of: string, to: any}} Change
 * @typedef {{iteration: number, changes: Change[]}} Edit
 * @typedef {{parent: number | null, after_parent?: boolean, edits: Edit[]}} FiledBranch
 * @typedef {{branches: FiledBranch[], branch: number, position: {iteration: number}}} Filed what of a moment file is needed
 * @typedef {{x: number[][], target: number[][]}} Rows
 *
 * @typedef {{etas: number[], initial: import("./plan.js").Rule, seeds: number[], iterations: number, solved: number}} Cells
 * @typedef {Rows & {network: object, method: object | undefined, data: object | undefined}} Start
 * @typedef {{etas: number[], networks: object[], error_total: (number | null)[][], diverged: (number | null)[][],
 *   solved: boolean[][]}} Found a row for each learning rate, a column for each start
 * @typedef {{start: Start, cells: Cells, found: Found}} Swept
 */

/** All edits of a branch, its parents' included. @param {FiledBranch[]} branches @param {number} index @returns {Edit[]} */
function editsOf(branches, index) {
  const { parent, after_parent, edits } = branches[index];
  if (!after_parent || parent === null) return edits;
  return [...editsOf(branches, parent).filter(({ iteration }) => iteration < edits[0].iteration), ...edits];
}

/**
 * The rows that are learned at the position, with what was edited in them.
 * @param {Rows} first those the room began with
 * @param {Filed} filed
 * @returns {Rows}
 */
export function rowsNow({ x, target }, { branches, branch, position }) {
  const rows = { x: structuredClone(x), t: structuredClone(target) };
  const changes = editsOf(branches, branch)
    .filter(({ iteration }) => iteration <= position.iteration)
    .flatMap((edit) => edit.changes);
  for (const { of, to } of changes) {
    const [kind, row, column] = of.split(".");
    if (kind === "x" || kind === "t") rows[kind][Number(row)][Number(column)] = to;
    // In a file by hand an input may go by its name in the picture: the one row's, where there is one.
    if (x.length === 1 && kind === "a") rows.x[0][Number(column)] = to;
    if (x.length === 1 && kind === "target") rows.t[0][Number(column)] = to;
  }
  return { x: rows.x, target: rows.t };
}

/**
 * @param {object} network
 * @param {import("../types.js").Method | undefined} method as the page knows it
 * @param {Rows} rows
 * @param {object | undefined} data what the rows mean
 * @returns {Start}
 */
export function startOf(network, method, rows, data) {
  if (!method) return { network, ...rows, method: undefined, data };
  const { rows: _, ...sent } = method;
  return { network, ...rows, method: sent, data };
}

/** So many learning rates, each the same factor above the one before. @param {number} low @param {number} high @param {number} count */
export function ratesBetween(low, high, count) {
  if (count === 1) return [low];
  const step = (Math.log(high) - Math.log(low)) / (count - 1);
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? high : Number((low * Math.exp(index * step)).toPrecision(4)),
  );
}

/** The request for a cell's room. @param {Swept} swept @param {number} row @param {number} column */
export function cellRoom({ start, cells, found }, row, column) {
  const { x, target, method, data } = start;
  const title = `Learning rate ${found.etas[row]}, start ${cells.seeds[column]}`;
  return { title, network: found.networks[column], x, target, eta: found.etas[row], method, data };
}

/** How many cells there are of each kind. @param {Found} found */
export function tally({ error_total, diverged, solved }) {
  const all = error_total.flat().length;
  const lost = diverged.flat().filter((at) => at !== null).length;
  return { all, lost, solved: solved.flat().filter(Boolean).length };
}
