// E over two parameters as a map: the stronger the shade the higher, lines of equal E, the way of training and where it is now.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Axes } from "../axes.js";
import { explains } from "../explains.js";
import { exact, number } from "../format.js";
import { roundTicks } from "../scales.js";
import { labelled, roundLevels } from "./level_labels.js";
import { contour, errorOf, extentOf, logShare, shade, touchingGrid } from "./levels.js";

/** @typedef {import("./surface.js").Landscape} Landscape */

/** Of the canvas, in its own pixels. */
export const SIZE = { width: 720, height: 450 };
/** Type and lines do not become smaller than on a canvas that is so wide on the page, in CSS pixels. */
const READABLE = 620;

/** How much larger type and lines are drawn than usual. @param {HTMLCanvasElement} canvas */
export const largeOn = (canvas) => Math.max(1, READABLE / Math.max(1, canvas.clientWidth));

/** @param {HTMLCanvasElement} canvas @param {Landscape} answer @param {boolean} touching whether the quadratic that touches E is drawn, too */
function draw(canvas, { values, second_values: seconds, error_total: grid, path, point, quadratic }, touching) {
  const pen = canvas.getContext("2d");
  if (!pen || !seconds) return;
  const style = getComputedStyle(canvas);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const [surface, ink, hl, run, other] = ["surface", "ink", "hl", "run1", "run3"].map(colour);
  const { width, height } = SIZE;
  const large = largeOn(canvas);
  const [columns, rows] = [values.length, seconds.length];
  const extent = extentOf(grid);
  pen.fillStyle = surface;
  pen.fillRect(0, 0, width, height);
  // A point of the grid colours the cell around it; of the outermost ones half is seen, so that lines go on up to the frame.
  const [cellWidth, cellHeight] = [width / (columns - 1), height / (rows - 1)];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const error = grid[row][column];
      pen.fillStyle = error === null ? ink : shade(surface, ink, 0.75 * logShare(error, extent));
      pen.fillRect(
        Math.floor((column - 0.5) * cellWidth),
        Math.floor(height - (row + 0.5) * cellHeight),
        Math.ceil(cellWidth) + 1,
        Math.ceil(cellHeight) + 1,
      );
    }
  const x = (/** @type {number} */ column) => column * cellWidth;
  const y = (/** @type {number} */ row) => height - row * cellHeight;
  const lines = (/** @type {Landscape["error_total"]} */ of) =>
    roundLevels(extent).map((level) => ({
      level,
      segments: contour(of, level).map(([x1, y1, x2, y2]) => [x(x1), y(y1), x(x2), y(y2)]),
    }));
  const stroke = (
    /** @type {ReturnType<typeof lines>} */ all,
    /** @type {[colour: string, thickness: number][]} */ strokes,
  ) => {
    for (const [line, thickness] of strokes) {
      pen.strokeStyle = line;
      pen.lineWidth = large * thickness;
      pen.beginPath();
      for (const [x1, y1, x2, y2] of all.flatMap(({ segments }) => segments)) {
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
      }
      pen.stroke();
    }
  };
  pen.lineCap = "round";
  const equal = lines(grid);
  stroke(equal, [
    [surface, 3],
    [ink, 1.25],
  ]);
  if (touching && point.error_total !== null) {
    const { gradient, hessian } = quadratic;
    const touched = touchingGrid({ error: point.error_total, gradient, hessian, at: point.values }, values, seconds);
    stroke(lines(touched), [
      [surface, 5],
      [other, 2.5],
    ]);
  }
  const place = (/** @type {number[]} */ [first, second]) =>
    /** @type {[number, number]} */ ([
      x(((first - values[0]) / (values[columns - 1] - values[0])) * (columns - 1)),
      y(((second - seconds[0]) / (seconds[rows - 1] - seconds[0])) * (rows - 1)),
    ]);
  pen.lineJoin = "round";
  for (const [line, thickness] of /** @type {[string, number][]} */ ([
    [surface, 7],
    [run, 3.5],
  ])) {
    pen.strokeStyle = line;
    pen.lineWidth = large * thickness;
    pen.beginPath();
    for (const step of path) pen.lineTo(...place(step.values));
    pen.stroke();
  }
  const way = path.map((step) => place(step.values));
  drawNumbers(pen, equal, [...way, place(point.values)], { surface, ink, large, face: style.fontFamily });
  pen.beginPath();
  pen.arc(...place(point.values), 9 * large, 0, 2 * Math.PI);
  pen.fillStyle = hl;
  pen.fill();
  pen.strokeStyle = surface;
  pen.lineWidth = 6 * large;
  pen.stroke();
  pen.strokeStyle = ink;
  pen.lineWidth = 3 * large;
  pen.stroke();
}

/**
 * The number of each line of equal E, where there is room.
 * @param {CanvasRenderingContext2D} pen
 * @param {{level: number, segments: number[][]}[]} lines
 * @param {[number, number][]} kept what it does not cover
 * @param {{surface: string, ink: string, large: number, face: string}} style
 */
function drawNumbers(pen, lines, kept, { surface, ink, large, face }) {
  const places = lines.map(({ level, segments }) => ({
    level,
    places: segments.map(([x1, y1, x2, y2]) => /** @type {[number, number]} */ ([(x1 + x2) / 2, (y1 + y2) / 2])),
  }));
  const size = 15 * large;
  pen.font = `600 ${size}px ${face}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const { level, at } of labelled(places, kept, { ...SIZE, apart: 3 * size })) {
    const text = exact(level);
    const wide = pen.measureText(text).width + 0.5 * size;
    pen.fillStyle = surface;
    pen.fillRect(at[0] - wide / 2, at[1] - 0.6 * size, wide, 1.2 * size);
    pen.fillStyle = ink;
    pen.fillText(text, at[0], at[1] + 0.06 * size);
  }
}

/** What the map shows to those who do not see it. @param {Landscape} answer @param {string[]} named */
export function spoken({ values, second_values: seconds, error_total: grid, path, point }, [first, second]) {
  const { least, most } = extentOf(grid);
  const row = grid.findIndex((each) => each.includes(least));
  const where =
    row < 0 || !seconds
      ? ""
      : ` at ${first} ${number(values[grid[row].indexOf(least)], 2)} and ${second} ${number(seconds[row], 2)}`;
  const from = path[0] ?? point;
  const place = (/** @type {number[]} */ at) => `${first} ${number(at[0], 4)}, ${second} ${number(at[1], 4)}`;
  return `E over ${first} and ${second}: lowest ${errorOf(least)}${where}, highest ${errorOf(most)}. The way of training goes from ${place(from.values)} to ${place(point.values)}, where E is ${errorOf(point.error_total)}.`;
}

/** @param {number[]} values of the points along one side @returns {import("../axes.js").Axis} */
function axisOf(values) {
  const [first, last] = [values[0], values[values.length - 1]];
  return {
    share: (value) => (value - first) / (last - first),
    ticks: (count) => roundTicks(first, last, count),
  };
}

/** @param {{answer: Landscape, named: string[], theme: string, parabola: boolean}} props */
export function HeightMap({ answer, named, theme, parabola }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  // Drawn when its words are there: what one reads is what one sees.
  useLayoutEffect(() => {
    if (canvas.current) draw(canvas.current, answer, parabola);
  }, [answer, theme, parabola]);
  const [{ least, most }, seconds] = [extentOf(answer.error_total), answer.second_values ?? [0]];
  const levels = roundLevels({ least, most }).map(exact).join(", ");
  const ends = (/** @type {number[]} */ all) => `${number(all[0], 2)} to ${number(all[all.length - 1], 2)}`;
  return html`<${Axes} kind="of-map" x=${axisOf(answer.values)} y=${axisOf(seconds)}><canvas ref=${canvas} class="lab-map" width=${SIZE.width} height=${SIZE.height} role="img" aria-label=${spoken(answer, named)} ...${explains("E over two weights, the stronger the shade the higher; lines join equal E, the coloured line is the way of training, the ring where it is now.", "Map of E")}></canvas><//>
    <p class="lab-axis">→ ${named[0]} from ${ends(answer.values)}; ↑ ${named[1]} from ${ends(seconds)}. E from ${errorOf(least)} <span class="lab-shades" aria-hidden="true"></span> to ${errorOf(most)}; ${
      most > least * (1 + 1e-9)
        ? `lines of equal E at ${levels}.`
        : "E is the same everywhere here: of these rows it does not depend on these weights."
    }${parabola ? " Thick: the same heights of the quadratic that has E's height, slope and curvature here." : ""}</p>`;
}
