// A sweep: many learning rates with many starts, trained together; a map of how each ends, and any cell as a room.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { ratesBetween } from "../../model/trials.js";
import { count } from "../format.js";
import { NumberField } from "../planning/parts.js";
import { RuleFields, usualRule } from "../planning/rule_part.js";
import { NotSent, useSending } from "../planning/sending.js";
import { Go } from "./go.js";
import { Heat } from "./heat.js";

/** @typedef {import("./dialog.js").Props} Props */
/** @typedef {{low: number, high: number, rates: number, starts: number, seed: number, rule: import("../../model/plan.js").Rule, iterations: number, solved: number}} Plan */

/** What was planned stays when the dialog is closed. @type {WeakMap<Props["lab"], Plan>} */
const PLANS = new WeakMap();

/** @type {Plan} */
const FIRST = {
  low: 0.01,
  high: 100,
  rates: 16,
  starts: 20,
  seed: 0,
  rule: usualRule("uniform"),
  iterations: 500,
  solved: 0.01,
};

/** Fields for numbers: name, label, what it is, bounds, whether whole. @type {[Exclude<keyof Plan, "rule">, string, string, [number, number], boolean][]} */
const FIELDS = [
  ["low", "η from", "The smallest learning rate.", [1e-6, 1000], false],
  ["high", "η to", "The largest learning rate.", [1e-6, 1000], false],
  ["rates", "Learning rates", "How many learning rates, each the same factor above the one before.", [1, 64], true],
  ["starts", "Starts", "How many first weights are drawn, one after the other.", [1, 64], true],
  ["seed", "First seed", "The seed of the first start; the others count on from it.", [0, 4_294_967_000], true],
  ["iterations", "Iterations", "How many updates each cell gets.", [1, 100_000], true],
  ["solved", "Solved is E up to", "A cell whose E ends at most there has solved it, and is marked.", [0, 1e6], false],
];

/** @param {Props} props */
export function SweepPart(props) {
  const { lab, store } = props;
  const scheduled = store.snapshot.value?.set_eta != null;
  const [, drawAgain] = useState({});
  const plan = PLANS.get(lab) ?? FIRST;
  const { answer, trouble, busy, run } = lab.sweep;
  const change = (/** @type {Partial<Plan>} */ to) => {
    PLANS.set(lab, { ...plan, ...to });
    trouble.value = null;
    drawAgain({});
  };
  const falls = plan.low > plan.high;
  const { form, refusal } = useSending(() => {
    const plan = PLANS.get(lab) ?? FIRST;
    if (plan.low > plan.high) return;
    void run({
      etas: ratesBetween(plan.low, plan.high, plan.rates),
      initial: plan.rule,
      seeds: Array.from({ length: plan.starts }, (_, index) => plan.seed + index),
      iterations: plan.iterations,
      solved: plan.solved,
    });
  });
  return html`<form class="labs-part" aria-busy=${busy.value} ...${form}>
      <p class="lede">The network and the rows of this room, from other first weights; nothing here changes the room.${scheduled ? " Each learning rate η is one before the room's schedule." : ""}</p>
      <div class="build-row">
        ${FIELDS.map(
          ([name, label, words, bounds, whole]) =>
            html`<${NumberField} key=${name} id=${`sweep-${name}`} label=${label} explains=${words} whole=${whole} value=${plan[name]} bounds=${bounds}
              take=${(/** @type {number} */ to) => change({ [name]: to })} />`,
        )}
        <${RuleFields} id="sweep" rule=${plan.rule} words="How the first weights of a start are drawn."
          choose=${(/** @type {string} */ name) => change({ rule: usualRule(name) })} take=${(/** @type {Plan["rule"]} */ rule) => change({ rule })} />
      </div>
      ${falls ? html`<p class="trouble" role="alert">Learning rates go from ${plan.low} to ${plan.high}: let them rise.</p>` : null}
      ${trouble.value ? html`<p class="trouble" role="alert">${trouble.value.detail}</p>` : null}
      <div class="lab-go">
        <${Go} trial=${lab.sweep} label="Sweep" explains="Trains every learning rate with every start, all at once." disabled=${falls} />
        <span class="lede">${count(plan.rates * plan.starts)} networks</span>
      </div>
      <${NotSent} refusal=${refusal} />
    </form>
    ${answer.value ? html`<${Heat} key=${answer.value} swept=${answer.value} opening=${lab.opening} store=${store} />` : null}`;
}
