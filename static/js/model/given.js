// First weights that somebody types: a line for each unit, layer by layer, with its weights in the order of their sources, then its bias.

/**
 * @typedef {{w: number[][][], b: number[][]}} Parameters
 * @typedef {{parameters: Parameters, reason: null} | {parameters: null, reason: string}} Read
 */

/** Beyond this no room takes a weight. */
const MOST = 1e6;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const COMMAS = " A comma in a number is its decimal point: keep numbers apart by spaces.";

/** @param {number} number @param {string} one */
const several = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

/** No number has two commas, or a comma and a point. @param {string} word */
const parts = (word) => (/,.*[,.]|\..*,/.test(word) ? word.split(",") : [word]);

/**
 * Numbers stand apart by spaces, tabs or semicolons, or by commas with a space; within a number a comma is a point. Commas that can be no
 * points keep numbers apart, too.
 * @param {string} line
 */
const wordsOf = (line) =>
  line
    .split(/,?[\s;]+/)
    .flatMap(parts)
    .filter((word) => word !== "");

/** @param {string} word @returns {number | null} */
function numberOf(word) {
  const typed = word.replace(",", ".").replaceAll("−", "-");
  const value = Number(typed);
  return NUMBER.test(typed) && Math.abs(value) <= MOST ? value : null;
}

/** @param {Parameters} parameters @returns {string} */
export const writeGiven = ({ w, b }) =>
  w.flatMap((units, layer) => units.map((weights, unit) => [...weights, b[layer][unit]].join(" "))).join("\n");

/**
 * @param {string} text
 * @param {number[]} sizes units by layer, the input first
 * @returns {Read} a refusal says which line, and what belongs there
 */
export function readGiven(text, sizes) {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ words: wordsOf(line), number: index + 1 }))
    .filter(({ words }) => words.length > 0);
  /** @type {Parameters} */
  const parameters = { w: [], b: [] };
  let next = 0;
  for (let layer = 1; layer < sizes.length; layer += 1) {
    /** @type {number[][]} */
    const rows = [];
    for (let unit = 1; unit <= sizes[layer]; unit += 1) {
      const wanted = `unit ${unit} of layer ${layer} takes ${several(sizes[layer - 1], "weight")} and a bias`;
      const line = lines[next];
      next += 1;
      if (!line) return { parameters: null, reason: `A line is missing: ${wanted}.` };
      const values = line.words.map(numberOf);
      const bad = values.indexOf(null);
      if (bad >= 0)
        return {
          parameters: null,
          reason: `Line ${line.number}: “${line.words[bad].slice(0, 20)}” is no number from −1000000 to 1000000.`,
        };
      if (values.length !== sizes[layer - 1] + 1)
        return {
          parameters: null,
          reason: `Line ${line.number} has ${several(values.length, "number")}: ${wanted}.${line.words.some((word) => word.includes(",")) ? COMMAS : ""}`,
        };
      rows.push(/** @type {number[]} */ (values));
    }
    parameters.w.push(rows.map((row) => row.slice(0, -1)));
    parameters.b.push(rows.map((row) => row[row.length - 1]));
  }
  if (lines.length > next)
    return { parameters: null, reason: `Line ${lines[next].number} is too much: all units have theirs.` };
  return { parameters, reason: null };
}
