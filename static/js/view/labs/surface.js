// The error surface: E over one parameter or two, where training is on it, and how large a learning rate it bears.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Reply, tooFast } from "../asked.js";
import { Button, Input } from "../controls.js";
import { number, rate } from "../format.js";
import { parameterOf } from "../parameters.js";
import { Choice, NumberField } from "../planning/parts.js";
import { Curve } from "./curve.js";
import { HeightMap } from "./height_map.js";
import { errorOf } from "./levels.js";
import { Relief } from "./relief_view.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("../../inquiries.js").Details} Details
 *
 * @typedef {object} Landscape what the server answers
 * @property {number[]} values
 * @property {number[] | null} second_values
 * @property {any[]} error_total
 * @property {{values: number[], error_total: number | null}} point
 * @property {{iteration: number, values: number[], error_total: number | null}[]} path
 * @property {{gradient: number[], hessian: number[][], minimum: number[] | null, minimum_error: number | null, exact: boolean, critical_eta: number | null}} quadratic
 * @property {{critical_eta: number | null, exact: boolean} | null} stability
 */

/** @typedef {{parameter: string, second: string, rows: string, ranges: Record<string, number>, parabola: boolean, relief: boolean}} Plan relief: two parameters in three dimensions */

const NONE = "";

/** What was looked at stays when the dialog is closed. @type {WeakMap<Props["lab"], Plan>} */
const PLANS = new WeakMap();

/** All weights and biases, by id and name; a bias that is one for its layer is named once. @param {Props["lesson"]} lesson @returns {[string, string][]} */
function parametersOf({ script, names }) {
  const named = script.ids.filter((id) => /^[wb]\./.test(id)).map((id) => [id, names.quantity(id).symbol]);
  const seen = new Set();
  return /** @type {[string, string][]} */ (named.filter(([, name]) => !seen.has(name) && seen.add(name)));
}

/** What one begins with: the weight that is looked at, else one of the last layer. @param {Props} props @param {[string, string][]} parameters */
function firstOf({ store, lesson }, parameters) {
  const selected = store.selection.value;
  const looked = selected === null ? null : parameterOf(lesson.script.quantity(selected));
  const last = (store.snapshot.value?.network.sizes.length ?? 2) - 1;
  const ids = parameters.map(([id]) => id);
  return ids.find((id) => id === looked) ?? ids.find((id) => id === `w.${last}.0.0`) ?? ids[0];
}

/** How large a learning rate may be, in words. @param {{answer: Landscape, eta: number | null, names: string}} props */
function Stability({ answer, eta, names }) {
  const { stability, quadratic } = answer;
  const now = eta === null ? "" : ` η is ${rate(eta)} now.`;
  const whole =
    stability === null
      ? "There are too many weights to say how large a learning rate all of them together bear."
      : stability.critical_eta === null
        ? "Here E curves upwards in no direction: no learning rate is too large for the curvature at this point."
        : `Largest stable learning rate of plain gradient descent${stability.exact ? "" : ", near this point"}: 2/λ = ${number(stability.critical_eta, 3)}, λ the largest curvature of E in all weights that are trained.${now}`;
  const exactly = !quadratic.exact
    ? ""
    : answer.second_values
      ? "; E is a quadratic of these two, everywhere on the map, so this is exact"
      : "; E is a parabola along it, so this is exact";
  const own =
    quadratic.critical_eta === null
      ? `Along ${names} alone E does not curve upwards.`
      : `Along ${names} alone: ${number(quadratic.critical_eta, 3)}${exactly}.`;
  return html`<p class="lab-stable"><b>${whole}</b></p>
    <p class="lede">${own} A step goes by η times the slope; where E curves by λ, a distance from the bottom becomes 1 − ηλ times as large with each step, so it shrinks as long as η is below 2/λ.</p>`;
}

/** @param {Props & {answer: Landscape, plan: Plan, named: string[]}} props */
function Found(props) {
  const { answer, plan, named, store } = props;
  const eta = store.value("eta");
  const { point } = answer;
  const at = named.map((name, index) => `${name} = ${number(point.values[index], 4)}`).join(", ");
  return html`${
    answer.second_values
      ? html`<${plan.relief ? Relief : HeightMap} answer=${answer} named=${named} theme=${store.theme.value} parabola=${plan.parabola} />`
      : html`<${Curve} answer=${answer} name=${named[0]} parabola=${plan.parabola} />`
  }
    <p class="lab-point">Now ${at}, E = ${errorOf(point.error_total)}.</p>
    <${Stability} answer=${answer} eta=${eta} names=${named.join(" and ")} />`;
}

/** @param {Props & {plan: Plan, change: (to: Partial<Plan>) => void}} props */
function Ranges({ plan, change }) {
  const fields = [
    ["low", "From"],
    ["high", "To"],
    ...(plan.second
      ? [
          ["second_low", "Second from"],
          ["second_high", "Second to"],
        ]
      : []),
  ];
  return html`${fields.map(
    ([name, label]) =>
      html`<${NumberField} key=${name} id=${`surface-${name}`} label=${label} called="End of a range" explains=${`Where the range that is drawn ends: ${label.toLowerCase()}.`} value=${plan.ranges[name] ?? null}
        placeholder="fitted" bounds=${[-1e6, 1e6]} take=${(/** @type {number} */ to) => change({ ranges: { ...plan.ranges, [name]: to } })} />`,
  )}
  <${Button} explains="Lets the range be so that the way of training lies well inside." class="button" onClick=${() => change({ ranges: {} })}>Fit the range<//>`;
}

/** @type {[relief: boolean, name: string, words: string][]} */
const LOOKS = [
  [false, "Contours", "From above, with lines of equal E: the stronger the shade the higher."],
  [true, "3-D", "As a relief that can be turned: E is the height."],
];

/** From above or in three dimensions. @param {{plan: Plan, change: (to: Partial<Plan>) => void}} props */
function Looks({ plan, change }) {
  return html`<div role="radiogroup" aria-label="How the surface is drawn" class="segments lab-looks">
    ${LOOKS.map(
      ([relief, name, words]) => html`<label key=${name} title=${words}>
        <${Input} explains=${words} called=${name} type="radio" name="surface-look" checked=${plan.relief === relief} onChange=${() => change({ relief })} /><span>${name}</span>
      </label>`,
    )}
  </div>`;
}

/** @param {Props} props */
export function Surface(props) {
  const { store, lab, lesson, inquiries } = props;
  const [, drawAgain] = useState({});
  const parameters = parametersOf(lesson);
  const kept = PLANS.get(lab);
  const fits = kept && [kept.parameter, kept.second || kept.parameter].every((id) => lesson.script.has(id));
  /** @type {Plan} */
  const plan = fits
    ? kept
    : {
        parameter: firstOf(props, parameters),
        second: NONE,
        rows: "batch",
        ranges: {},
        parabola: false,
        relief: false,
      };
  const change = (/** @type {Partial<Plan>} */ to) => {
    PLANS.set(lab, { ...plan, ...to });
    drawAgain({});
  };
  const { parameter, second, rows, ranges } = plan;
  const chosen = second ? [parameter, second] : [parameter];
  const named = chosen.map((id) => lesson.names.quantity(id).symbol);
  /** @type {Details} */
  const details = { parameter, ...(second ? { second } : {}), rows, points: second ? 41 : 121, ...ranges };
  const others = parameters.filter(([id]) => id !== parameter);
  const body = (/** @type {Landscape} */ answer) =>
    html`<${Found} ...${props} answer=${answer} plan=${plan} named=${named} />`;
  return html`<div class="labs-part surface">
    <div class="surface-asked">
    <div class="build-row">
      <${Choice} id="surface-first" label="E over" explains="The weight or bias along which E is drawn, to the right." value=${parameter} choices=${parameters}
        choose=${(/** @type {string} */ id) => change({ parameter: id, second: second === id ? NONE : second, ranges: {} })} />
      <${Choice} id="surface-second" label="and over" explains="A second weight or bias, drawn upwards; without one E is a curve." value=${second} choices=${[[NONE, "nothing else"], ...others]}
        choose=${(/** @type {string} */ id) => change({ second: id, ranges: {} })} />
      <${Choice} id="surface-rows" label="E of" explains="Whether E is that of the rows this iteration uses, or of all rows." value=${rows}
        choices=${[["batch", "this iteration's rows"], ["all", "all rows"]]} choose=${(/** @type {string} */ to) => change({ rows: to })} />
      <${Ranges} ...${props} plan=${plan} change=${change} />
    </div>
    ${second ? html`<${Looks} plan=${plan} change=${change} />` : null}
    ${
      second && plan.relief
        ? null
        : html`<label class="lab-check"><${Input} explains=${`Draws the ${second ? "quadratic" : "parabola"} that has the same height, slope and curvature as E at this point.`} type="checkbox" checked=${plan.parabola}
            onChange=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => change({ parabola: event.currentTarget.checked })} /> <span>The ${second ? "quadratic" : "parabola"} that touches E here</span></label>`
    }
    </div>
    <div class="surface-found">${tooFast(store) ? html`<p class="missing">Running fast: pause to see this.</p>` : html`<${Reply} ...${props} reply=${inquiries.about("landscape", details)} what="Computing the surface …" body=${body} />`}</div>
  </div>`;
}
