// What an output or a unit answers while the one input varies: a curve, with the rows around it.
import { html } from "htm/preact";
import { explains } from "../explains.js";
import { exact } from "../format.js";
import { roundTicks } from "../scales.js";
import { shapeOf } from "./plane.js";
import { extent } from "./tones.js";

/**
 * @typedef {import("./plane.js").Rows} Rows
 * @typedef {import("./plane.js").Field} Field
 */

const WIDTH = 400;
const HEIGHT = 232;
const EDGE = { left: 46, right: 8, top: 8, bottom: 36 };
const MARK = 4;

/**
 * Where everything stands. Pure.
 * @param {Field} field of one input
 * @param {number[]} values at its points
 * @param {{trained: Rows, tested: Rows}} rows
 * @param {number} output whose targets are drawn
 */
export function plotted(field, values, { trained, tested }, output) {
  const targets = [...trained.target, ...tested.target].map((row) => row[output]);
  const [least, most] = extent([...values, ...targets]);
  const margin = 0.06 * (most - least) || 0.5;
  const [bottom, top] = [least - margin, most + margin];
  const [low, high] = [field.low[0], field.high[0]];
  const x = (/** @type {number} */ input) =>
    EDGE.left + ((input - low) / (high - low)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ value) =>
    EDGE.top + ((top - value) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const outlines = (/** @type {Rows} */ rows) =>
    rows.x.map(([input], at) => outline(x(input), y(rows.target[at][output]), rows.classes?.[at] ?? 0)).join("");
  const curve = values.map(
    (value, at) => `${x(low + (at / (values.length - 1)) * (high - low)).toFixed(1)},${y(value).toFixed(1)}`,
  );
  const ticks = roundTicks(bottom, top, 4).map((at) => ({ y: y(at), text: exact(at) }));
  const columns = roundTicks(low, high, 5).map((at) => ({ x: x(at), text: exact(at) }));
  return { curve: curve.join(" "), trained: outlines(trained), tested: outlines(tested), ticks, columns };
}

/** @param {number} x @param {number} y @param {number} of class */
function outline(x, y, of) {
  const corners = shapeOf(of).corners.map(
    ([right, down]) => `${(x + MARK * right).toFixed(1)},${(y + MARK * down).toFixed(1)}`,
  );
  return `M${corners.join("L")}Z`;
}

/** @param {{field: Field, values: number[], rows: {train: Rows, test: Rows}, output: number, words: string, name: string}} props */
export function Line({ field, values, rows, output, words, name }) {
  const { curve, trained, tested, ticks, columns } = plotted(
    field,
    values,
    { trained: rows.train, tested: rows.test },
    output,
  );
  return html`<svg class="course regression" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${words} ...${explains("What the output answers while the input varies, as a curve; the rows with their targets, filled where they are trained and hollow where they are only tested.", "Curve of the answer")}>
    ${ticks.map(({ y, text }) => html`<g key=${y}><line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y} y2=${y} /><text x=${EDGE.left - 5} y=${y + 4} text-anchor="end">${text}</text></g>`)}
    ${columns.map(({ x, text }) => html`<g key=${x}><line class="grid" x1=${x} x2=${x} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} /><text x=${x} y=${HEIGHT - EDGE.bottom + 14} text-anchor="middle">${text}</text></g>`)}
    <text x=${(EDGE.left + WIDTH - EDGE.right) / 2} y=${HEIGHT - 4} text-anchor="middle">${name}</text>
    <path class="trained" d=${trained} /><path class="tested" d=${tested} />
    <polyline points=${curve} />
  </svg>`;
}

/** The same of a hidden unit, small. @param {{values: number[]}} props */
export function SmallLine({ values }) {
  const [least, most] = extent(values);
  const points = values.map(
    (value, at) =>
      `${((at / (values.length - 1)) * 100).toFixed(1)},${(95 - (90 * (value - least)) / (most - least || 1)).toFixed(1)}`,
  );
  return html`<svg class="small" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><polyline points=${points.join(" ")} /></svg>`;
}
