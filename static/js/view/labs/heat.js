// How every cell of a sweep ended: the stronger the shade the larger E, a cross where it ran away. One cell is chosen.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { tally } from "../../model/trials.js";
import { Axes, inCells } from "../axes.js";
import { Button } from "../controls.js";
import { explains } from "../explains.js";
import { count, exact, rate } from "../format.js";
import { ruleWords } from "../planning/rule_part.js";
import { logTicks, roundTicks } from "../scales.js";
import { logTick } from "../timeline/grid.js";
import { Conditions, iterationWords, placeOf } from "./conditions.js";
import { errorOf, extentOf, logShare } from "./levels.js";

/**
 * @typedef {import("../../model/trials.js").Swept} Swept
 * @typedef {import("../../experiments.js").Lab["opening"]} Opening
 * @typedef {import("../axes.js").Axis} Axis
 * @typedef {{row: number, column: number}} Cell
 */

/** Where an arrow key leads; up is to a larger learning rate. @param {string} key @param {Cell} cell @param {number} rows @param {number} columns @returns {Cell | null} */
export function moved(key, { row, column }, rows, columns) {
  const by = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[key];
  if (by === undefined) return null;
  const within = (/** @type {number} */ at, /** @type {number} */ most) => Math.min(most - 1, Math.max(0, at));
  return { row: within(row + by[0], rows), column: within(column + by[1], columns) };
}

/** The cell that ended best. @param {(number | null)[][]} errors @returns {Cell} */
export function bestOf(errors) {
  let best = { row: 0, column: 0, error: Number.POSITIVE_INFINITY };
  errors.forEach((line, row) => {
    line.forEach((error, column) => {
      if (error !== null && error < best.error) best = { row, column, error };
    });
  });
  return { row: best.row, column: best.column };
}

/** What became of a cell, in words. @param {Swept} swept @param {Cell} cell */
export function cellWords({ cells, found }, { row, column }) {
  const [error, lost] = [found.error_total[row][column], found.diverged[row][column]];
  const end =
    lost !== null ? `ran away in iteration ${count(lost)}` : error === null ? "E ran over" : `E = ${errorOf(error)}`;
  return `η = ${rate(found.etas[row])}, start ${cells.seeds[column]}: ${end}${found.solved[row][column] ? ", solved" : ""}`;
}

/** The axes of the map: seeds to the right, learning rates upwards, each the same factor above the one before. @param {number[]} seeds @param {number[]} etas @returns {{x: Axis, y: Axis}} */
export function axesOf(seeds, etas) {
  const [low, high] = [etas[0], etas[etas.length - 1]];
  const seed = (/** @type {number} */ value) => (value - seeds[0]) / Math.max(1, seeds.length - 1);
  const rate = (/** @type {number} */ eta) => (high > low ? Math.log(eta / low) / Math.log(high / low) : 0);
  return {
    x: {
      share: (value) => inCells(seed(value), seeds.length),
      ticks: (count) => roundTicks(seeds[0], seeds[seeds.length - 1], count).filter(Number.isInteger),
    },
    y: {
      share: (eta) => inCells(rate(eta), etas.length),
      ticks: (count) => logTicks(low, high, count),
      text: logTick,
    },
  };
}

/** @param {{swept: Swept & {taken: import("../../experiments.js").Taken}, opening: Opening, store: import("../../model/store.js").Store}} props */
export function Heat({ swept, opening, store }) {
  const { found, cells } = swept;
  const { error_total: errors, etas } = found;
  const [cell, choose] = useState(bestOf(errors));
  const [rows, columns] = [etas.length, errors[0].length];
  const extent = extentOf(errors);
  const { all, lost, solved } = tally(found);
  const words = cellWords(swept, cell);
  const turn = (/** @type {KeyboardEvent} */ event) => {
    const to = moved(event.key, cell, rows, columns);
    if (to === null) return;
    event.preventDefault();
    choose(to);
  };
  const y = (/** @type {number} */ row) => rows - 1 - row;
  const name = `E at the end of ${count(all)} networks: ${count(solved)} solved, ${count(lost)} ran away; from ${errorOf(extent.least)} to ${errorOf(extent.most)}`;
  const own = explains(
    "Each cell is a network: its learning rate upwards, its start to the right. Arrow keys choose one, so does a click.",
    "Map of the sweep",
  );
  return html`<section class="labs-part" aria-label="What came of the sweep">
    <${Conditions} taken=${swept.taken} store=${store}>The network and the rows as they are at ${placeOf(swept.taken)}; ${iterationWords(cells.iterations)} in each cell, first weights ${ruleWords(cells.initial)}.<//>
    <p>${name}. Solved is an E of at most ${exact(cells.solved)}.</p>
    <${Axes} ...${axesOf(cells.seeds, etas)}><div class="lab-heat" role="slider" aria-label=${name} aria-valuenow=${cell.row * columns + cell.column} aria-valuemin="0" aria-valuemax=${all - 1} aria-valuetext=${words} onKeyDown=${turn} tabindex="0" ...${own}>
      <svg viewBox=${`0 0 ${columns} ${rows}`} preserveAspectRatio="none" aria-hidden="true">
        ${errors.map((line, row) =>
          line.map(
            (error, column) => html`<g key=${`${row} ${column}`} onClick=${() => choose({ row, column })}>
              <rect class="cell" x=${column} y=${y(row)} width="1" height="1" fill-opacity=${error === null ? 0 : 0.75 * logShare(error, extent)} />
              ${error === null ? html`<path class="lost" d=${`M${column + 0.25},${y(row) + 0.25}l.5,.5m0,-.5l-.5,.5`} />` : null}
              ${found.solved[row][column] ? ["around", ""].map((kind) => html`<path key=${kind} class=${`solved ${kind}`} d=${`M${column + 0.3},${y(row) + 0.55}l.15,.2l.25,-.45`} />`) : null}
            </g>`,
          ),
        )}
        ${["chosen around", "chosen"].map((kind) => html`<rect key=${kind} class=${kind} x=${cell.column} y=${y(cell.row)} width="1" height="1" />`)}
      </svg>
    </div><//>
    <p class="lab-axis">→ starts, seeds ${cells.seeds[0]} to ${cells.seeds[columns - 1]}; ↑ η from ${rate(etas[0])} to ${rate(etas[rows - 1])}. E from ${errorOf(extent.least)} <span class="lab-shades" aria-hidden="true"></span> to ${errorOf(extent.most)}, each shade the same factor; a tick: solved, ×: ran away.</p>
    <div class="lab-go">
      <output class="lab-cell">${words}</output>
      <${Button} explains="Makes a room of the chosen cell, at its start, and goes there." class="button primary" disabled=${opening.busy.value} onClick=${() => opening.run(cell)}>Open this cell as a room<//>
    </div>
    <p class="lede">A room begins with the cell's weights and learning rate. Where training does not settle, it may end with another E: the map adds up in another order, and rounding grows there.</p>
    ${opening.trouble.value ? html`<p class="trouble" role="alert">${opening.trouble.value.detail}</p>` : null}
  </section>`;
}
