// E over one parameter: the curve, the point where training is, and on demand the parabola that touches it there.
import { html } from "htm/preact";
import { extent } from "../data/tones.js";
import { explains } from "../explains.js";
import { exact, number } from "../format.js";
import { roundTicks } from "../scales.js";
import { errorOf, parabola as heightOf } from "./levels.js";
import { chartWidth } from "./strokes.js";

/** @typedef {import("./surface.js").Landscape} Landscape */

const HEIGHT = 320;
/** Beside what one chooses it has no more room, in pixels. */
const WIDEST = 720;
const EDGE = { left: 64, right: 16, top: 12, bottom: 34 };

/** Lines without gaps, split where E runs over or leaves the picture. @param {[number, number | null][]} points @param {(e: number) => boolean} inside */
export function pieces(points, inside) {
  /** @type {[number, number][][]} */
  const found = [[]];
  for (const [value, error] of points) {
    if (error !== null && inside(error)) found[found.length - 1].push([value, error]);
    else if (found[found.length - 1].length > 0) found.push([]);
  }
  return found.filter((piece) => piece.length > 1);
}

/** @param {{answer: Landscape, name: string, parabola: boolean}} props */
export function Curve({ answer, name, parabola }) {
  const { values, error_total: errors, point, quadratic, path } = answer;
  const width = Math.min(chartWidth(), WIDEST);
  const way = path.map(
    ({ values: [value], error_total: error }) => /** @type {[number, number | null]} */ ([value, error]),
  );
  const reached = [...errors, ...way.map(([, error]) => error)];
  const finite = /** @type {number[]} */ (reached.filter((error) => error !== null));
  const [top, bottom] = [Math.max(...finite), Math.min(...finite)];
  const margin = 0.06 * (top - bottom) || 1e-6;
  const [low, high] = [bottom - margin, top + margin];
  const [first, last] = [values[0], values[values.length - 1]];
  const x = (/** @type {number} */ value) =>
    EDGE.left + ((value - first) / (last - first)) * (width - EDGE.left - EDGE.right);
  const y = (/** @type {number} */ error) =>
    EDGE.top + ((high - error) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const drawn = (/** @type {[number, number][]} */ piece) =>
    piece.map(([value, error]) => `${x(value).toFixed(1)},${y(error).toFixed(1)}`).join(" ");
  const inside = (/** @type {number} */ error) => error >= low && error <= high;
  const at = point.values[0];
  const curve = pieces(
    values.map((value, index) => [value, errors[index]]),
    inside,
  );
  const touching = {
    error: point.error_total ?? 0,
    gradient: quadratic.gradient[0],
    curvature: quadratic.hessian[0][0],
  };
  const touched = parabola
    ? pieces(
        values.map((value) => [value, heightOf(touching, value - at)]),
        inside,
      )
    : [];
  const [least, most] = extent(/** @type {number[]} */ (errors.filter((error) => error !== null)));
  const lowest = values[errors.indexOf(least)];
  const from =
    path.length > 1 ? `; the way of training goes from ${number(way[0][0], 4)}, where E was ${errorOf(way[0][1])}` : "";
  const spoken = `E over ${name} from ${number(first, 2)} to ${number(last, 2)}: lowest, ${errorOf(least)}, at ${number(lowest, 2)}, highest ${errorOf(most)}${from}; now ${name} is ${number(at, 4)} and E ${errorOf(point.error_total)}, its slope ${number(touching.gradient, 4, true)}${parabola ? `, its curvature ${number(touching.curvature, 4, true)}` : ""}.`;
  return html`<svg class="lab-chart" viewBox=${`0 0 ${width} ${HEIGHT}`} role="img" aria-label=${spoken} ...${explains("E over one weight, all others as they are now; the coloured line is the way of training, the ring where it is now.", "Curve of E")}>
    ${roundTicks(low, high, 4).map(
      (
        tick,
      ) => html`<g key=${tick}><line class="grid" x1=${EDGE.left} x2=${width - EDGE.right} y1=${y(tick)} y2=${y(tick)} />
        <text x=${EDGE.left - 6} y=${y(tick) + 4} text-anchor="end">${exact(tick)}</text></g>`,
    )}
    ${roundTicks(first, last, width / 110).map(
      (
        tick,
      ) => html`<g key=${tick}><line class="grid" x1=${x(tick)} x2=${x(tick)} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} />
        <text x=${x(tick)} y=${HEIGHT - 14} text-anchor="middle">${exact(tick)}</text></g>`,
    )}
    ${touched.map((piece, index) => html`<polyline key=${index} class="series s1 touching" points=${drawn(piece)} stroke-dasharray="7 4" />`)}
    ${curve.map((piece, index) => html`<polyline key=${index} class="series curve" points=${drawn(piece)} />`)}
    ${pieces(way, inside).map((piece, index) => html`<polyline key=${index} class="lab-way" points=${drawn(piece)} />`)}
    ${point.error_total !== null && at >= first && at <= last ? html`<circle class="lab-now" cx=${x(at)} cy=${y(point.error_total)} r="7" />` : null}
  </svg>
  <p class="lab-axis">↑ E, → ${name}${path.length > 1 ? "; coloured: the way of training, on which the other weights were others, so that E was, too" : ""}${parabola ? "; dashed: the parabola with E's height, slope and curvature here" : ""}</p>`;
}
