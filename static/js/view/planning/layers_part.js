// The layers of a network that is being planned: how many, how large, what they compute, how they start.
import { html } from "htm/preact";
import { lossTrouble, targetsFor } from "../../model/coding.js";
import {
  MOST_LAYERS,
  MOST_UNITS,
  withChanged,
  withLayer,
  withLoss,
  withOutput,
  withoutLayer,
} from "../../model/plan.js";
import { Button, IconButton } from "../controls.js";
import { ACTIVATIONS, LOSSES, POLICIES, SOFTMAX } from "../editing/choices.js";
import { spelled } from "../editing/wording.js";
import { GivenWeights } from "./given_part.js";
import { Choice, NumberField } from "./parts.js";
import { RuleFields, usualRule } from "./rule_part.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("../../model/plan.js").Plan} Plan
 * @typedef {import("../../model/plan.js").Rule} Rule
 */

/** Not a rule: they are typed. @type {[string, string]} */
const GIVEN = ["given", "given: typed or pasted, unit by unit"];

/** @type {[string, string][]} */
const HIDDEN = ACTIVATIONS.map(({ name }) => [name, spelled(name)]);
/** @type {[string, string][]} */
const OUTPUTS = [...HIDDEN, [SOFTMAX.name, spelled(SOFTMAX.name)]];

/** @param {Props & {plan: Plan, index: number}} props */
function Layer({ builder, plan, index }) {
  const { units, activation } = plan.hidden[index];
  const name = `Hidden layer ${index + 1}`;
  return html`<li class="build-layer">
    <b>${name}</b>
    <${NumberField} id=${`layer-${index}-units`} label="Units" called="Units of a layer" explains=${`From 1 to ${MOST_UNITS} units of ${name.toLowerCase()}.`} whole
      value=${units} bounds=${[1, MOST_UNITS]} take=${(/** @type {number} */ value) => builder.change(withChanged(plan, index, { units: value }))} />
    <${Choice} id=${`layer-${index}-activation`} label="Activation" called="Activation of a layer" explains=${`What the units of ${name.toLowerCase()} make of their net input.`}
      value=${activation} choices=${HIDDEN} choose=${(/** @type {string} */ value) => builder.change(withChanged(plan, index, { activation: value }))} />
    <${IconButton} explains=${`Takes ${name.toLowerCase()} away.`} called="Take a layer away" icon="close" label=${`Remove ${name.toLowerCase()}`} onClick=${() => builder.change(withoutLayer(plan, index))} />
  </li>`;
}

/** How its first weights are drawn. @param {Props & {plan: Plan}} props */
function Start({ builder, plan }) {
  const typed = plan.initial.name === GIVEN[0];
  /** @param {Record<string, any>} changed */
  const change = (changed) => builder.change({ ...plan, ...changed });
  /** @param {string} name */
  const choose = (name) => (name === GIVEN[0] ? builder.give() : change({ initial: usualRule(name) }));
  return html`<div class="build-row">
    <${RuleFields} id="build" rule=${plan.initial} choose=${choose} take=${(/** @type {Rule} */ initial) => change({ initial })} others=${[GIVEN]} words="How the weights begin: drawn by a rule, or given by you." />
    ${
      typed
        ? null
        : html`<${NumberField} id="build-seed" label="Seed" explains="The same seed draws the same weights." whole value=${plan.seed} bounds=${[0, 4294967295]}
            take=${(/** @type {number} */ seed) => change({ seed })} />`
    }
  </div>
  ${typed ? html`<${GivenWeights} builder=${builder} plan=${plan} />` : null}`;
}

/** Every loss; one that does not go with the data says what it needs. @param {Plan} plan @param {number[][]} targets @returns {[string, string, boolean][]} */
const lossChoices = (plan, targets) =>
  LOSSES.map(({ name }) => {
    const trouble = lossTrouble(name, targets);
    return [name, trouble ? `${spelled(name)} ${trouble}` : spelled(name), trouble !== null && name !== plan.loss];
  });

/** What the loss makes of the targets, or what it would need. @param {{loss: string, targets: number[][]}} props */
function LossWords({ loss, targets }) {
  const trouble = lossTrouble(loss, targets);
  if (trouble)
    return html`<p class="trouble" role="alert">The loss ${spelled(loss)} ${trouble}: choose another loss or other data.</p>`;
  return targetsFor(loss, targets) === targets
    ? null
    : html`<p class="lede">The hinge loss has targets −1 and 1 instead of 0 and 1: so they are built.</p>`;
}

/** @param {Props} props */
export function LayersPart(props) {
  const { builder } = props;
  const plan = builder.plan.value;
  if (!plan) return null;
  const full = plan.hidden.length + 1 >= MOST_LAYERS;
  return html`<section class="build-part" aria-labelledby="build-layers">
    <h3 id="build-layers">The network</h3>
    <ol class="build-layers">
      ${plan.hidden.map((_, index) => html`<${Layer} key=${index} ...${props} plan=${plan} index=${index} />`)}
    </ol>
    <p><${Button} explains="Puts one more hidden layer before the outputs." class="button" disabled=${full} onClick=${() => builder.change(withLayer(plan))}>Add a hidden layer<//>
      ${full ? html` <span class="lede">A network here has up to ${MOST_LAYERS} layers.</span>` : null}</p>
    <div class="build-row">
      <${Choice} id="build-output" label="Outputs" explains="What the output units make of their net input." value=${plan.output} choices=${OUTPUTS}
        choose=${(/** @type {string} */ value) => builder.change(withOutput(plan, value))} />
      <${Choice} id="build-loss" label="Loss" explains="What training lowers; outputs that go with it are chosen along." value=${plan.loss}
        choices=${lossChoices(plan, builder.data.value?.target ?? [])} choose=${(/** @type {string} */ value) => builder.change(withLoss(plan, value))} />
      <${Choice} id="build-biases" label="Biases" explains="Whether biases are trained, one for each unit or one for a layer." value=${plan.bias_policy}
        choices=${POLICIES.map(([name, words]) => [name, `${spelled(name)}: ${words}`])}
        choose=${(/** @type {any} */ value) => builder.change({ ...plan, bias_policy: value })} />
    </div>
    <${LossWords} loss=${plan.loss} targets=${builder.data.value?.target ?? []} />
    <${Start} ...${props} plan=${plan} />
  </section>`;
}
