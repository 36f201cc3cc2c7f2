// Runs side by side from this iteration on: what is different in each, their errors, their weights, and the gradient check.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Button, IconButton } from "../controls.js";
import { count } from "../format.js";
import { Choice, NumberField } from "../planning/parts.js";
import { NotSent, useSending } from "../planning/sending.js";
import { Comparison } from "./comparison.js";
import { Go } from "./go.js";
import {
  boundsOf,
  etaWords,
  furtherOf,
  hereOf,
  KINDS,
  MOST_RUNS,
  plannedOf,
  runName,
  runRequest,
  valuesOf,
} from "./runs.js";
import { Stroke } from "./strokes.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("./runs.js").Planned} Planned
 * @typedef {import("./runs.js").Here} Here
 * @typedef {{runs: Planned[][], iterations: number}} Plan a run has one or more differences
 */

/** What was planned stays when the dialog is closed. @type {WeakMap<Props["lab"], Plan>} */
const PLANS = new WeakMap();

const MOST_ITERATIONS = 20_000;

/**
 * One thing that is different in a run.
 * @param {{id: string, name: string, label: string, planned: Planned, here: Here, kinds: typeof KINDS, change: (to: Planned) => void, children?: any}} props
 *   children: what stands before and after
 */
function Difference({ id, name, label, planned, here, kinds, change, children }) {
  const { kind, value } = planned;
  const values = valuesOf(kind, here);
  const [before, after] = children;
  return html`<div class="lab-difference">
    ${before}
    <${Choice} id=${`${id}-kind`} label=${label} called="What is different in a run" explains=${`What is different in ${name}.`} value=${kind} choices=${kinds}
      choose=${(/** @type {any} */ to) => change(plannedOf(to, here))} />
    ${
      values
        ? html`<${Choice} key=${kind} id=${`${id}-value`} label=${kind === "mistake" ? "Wrong on purpose" : "Which"} called="Choice of a run" explains=${`What ${name} has instead.`}
            value=${value} choices=${values} choose=${(/** @type {string} */ to) => change({ kind, value: to })} />`
        : html`<${NumberField} key=${kind} id=${`${id}-value`} label=${kind === "eta" ? etaWords(here) : "Rows"} called="Number of a run" explains=${`The number that ${name} has instead.`} whole=${kind === "batch"}
            value=${value} bounds=${boundsOf(kind, here)} take=${(/** @type {number} */ to) => change({ kind, value: to })} />`
    }
    <span class="lab-deeds">${after}</span>
  </div>`;
}

/** @param {{index: number, run: Planned[], here: Here, change: (to: Planned[]) => void, remove: () => void, trouble: string | null}} props */
function Run({ index, run, here, change, remove, trouble }) {
  const name = `run ${index + 1}`;
  const further = furtherOf(run, here);
  const taken = run.map(({ kind }) => kind);
  return html`<li class=${taken.includes("mistake") ? "lab-run wrong" : "lab-run"}>
    ${run.map((planned, at) => {
      const first = at === 0;
      const without = () => (run.length === 1 ? remove() : change(run.filter((_, other) => other !== at)));
      return html`<${Difference} key=${at} id=${first ? `run-${index}` : `run-${index}-${at}`} name=${name} label=${first ? `Run ${index + 1}: other` : "and other"} planned=${planned} here=${here}
        kinds=${KINDS.filter(([kind]) => kind === planned.kind || !taken.includes(kind))}
        change=${(/** @type {Planned} */ to) => change(run.map((each, other) => (other === at ? to : each)))}>
        ${first ? html`<${Stroke} index=${index} />` : html`<span />`}
        ${[
          first && further
            ? html`<${IconButton} explains=${`Changes something else in ${name}, too.`} called="Change something else, too" icon="add" label=${`Change something else in ${name}, too`} onClick=${() => change([...run, further])} />`
            : null,
          html`<${IconButton} explains=${run.length === 1 ? `Takes ${name} away.` : `Leaves this as it is in ${name}.`} called="Take a run, or a difference, away" icon="close" label=${run.length === 1 ? `Remove ${name}` : `Remove this from ${name}`} onClick=${without} />`,
        ]}
      <//>`;
    })}
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : null}
  </li>`;
}

/** @param {Props} props */
export function Compare(props) {
  const { store, lab } = props;
  const here = hereOf(store);
  const [, drawAgain] = useState({});
  const { form, refusal } = useSending(() => go());
  if (!here) return null;
  /** @type {Plan} */
  const plan = PLANS.get(lab) ?? { runs: [[plannedOf("eta", here)], [plannedOf("mistake", here)]], iterations: 1000 };
  const { answer, trouble, busy, run } = lab.compare;
  const change = (/** @type {Partial<Plan>} */ to) => {
    PLANS.set(lab, { ...plan, ...to });
    trouble.value = null;
    drawAgain({});
  };
  const { runs, iterations } = plan;
  const place = /^\/runs\/(\d+)/.exec(trouble.value?.pointer ?? "");
  const at = place ? Number(place[1]) - 1 : null;
  const full = runs.length + 1 >= MOST_RUNS;
  const go = () => {
    const { runs, iterations } = PLANS.get(lab) ?? plan;
    const names = ["as it is", ...runs.map((each) => runName(each, here))];
    void run({ runs: [{}, ...runs.map((each) => runRequest(each, here))], names, iterations });
  };
  return html`<form class="labs-part" aria-busy=${busy.value} ...${form}>
      <p class="lede">From iteration ${count(store.position.value?.iteration ?? 0)} on, with the same weights and the same rows. The room stays as it is.</p>
      <ol class="lab-runs">
        <li class="lab-run"><${Stroke} index=${0} /><b>This run, as it is</b></li>
        ${runs.map(
          (run, index) => html`<${Run}
            key=${index}
            index=${index + 1}
            run=${run}
            here=${here}
            change=${(/** @type {Planned[]} */ to) => change({ runs: runs.map((each, other) => (other === index ? to : each)) })}
            remove=${() => change({ runs: runs.filter((_, other) => other !== index) })}
            trouble=${at === index ? (trouble.value?.detail ?? null) : null}
          />`,
        )}
      </ol>
      <div class="lab-go">
        <${Button} explains="Sets one more run beside these, up to eight." class="button" disabled=${full} onClick=${() => change({ runs: [...runs, [plannedOf("optimiser", here)]] })}>Add a run<//>
        <${NumberField} id="lab-iterations" label="Iterations" explains="How many iterations each of these runs trains." whole value=${iterations} bounds=${[1, MOST_ITERATIONS]}
          take=${(/** @type {number} */ to) => change({ iterations: to })} />
        <${Go} trial=${lab.compare} label="Compare" explains="Trains all of these runs beside each other and compares them." />
      </div>
      <${NotSent} refusal=${refusal} />
      ${trouble.value && at === null ? html`<p class="trouble" role="alert">${trouble.value.detail}</p>` : null}
    </form>
    ${answer.value ? html`<${Comparison} ...${props} key=${answer.value} ...${answer.value} />` : null}`;
}
