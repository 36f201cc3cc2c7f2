// A plane of two inputs or units: its canvas, round numbers at both axes and what they are called. And what inputs are measured in.
import { html } from "htm/preact";
import { Axes } from "../axes.js";
import { roundTicks } from "../scales.js";
import { Words } from "../words.js";
import { extent } from "./tones.js";

/** How far a mean may be from 0, and a deviation from 1, to be that but for rounding. */
const ROUNDING = 1e-6;

/** @param {number} low @param {number} high @param {string} name @returns {import("../axes.js").Axis} nothing is written at an axis without a name */
function axisOf(low, high, name) {
  return {
    share: (value) => (value - low) / (high - low),
    ticks: (count) => (name === "" ? [] : roundTicks(low, high, count)),
  };
}

/** @param {{low: number[], high: number[], names: [across: string, down: string], children?: any}} props the ends of what varies to the right, then upwards */
export function Framed({ low, high, names: [across, down], children }) {
  const [x, y] = [axisOf(low[0], high[0], across), axisOf(low[1], high[1], down)];
  return html`<div class="plane">
    <b class="axis-down"><${Words} text=${down} /></b>
    <${Axes} kind="of-plane" x=${x} y=${y}>${children}<//>
    <b class="axis-across"><${Words} text=${across} /></b>
  </div>`;
}

/** How inputs or targets were scaled, as far as the rows tell it. @param {string} what they are @param {number[][]} x of all trained rows @returns {string} a sentence; empty: they tell nothing */
export function scaledWords(what, x) {
  if (x.length < 2) return "";
  const columns = x[0].map((_, at) => x.map((row) => row[at]));
  const mean = (/** @type {number[]} */ all) => all.reduce((sum, value) => sum + value, 0) / all.length;
  const near = (/** @type {number} */ value, /** @type {number} */ to) => Math.abs(value - to) < ROUNDING;
  if (columns.every((all) => near(mean(all), 0) && near(mean(all.map((value) => value * value)), 1)))
    return `${what} are standardised: 0 is the mean of the trained rows, 1 is one standard deviation more.`;
  const whole = columns.every((all) => extent(all).every((end, side) => near(end, side)));
  const between = columns.every((all) => all.some((value) => value > 0 && value < 1));
  return whole && between ? `${what} are scaled: 0 is the least of the trained rows, 1 the largest.` : "";
}
