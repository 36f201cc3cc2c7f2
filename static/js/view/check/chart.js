// How far off each method is, against ε, both on logarithmic scales: it falls as ε does, and then round-off takes over.
import { html } from "htm/preact";
import { explains } from "../explains.js";
import { epsilonText, errorOf, METHODS } from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */

const WIDTH = 400;
const HEIGHT = 150;
const EDGE = { left: 44, right: 8, top: 8, bottom: 24 };
/** What an error of 0 is drawn as, and the least that is drawn. */
const FLOOR = 1e-18;

/** Every so many points carry their mark. */
const MARKED = 4;

/** @param {number | null} error */
const level = (error) => (error === null ? null : Math.log10(Math.max(error, FLOOR)));

/**
 * Where everything stands. Pure.
 * @param {Step[]} steps
 */
export function plotted(steps) {
  const all = steps.flatMap((step) => METHODS.map(({ id }) => level(errorOf(step, id)))).filter((at) => at !== null);
  const top = Math.ceil(Math.max(...all, -17));
  const bottom = Math.log10(FLOOR);
  const x = (/** @type {number} */ index) =>
    EDGE.left + (index / Math.max(1, steps.length - 1)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ at) => EDGE.top + ((top - at) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const series = METHODS.map(({ id, mark }) => ({
    id,
    mark,
    points: steps.flatMap((step, index) => {
      const at = level(errorOf(step, id));
      return at === null ? [] : [{ index, x: x(index), y: y(at) }];
    }),
  }));
  const ticks = [];
  for (let at = top; at >= bottom; at -= 4) ticks.push({ at, y: y(at) });
  return { series, ticks, x };
}

/** @param {{steps: Step[], index: number, choose: (index: number) => void}} props */
export function Chart({ steps, index, choose }) {
  const { series, ticks, x } = plotted(steps);
  const every = Math.max(1, Math.round((steps.length - 1) / 5));
  /** @param {MouseEvent & {currentTarget: SVGElement}} event the slider does the same for the keyboard */
  const pick = ({ clientX, currentTarget }) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const along = (((clientX - left) / width) * WIDTH - EDGE.left) / (WIDTH - EDGE.left - EDGE.right);
    choose(Math.min(steps.length - 1, Math.max(0, Math.round(along * (steps.length - 1)))));
  };
  return html`<svg class="errors" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="Error of each method against ε: falling, then rising where round-off takes over" onClick=${pick} ...${explains("How far each method is off against ε, both logarithmic. Click to choose an ε.", "Chart of the methods")}>
    ${ticks.map(
      ({ at, y }) => html`<g key=${at}>
        <line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y} y2=${y} />
        <text x=${EDGE.left - 5} y=${y + 4} text-anchor="end">${epsilonText(10 ** at)}</text>
      </g>`,
    )}
    ${steps.map(({ epsilon }, at) =>
      at % every === 0
        ? html`<text key=${at} x=${x(at)} y=${HEIGHT - 6} text-anchor=${at === 0 ? "start" : at === steps.length - 1 ? "end" : "middle"}>${at === 0 ? "ε " : ""}${epsilonText(epsilon)}</text>`
        : null,
    )}
    <line class="here" x1=${x(index)} x2=${x(index)} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} />
    ${series.map(
      ({ id, mark, points }) => html`<g key=${id} class=${`series ${id}`}>
        <polyline points=${points.map(({ x: px, y: py }) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ")} />
        ${points
          .filter((point) => point.index % MARKED === 0 || point.index === index)
          .map(
            (point) =>
              html`<path key=${point.index} class=${point.index === index ? "now" : ""} transform=${`translate(${point.x.toFixed(1)},${point.y.toFixed(1)})${point.index === index ? " scale(1.7)" : ""}`} d=${mark} />`,
          )}
      </g>`,
    )}
  </svg>`;
}
