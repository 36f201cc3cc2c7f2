// E of trained and of tested rows over the iterations that were looked at, both axes logarithmic.
import { html } from "htm/preact";
import { explains } from "../explains.js";
import { count, number } from "../format.js";
import { decades, errorAxis, iterationToShare } from "../scales.js";
import { errorTick } from "../timeline/grid.js";

/** @typedef {import("./looking.js").Measured} Measured */

const WIDTH = 400;
const HEIGHT = 150;
const EDGE = { left: 44, right: 10, top: 8, bottom: 22 };
/** More marks than these would hide the line. */
const MARKED = 40;

/** Where everything stands. Pure. @param {Measured[]} points */
export function plotted(points) {
  const last = Math.max(1, points.at(-1)?.iteration ?? 1);
  const all = points.flatMap(({ train, test }) => (test === null ? [train] : [train, test])).filter((at) => at > 0);
  const axis = errorAxis(Math.min(...all, Number.MAX_VALUE), Math.max(...all, Number.MIN_VALUE));
  const x = (/** @type {number} */ iteration) =>
    EDGE.left + iterationToShare(iteration, last) * (WIDTH - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ error) => EDGE.top + (1 - axis.share(error)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const series = (/** @type {"train" | "test"} */ name) =>
    points.flatMap(({ iteration, [name]: error }) => (error === null ? [] : [{ x: x(iteration), y: y(error) }]));
  return {
    rows: axis.ticks.map((at) => ({ y: y(at), text: errorTick(at) })),
    columns: [0, ...decades(last)].map((at) => ({ x: x(at), text: count(at) })),
    series: { train: series("train"), test: series("test") },
  };
}

/** @param {Measured[]} points */
function words(points) {
  const [first, last] = [points[0], points[points.length - 1]];
  const tested = last.test === null ? "" : `, of the tested ones ${number(last.test, 4)}`;
  if (points.length === 1)
    return `At iteration ${count(last.iteration)}, E of the trained rows is ${number(last.train, 4)}${tested}.`;
  return `E of the trained rows goes from ${number(first.train, 4)} at iteration ${count(first.iteration)} to ${number(last.train, 4)} at iteration ${count(last.iteration)}${tested}.`;
}

/** @param {{points: Measured[]}} props */
export function Errors({ points }) {
  if (points.length === 0) return null;
  const { rows, columns, series } = plotted(points);
  const every = Math.ceil(points.length / MARKED);
  const marks = { train: "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0", test: "M0,-4L4,0L0,4L-4,0Z" };
  return html`<h3>E over the iterations</h3>
    <svg class="course" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${words(points)} ...${explains("E of the trained rows, a solid line, and of the tested ones, a dashed line, at the iterations that this page has looked at. Both axes are logarithmic.", "Chart of E")}>
      ${rows.map(({ y, text }) => html`<g key=${text}><line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y} y2=${y} /><text x=${EDGE.left - 5} y=${y + 4} text-anchor="end">${text}</text></g>`)}
      ${columns.map(({ x, text }) => html`<text key=${text} x=${x} y=${HEIGHT - 6} text-anchor="middle">${text}</text>`)}
      ${
        /** @type {const} */ (["train", "test"]).map(
          (name) => html`<g key=${name} class=${name}>
          <polyline points=${series[name].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
          ${series[name].map(({ x, y }, at) => (at % every === 0 || at === series[name].length - 1 ? html`<path key=${at} transform=${`translate(${x.toFixed(1)},${y.toFixed(1)})`} d=${marks[name]} />` : null))}
        </g>`,
        )
      }
    </svg>
    <p class="lede">${words(points)} ${points.length === 1 ? "1 iteration was looked at; others join it as the network trains." : `${count(points.length)} iterations were looked at; between them the line is drawn straight.`}${series.test.length > 0 ? " Dashed: tested rows." : ""}</p>`;
}
