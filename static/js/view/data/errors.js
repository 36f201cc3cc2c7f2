// E of trained and of tested rows over all iterations, both axes logarithmic, with a mark at the iteration that is shown.
import { html } from "htm/preact";
import { Reply } from "../asked.js";
import { explains } from "../explains.js";
import { count, number } from "../format.js";
import { decades, errorAxis, iterationToShare } from "../scales.js";
import { errorRows } from "../timeline/grid.js";
import { drawn, useLearned } from "./learned.js";

/** @typedef {import("./learned.js").Point} Point */

const WIDTH = 400;
const HEIGHT = 150;
const EDGE = { left: 44, right: 10, top: 8, bottom: 22 };
/** Of a number below the axis: half the width of a character, and what stays free beside it. */
const CHARACTER = { half: 3.3, apart: 6 };

/** Numbers below the axis, whole and none over another. @param {number} last @param {(iteration: number) => number} x */
function columnsOf(last, x) {
  let free = 0;
  return [0, ...decades(last)].flatMap((at) => {
    const half = CHARACTER.half * count(at).length;
    const middle = Math.min(x(at), WIDTH - half);
    if (middle - half < free) return [];
    free = middle + half + CHARACTER.apart;
    return [{ x: middle, text: count(at) }];
  });
}

/** Where everything stands. Pure. @param {Point[]} points */
export function plotted(points) {
  const last = Math.max(1, points.at(-1)?.iteration ?? 1);
  const all = points
    .flatMap(({ train, test }) => [train.error, test?.error ?? null])
    .filter((at) => at !== null && at > 0);
  const errors = /** @type {number[]} */ (all);
  const [least, most] = [Math.min(...errors, Number.MAX_VALUE), Math.max(...errors, Number.MIN_VALUE)];
  const axis = errorAxis(least, most);
  const x = (/** @type {number} */ iteration) =>
    EDGE.left + iterationToShare(iteration, last) * (WIDTH - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ share) => EDGE.top + (1 - share) * (HEIGHT - EDGE.top - EDGE.bottom);
  const series = (/** @type {"train" | "test"} */ name) =>
    points.flatMap(({ iteration, [name]: fit }) =>
      fit === null || fit.error === null ? [] : [{ iteration, x: x(iteration), y: y(axis.share(fit.error)) }],
    );
  return {
    rows: errorRows(axis).map(({ share, text }) => ({ y: y(share), text })),
    columns: columnsOf(last, x),
    series: { train: series("train"), test: series("test") },
  };
}

/** E as it is said. @param {{error: number | null}} fit */
const said = ({ error }) => (error === null ? "more than can be written" : number(error, 4));

/** @param {Point[]} points */
export function words(points) {
  const [first, last] = [points[0], points[points.length - 1]];
  const tested = last.test === null ? "" : `, of the tested ones ${said(last.test)}`;
  if (points.length === 1)
    return `At iteration ${count(last.iteration)}, E of the trained rows is ${said(last.train)}${tested}.`;
  const all = points.flatMap(({ iteration, test }) =>
    test === null || test.error === null ? [] : [{ iteration, error: test.error }],
  );
  const least = [...all].sort((a, b) => a.error - b.error)[0];
  const turned = least && least.error < (last.test?.error ?? 0);
  const lowest = turned
    ? ` Of the points drawn, E of the tested rows is least at iteration ${count(least.iteration)}: ${said(least)}.`
    : "";
  return `E of the trained rows goes from ${said(first.train)} at iteration ${count(first.iteration)} to ${said(last.train)} at iteration ${count(last.iteration)}${tested}.${lowest}`;
}

/** @param {import("../app.js").Props & {answer: any, looking: import("./looking.js").Looking}} props */
export function Errors(props) {
  const { answer, looking } = props;
  const { known, reply } = useLearned(props, looking);
  if (known.revision !== answer.revision) return null;
  const points = drawn(known, answer);
  const { rows, columns, series } = plotted(points);
  const marks = { train: "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0", test: "M0,-5L5,0L0,5L-5,0Z" };
  const now = series.train.concat(series.test).find(({ iteration }) => iteration === answer.iteration);
  return html`<h3>E over the iterations</h3>
    <svg class="course" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${words(points)} ...${explains("E of the trained rows, a solid line, and of the tested ones, a dashed line, over all iterations up to the newest one. Both axes are logarithmic. The marks are at the iteration that is shown.", "Chart of E")}>
      ${rows.map(({ y, text }) => html`<g key=${text}><line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y} y2=${y} /><text x=${EDGE.left - 5} y=${y + 4} text-anchor="end">${text}</text></g>`)}
      ${columns.map(({ x, text }) => html`<text key=${text} x=${x} y=${HEIGHT - 6} text-anchor="middle">${text}</text>`)}
      ${now ? html`<line class="grid" x1=${now.x} x2=${now.x} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} />` : null}
      ${
        /** @type {const} */ (["train", "test"]).map(
          (name) => html`<g key=${name} class=${name}>
          <polyline points=${series[name].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
          ${series[name].map(({ iteration, x, y }) => (iteration === answer.iteration ? html`<path key="now" transform=${`translate(${x.toFixed(1)},${y.toFixed(1)})`} d=${marks[name]} />` : null))}
        </g>`,
        )
      }
    </svg>
    <p class="lede">${words(points)} The mark${series.test.length > 0 ? "s are" : " is"} at iteration ${count(answer.iteration)}.${series.test.length > 0 ? " Solid: trained rows; dashed: tested rows." : ""}</p>
    ${reply?.status === "failed" ? html`<${Reply} ...${props} reply=${reply} what="" body=${() => null} />` : null}`;
}
