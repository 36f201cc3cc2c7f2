// What an output answers everywhere around the rows: a heat map over two inputs, a curve over one.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { Select } from "../controls.js";
import { explains } from "../explains.js";
import { count, number } from "../format.js";
import { Canvas, Mark } from "./canvas.js";
import { Framed, scaledWords } from "./frame.js";
import { Line } from "./line.js";
import { exchange, twoOf } from "./looking.js";
import { borders, halfOf, margins, pointsOf } from "./plane.js";
import { extent, isShare, rangeOf } from "./tones.js";

/**
 * @typedef {import("../../model/store.js").Store} Store
 * @typedef {import("./plane.js").Rows} Rows
 * @typedef {import("./plane.js").Field} Field
 * @typedef {{inputs: string[], outputs: string[], classes: string[]}} Called
 * @typedef {{field: Field, rows: {train: Rows, test: Rows}, train: {rows: number}}} Answer
 * @typedef {{store: Store, looking: import("./looking.js").Looking, answer: Answer, called: Called}} FieldProps
 */

/** @param {{id: string, label: string, words: string, options: [value: number, text: string][], value: number, choose: (value: number) => void}} props */
export function Choice({ id, label, words, options, value, choose }) {
  return html`<label for=${id}>${label}</label>
    <${Select} explains=${words} id=${id} value=${value} onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => choose(Number(event.currentTarget.value))}>
      ${options.map(([option, text]) => html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`)}
    <//>`;
}

/** @param {FieldProps & {output: number}} props */
function Choices({ looking, called, output }) {
  const [across, down] = twoOf(looking.across.value, looking.down.value, called.inputs.length);
  const named = called.inputs.map((name, at) => /** @type {[number, string]} */ ([at, name]));
  const second = down ?? 1;
  return html`<div class="field-choices">
    ${
      called.outputs.length > 1
        ? html`<${Choice} id="data-output" label="Answer of" words="Which output's answer is drawn." options=${called.outputs.map((name, at) => [at, name])} value=${output} choose=${(
            /** @type {number} */ value,
          ) => {
            looking.output.value = value;
          }} />`
        : null
    }
    ${
      called.inputs.length > 2
        ? html`<${Choice} id="data-across" label="From left to right" words="Which input varies from left to right; those that are not chosen stay at their mean." options=${named} value=${across} choose=${(/** @type {number} */ value) => exchange(looking.across, looking.down, { place: across, other: second }, value)} />
          <${Choice} id="data-down" label="From bottom to top" words="Which input varies from bottom to top; those that are not chosen stay at their mean." options=${named} value=${down} choose=${(/** @type {number} */ value) => exchange(looking.down, looking.across, { place: second, other: across }, value)} />`
        : null
    }
  </div>`;
}

/** What the shapes mean. @param {{called: Called, tested: boolean, range: import("./tones.js").Range, lines?: boolean}} props */
export function Shapes({ called, tested, range, lines = false }) {
  const names = called.classes.length > 0 ? called.classes : ["row"];
  return html`<ul>
    ${names.map((name, at) => html`<li key=${name}><${Mark} of=${at} /> ${name}</li>`)}
    ${tested ? html`<li class="wide"><${Mark} of=${0} /> trained <${Mark} of=${0} hollow=${true} ringed=${isShare(range)} /> tested</li>` : null}
    ${lines ? html`<li class="wide"><span class="dash" aria-hidden="true"></span> another class is predicted</li>` : null}
  </ul>`;
}

/** @param {{range: import("./tones.js").Range, called: Called, tested: boolean, lines: boolean}} props */
function Key({ range, ...shapes }) {
  return html`<div class="field-key">
    <div class=${isShare(range) ? "ramp share" : "ramp"} aria-hidden="true"></div>
    <div class="ramp-ends"><span>${number(range.low, 1)}</span><span>${number((range.low + range.high) / 2, 1)}</span><span>${number(range.high, 1)}</span></div>
    <${Shapes} ...${shapes} range=${range} />
  </div>`;
}

/** What the picture shows, in a sentence. @param {Pick<Answer, "field" | "rows">} answer @param {Called} called @param {number} output */
export function fieldWords({ field, rows }, { inputs, outputs, classes }, output) {
  const layer = /** @type {number[][]} */ (field.activations.at(-1));
  const [least, most] = extent(layer[output]);
  const over = field.inputs.map(
    (at, side) => `${inputs[at]} from ${number(field.low[side], 2)} to ${number(field.high[side], 2)}`,
  );
  const others = inputs.length > field.inputs.length ? ", the other inputs at their mean" : "";
  const drawn = [
    `${count(rows.train.x.length)} trained`,
    ...(rows.test.x.length > 0 ? [`${count(rows.test.x.length)} tested`] : []),
  ];
  const many = rows.train.x.length + rows.test.x.length === 1 ? "row is" : "rows are";
  const share = margins(layer, output, halfOf(rows.train)).filter((margin) => margin > 0).length / layer[output].length;
  const name = classes.length > 2 || layer.length > 1 ? outputs[output] : classes[1];
  const predicted = classes.length > 0 ? ` Class ${name} is predicted in ${number(100 * share, 0)} % of it.` : "";
  return `What ${outputs[output]} answers over ${over.join(" and ")}${others}: from ${number(least)} to ${number(most)}.${predicted} ${drawn.join(" and ")} ${many} drawn.`;
}

/** @param {FieldProps & {output: number, range: import("./tones.js").Range, words: string}} props */
function Plane({ store, answer, called, output, range, words }) {
  const { field, rows } = answer;
  const layer = /** @type {number[][]} */ (field.activations.at(-1));
  const picture = useMemo(
    () => ({
      values: layer[output],
      points: field.points,
      range,
      trained: pointsOf(rows.train, field, output),
      tested: pointsOf(rows.test, field, output),
      lines: called.classes.length > 0 ? borders(layer, field.points, halfOf(rows.train)) : [],
    }),
    [answer, output, called.classes.length],
  );
  const [across, down] = field.inputs.map((input) => called.inputs[input]);
  return html`<${Framed} low=${field.low} high=${field.high} names=${[across, down]}>
    <${Canvas} store=${store} picture=${picture} role="img" aria-label=${words} ...${explains("What the output answers everywhere: from 0 to 1 the stronger the shade the larger; where it may be negative, orange below 0 and blue above it. Rows are drawn in the shade of their target and the shape of their class; the key says which are trained and which only tested.", "Heat map of the answer")} />
  <//>`;
}

/** @param {FieldProps & {activation: string}} props */
export function AnswerField(props) {
  const { looking, answer, called, activation } = props;
  const { field, rows } = answer;
  const output = looking.output.value < called.outputs.length ? looking.output.value : 0;
  const layer = /** @type {number[][]} */ (field.activations.at(-1));
  const range = useMemo(() => rangeOf(activation, layer[output]), [answer, output, activation]);
  const words = fieldWords(answer, called, output);
  const { x, target } = rows.train;
  const scaled = [scaledWords("Inputs", x), called.classes.length > 0 ? "" : scaledWords("Targets", target)].join(" ");
  const plane = field.inputs.length === 2;
  return html`<h3>What it answers</h3>
    <div class=${plane ? "field" : "field alone"}>
      ${
        plane
          ? html`<${Plane} ...${props} output=${output} range=${range} words=${words} />`
          : html`<${Line} field=${field} values=${layer[output]} rows=${rows} output=${output} words=${words} name=${called.inputs[0]} />`
      }
      <div class="field-side">
        <${Choices} ...${props} output=${output} />
        ${plane ? html`<${Key} range=${range} called=${called} tested=${rows.test.x.length > 0} lines=${called.classes.length > 0} />` : null}
      </div>
    </div>
    <p class="lede">${words} ${x.length === answer.train.rows ? scaled : ""}</p>`;
}
