// What came of a comparison: the curves, the gradient check of each run, and where their weights differ most.
import { html } from "htm/preact";
import { useMemo, useState } from "preact/hooks";
import { Button, Input } from "../controls.js";
import { explains } from "../explains.js";
import { count, number, signOf, UNKNOWN } from "../format.js";
import { Sideways } from "../sideways.js";
import { Words } from "../words.js";
import { calledBy, curves, EDGE, furthest, HEIGHT, iterationsOf } from "./compared.js";
import { Conditions, iterationWords, placeOf } from "./conditions.js";
import { errorOf } from "./levels.js";
import { chartWidth, DASHES, Stroke } from "./strokes.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("../../experiments.js").Comparison} Answer
 * @typedef {{names: string[], iterations: number, comparison: Answer, taken: import("../../experiments.js").Taken}} Compared
 */

const MOST_ROWS = 8;

/** Points as a polyline has them. */
const path = (/** @type {{x: number, y: number}[]} */ points) =>
  points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/** How far each got, in a sentence: what the chart shows to those who do not see it. @param {Pick<Compared, "names" | "comparison">} props */
function spoken({ names, comparison }) {
  const ends = comparison.runs.map(({ error, diverged }, index) => {
    const [n, value] = error[error.length - 1];
    return `${names[index]}: ${errorOf(value)} at iteration ${count(n)}${diverged ? ", where it ran away" : ""}`;
  });
  return `E of every run against the iteration, both logarithmic, from ${errorOf(comparison.runs[0].error[0][1])}. ${ends.join("; ")}.`;
}

/** @param {Pick<Compared, "names" | "comparison"> & {at: number}} props at: the iteration that is looked at */
function Chart({ names, comparison, at }) {
  const width = chartWidth();
  const { x, rows, columns, lines } = curves(comparison, width);
  const low = HEIGHT - EDGE.bottom;
  return html`<svg class="lab-chart" viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${spoken({ names, comparison })} ...${explains("The error E of all rows, a line for each run; both axes are logarithmic.", "Chart of the runs")}>
    ${rows.map(
      ({
        text,
        y,
      }) => html`<g key=${text}><line class="grid" x1=${EDGE.left} x2=${width - EDGE.right} y1=${y} y2=${y} />
        <text x=${EDGE.left - 6} y=${y + 4} text-anchor="end">${text}</text></g>`,
    )}
    ${columns.map(
      ({ after, x: at }) => html`<g key=${after}><line class="grid" x1=${at} x2=${at} y1=${EDGE.top} y2=${low} />
        <text x=${at} y=${HEIGHT - 10} text-anchor=${at > width - 40 ? "end" : "middle"}>+${count(after)}</text></g>`,
    )}
    <line class="here" x1=${x(at)} x2=${x(at)} y1=${EDGE.top} y2=${low} />
    ${lines.map((points, index) => {
      const end = points[points.length - 1];
      const lost = comparison.runs[index].diverged !== null;
      return html`<g key=${index}>
        <polyline class=${`series s${index}`} points=${path(points)} stroke-dasharray=${DASHES[index]} />
        ${lost ? html`<path class=${`series s${index}`} d=${`M${end.x - 6},${end.y - 6}l12,12m0,-12l-12,12`} />` : null}
      </g>`;
    })}
  </svg>`;
}

/** @param {Props & Compared} props */
function Checks({ names, comparison, lesson }) {
  const symbol = (/** @type {string} */ id) => lesson.names.quantity(id).symbol;
  return html`<${Sideways} class="build-table" label="The runs" explains="How each run ended, and whether its first gradients are right."><table>
      <caption>The runs and their gradient check</caption>
      <thead><tr><th scope="col">run</th><th scope="col">E at the end</th><th scope="col">gradient check</th><th scope="col">largest relative difference</th></tr></thead>
      <tbody>${comparison.runs.map(({ error, gradients, diverged }, index) => {
        const [n, value] = error[error.length - 1];
        return html`<tr key=${index} class=${gradients.passed ? "" : "wrong"}>
          <th scope="row"><${Stroke} index=${index} /> ${names[index]}</th>
          <td>${errorOf(value)}${diverged ? html`<br /><b>ran away after iteration ${count(n)}</b>` : null}</td>
          <td>${gradients.passed ? "passed" : html`<b>not passed</b>`}</td>
          <td>${number(gradients.largest_relative_difference, 4)}${gradients.passed ? null : html` at <${Words} text=${symbol(gradients.parameter)} />`}</td>
        </tr>`;
      })}</tbody>
    </table><//>
    <p class="lede"><b>A falling loss proves nothing:</b> most wrong algorithms lower E, too. The check compares every gradient of the first iteration with dual numbers, which need no chain rule.</p>
    ${comparison.runs.map(({ diverged }, index) =>
      diverged ? html`<p key=${index} class="trouble"><b>${names[index]}</b>: ${diverged.detail}</p>` : null,
    )}`;
}

/** @param {Props & Compared & {index: number}} props */
function Differences({ names, comparison, lesson, index }) {
  const [all, setAll] = useState(false);
  const { parameters } = comparison;
  const rows = furthest(comparison, index, all ? parameters.length : MOST_ROWS);
  const called = useMemo(() => calledBy(parameters, lesson.names), [parameters, lesson.names]);
  const cell = (/** @type {number | null} */ value, /** @type {boolean} */ signed) =>
    value === null ? UNKNOWN : number(value, 4, signed);
  return html`<${Sideways} class="build-table" label="Largest differences" explains="The weights and biases that are furthest from this run's at the chosen iteration."><table>
    <caption>Where the weights differ most <span class="lede">– below each: how far it is from the first run's</span></caption>
    <thead><tr><th scope="col">weight</th>${names.map((name, run) => html`<th key=${run} scope="col"><${Stroke} index=${run} /> ${name}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({ id, values, differences }) => html`<tr key=${id}>
        <th scope="row"><${Words} text=${called.get(id)} /></th>
        ${values.map(
          (value, run) =>
            html`<td key=${run}>${cell(value, false)}${
              run > 0 && differences[run] !== null
                ? html`<br /><span class=${signOf(differences[run])}>${cell(differences[run], true)}</span>`
                : null
            }</td>`,
        )}
      </tr>`,
    )}</tbody>
  </table><//>
  ${
    parameters.length > MOST_ROWS
      ? html`<p><${Button} explains="Lists all weights and biases, or only those that differ most." class="button" aria-expanded=${all} onClick=${() => setAll(!all)}>${all ? `Only the ${MOST_ROWS} that differ most` : `All ${count(parameters.length)} weights and biases`}<//></p>`
      : null
  }`;
}

/** @param {Props & Compared} props */
export function Comparison(props) {
  const { comparison, taken, store } = props;
  const iterations = iterationsOf(comparison);
  const [index, setIndex] = useState(iterations.length - 1);
  const at = iterations[index];
  return html`<section class="labs-part" aria-label="What came of it">
    <${Conditions} taken=${taken} store=${store}>From ${placeOf(taken)} on, ${iterationWords(props.iterations)}.<//>
    <${Chart} ...${props} at=${at} />
    <${Checks} ...${props} />
    <label class="lab-slide"><span>At iteration <b>${count(at)}</b></span>
      <${Input} explains="The iteration at which the weights are compared below." type="range" min="0" max=${iterations.length - 1} step="1" value=${index}
        aria-label="Iteration to compare the weights at" aria-valuetext=${`iteration ${count(at)}`}
        onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setIndex(Number(event.currentTarget.value))} /></label>
    <${Differences} ...${props} index=${index} />
  </section>`;
}
