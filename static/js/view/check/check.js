// Check it: the weight is nudged by ε, and what happens to E is compared with the gradient, by four methods.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { AboutParameter } from "../asked.js";
import { Input } from "../controls.js";
import { isOfOneExample } from "../course.js";
import { compared, signOf, tiny, UNKNOWN } from "../format.js";
import { NotYet } from "../not_yet.js";
import { gradientOf } from "../parameters.js";
import { Sideways } from "../sideways.js";
import { Words } from "../words.js";
import { Chart } from "./chart.js";
import { epsilonText, errorOf, first, METHODS, verdict } from "./steps.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../asked.js").Answered} Answered
 * @typedef {import("./steps.js").Step} Step
 */

/** As many digits as show where the methods part. */
const DIGITS = 10;

/** @param {number | null} value */
const estimate = (value) => (value === null ? UNKNOWN : compared(value, DIGITS, true));

/** @param {number | null} error */
const off = (error) => (error === null ? UNKNOWN : tiny(error));

/** @param {{step: Step, dual: number, backprop: number}} props */
function Estimates({ step, dual, backprop }) {
  return html`<${Sideways} class="scroll" label="The methods" explains="What each method gives for the gradient at this ε, and how far that is off."><table class="numbers estimates">
    <caption>At ε = ${epsilonText(step.epsilon)}</caption>
    <thead><tr><th scope="col">method</th><th scope="col">gradient</th><th scope="col">error</th></tr></thead>
    <tbody>
      ${METHODS.map(
        ({ id, words, formula, mark }) => html`<tr key=${id}>
          <th scope="row"><svg class="key errors" viewBox="-4 -4 8 8" aria-hidden="true"><g class=${`series ${id}`}><path d=${mark} /></g></svg> ${words} <small>${formula}</small></th>
          <td class=${signOf(step[id])}>${estimate(step[id])}</td><td>${off(errorOf(step, id))}</td>
        </tr>`,
      )}
      <tr><th scope="row">dual numbers <small>exact, no ε</small></th><td class=${signOf(dual)}>${estimate(dual)}</td><td>0</td></tr>
      <tr><th scope="row"><b>backpropagation</b></th><td class=${signOf(backprop)}><b>${estimate(backprop)}</b></td><td>${off(Math.abs(backprop - dual))}</td></tr>
    </tbody>
  </table><//>`;
}

/** @param {Answered} props */
function Check(props) {
  const { answer, lesson, parameter, store } = props;
  const steps = /** @type {Step[]} */ (answer.steps);
  const [chosen, choose] = useState(first(steps));
  const index = Math.min(chosen, steps.length - 1);
  const step = steps[index];
  const name = lesson.names.quantity(parameter).symbol;
  const gradient = gradientOf(parameter, lesson.script);
  const ofOne = gradient !== null && isOfOneExample(lesson.script.quantity(gradient), lesson);
  const question = html`<h2><${Words} text=${`Is the gradient of ${name} right?`} /></h2>
    <p class="lede"><${Words} text=${`Nudge ${name} by ε, see how far E${ofOne ? " of this example" : ""} moves, and divide by ε.`} /></p>`;
  // What backpropagation has not found yet is not given away by the nudges.
  if (gradient !== null && !store.known(gradient)) {
    return html`${question}<${NotYet} ...${props} id=${gradient} what="The gradient is not computed yet" />`;
  }
  const spoken = `ε ${epsilonText(step.epsilon)}: forward off by ${off(step.forward_error)}, central ${off(step.central_error)}, complex step ${off(step.complex_step_error)}`;
  /** @param {Event & {currentTarget: HTMLInputElement}} event */
  const slide = ({ currentTarget }) => choose(Number(currentTarget.value));
  return html`${question}
    <label class="nudge"><span>ε</span>
      <${Input}
        explains="How far the weight is nudged: ε, from large to so tiny that round-off takes over."
        type="range"
        min="0"
        max=${steps.length - 1}
        step="1"
        value=${index}
        aria-label="Size of the nudge, from large to tiny"
        aria-valuetext=${spoken}
        onInput=${slide}
      />
      <output>${epsilonText(step.epsilon)}</output>
    </label>
    <${Chart} steps=${steps} index=${index} choose=${choose} />
    <p class="lede">${verdict(steps, index)}</p>
    <${Estimates} step=${step} dual=${answer.dual} backprop=${answer.backprop} />`;
}

/** @param {Props} props */
export function CheckPanel(props) {
  return html`<${AboutParameter}
    ...${props}
    topic="nudge"
    what="A gradient says what happens to E when a weight is nudged: that can be tried."
    waiting="Nudging …"
    body=${Check}
  />`;
}
