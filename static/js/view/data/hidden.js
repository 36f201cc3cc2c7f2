// Where a hidden layer puts the rows: a point for each, by the activations of two of its units. It is all that the next layer is told.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { explains } from "../explains.js";
import { number } from "../format.js";
import { Words } from "../words.js";
import { Canvas } from "./canvas.js";
import { Choice, Shapes } from "./field.js";
import { Framed } from "./frame.js";
import { exchange, twoOf } from "./looking.js";
import { pointsOf } from "./plane.js";
import { extent, rangeOf } from "./tones.js";

/**
 * @typedef {import("./field.js").FieldProps} FieldProps
 * @typedef {import("../../model/network.js").Names} Names
 * @typedef {{inputs: [number, number], low: [number, number], high: [number, number]}} Plane
 */

/** Of what the activations span, so much stays free around them. */
const MARGIN = 0.08;

/**
 * The plane of two units around all rows; a layer of one unit has all of them on one line. Pure.
 * @param {number[][]} activations by row
 * @param {number} across
 * @param {number | null} down
 * @returns {Plane}
 */
export function planeOf(activations, across, down) {
  const side = (/** @type {number | null} */ unit) => {
    const [least, most] = extent(activations.map((row) => (unit === null ? 0 : row[unit])));
    const free = MARGIN * (most - least) || 1;
    return [least - free, most + free];
  };
  const [first, second] = [side(across), side(down)];
  return { inputs: [across, down ?? 1], low: [first[0], second[0]], high: [first[1], second[1]] };
}

/** @param {FieldProps & {names: Names, sizes: number[], hidden: number}} props */
function Choices({ looking, names, sizes, hidden }) {
  const units = Array.from(
    { length: sizes[hidden] },
    (_, at) => /** @type {[number, string]} */ ([at, names.unit(hidden, at)]),
  );
  const layers = sizes
    .slice(1, -1)
    .map((_, at) => /** @type {[number, string]} */ ([at + 1, `hidden layer ${at + 1}`]));
  const [across, down] = twoOf(looking.hiddenAcross.value, looking.hiddenDown.value, units.length);
  const second = down ?? 1;
  return html`<div class="field-choices">
    ${
      layers.length > 1
        ? html`<${Choice} id="data-hidden" label="Layer" words="Which hidden layer's answers place the rows." options=${layers} value=${hidden}
            choose=${(/** @type {number} */ layer) => {
              looking.hidden.value = layer;
            }} />`
        : null
    }
    ${
      units.length > 2
        ? html`<${Choice} id="data-hidden-across" label="Unit, left to right" words="Which unit's activation goes from left to right." options=${units} value=${across} choose=${(/** @type {number} */ unit) => exchange(looking.hiddenAcross, looking.hiddenDown, { place: across, other: second }, unit)} />
          <${Choice} id="data-hidden-down" label="Unit, bottom to top" words="Which unit's activation goes from bottom to top." options=${units} value=${down} choose=${(/** @type {number} */ unit) => exchange(looking.hiddenDown, looking.hiddenAcross, { place: second, other: across }, unit)} />`
        : null
    }
  </div>`;
}

/** @param {FieldProps & {names: Names, sizes: number[], hidden: number, activation: string}} props */
export function HiddenRows(props) {
  const { store, looking, answer, called, names, sizes, hidden, activation } = props;
  const { train, test } = answer.rows;
  if (hidden === 0 || !train.hidden || !test.hidden) return null;
  if (train.hidden.concat(test.hidden).some((row) => row.length !== sizes[hidden])) return null; // another layer's, till the answer comes
  const output = looking.output.value < called.outputs.length ? looking.output.value : 0;
  const [across, down] = twoOf(looking.hiddenAcross.value, looking.hiddenDown.value, sizes[hidden]);
  const placed = { trained: train.hidden, tested: test.hidden };
  const { picture, plane } = useMemo(() => {
    const found = planeOf([...placed.trained, ...placed.tested], across, down);
    const at = (/** @type {typeof train} */ rows, /** @type {number[][]} */ x) =>
      pointsOf({ ...rows, x: down === null ? x.map((row) => [row[0], 0]) : x }, found, output);
    const layer = /** @type {number[][]} */ (answer.field.activations.at(-1));
    const range = rangeOf(activation, layer[output]);
    const drawn = { values: [], points: 0, range, trained: at(train, placed.trained), tested: at(test, placed.tested) };
    return { picture: drawn, plane: found };
  }, [answer, output, across, down, hidden]);
  const name = (/** @type {number | null} */ unit) => (unit === null ? "" : names.unit(hidden, unit));
  const span = (/** @type {number} */ unit) => {
    const [least, most] = extent([...placed.trained, ...placed.tested].map((row) => row[unit]));
    return `${name(unit)} from ${number(least, 2)} to ${number(most, 2)}`;
  };
  const over = [across, ...(down === null ? [] : [down])].map(span).join(" and ");
  const words = `Hidden layer ${hidden} puts every row somewhere: ${over}. That is all the next layer is told of it.`;
  return html`<h3>Where the rows stand in the hidden layer</h3>
    <div class="field">
      <${Framed} low=${plane.low} high=${plane.high} names=${[name(across), name(down)]}>
        <${Canvas} store=${store} picture=${picture} role="img" aria-label=${words} ...${explains("The rows as the layers after it see them: each stands where two units of a hidden layer answer it. Where classes lie apart here, the rest is easy.", "Rows in the hidden layer")} />
      <//>
      <div class="field-side">
        <${Choices} ...${props} />
        <div class="field-key"><${Shapes} range=${picture.range} called=${called} tested=${test.x.length > 0} /></div>
      </div>
    </div>
    <p class="lede"><${Words} text=${words} /></p>`;
}
