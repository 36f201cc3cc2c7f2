// Runs side by side from this iteration on: what is different in each, their errors, their weights, and the gradient check.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Button, IconButton } from "../controls.js";
import { count } from "../format.js";
import { Choice, NumberField } from "../planning/parts.js";
import { NotSent, useSending } from "../planning/sending.js";
import { Comparison } from "./comparison.js";
import { Go } from "./go.js";
import { boundsOf, etaWords, hereOf, KINDS, MOST_RUNS, nameOf, plannedOf, requestOf, valuesOf } from "./runs.js";
import { Stroke } from "./strokes.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("./runs.js").Planned} Planned
 * @typedef {import("./runs.js").Here} Here
 * @typedef {{runs: Planned[], iterations: number}} Plan
 */

/** What was planned stays when the dialog is closed. @type {WeakMap<Props["lab"], Plan>} */
const PLANS = new WeakMap();

const MOST_ITERATIONS = 20_000;

/** @param {{index: number, planned: Planned, here: Here, change: (to: Planned) => void, remove: () => void, trouble: string | null}} props */
function Run({ index, planned, here, change, remove, trouble }) {
  const { kind, value } = planned;
  const values = valuesOf(kind, here);
  const name = `run ${index + 1}`;
  return html`<li class=${kind === "mistake" ? "lab-run wrong" : "lab-run"}>
    <${Stroke} index=${index} />
    <${Choice} id=${`run-${index}-kind`} label=${`Run ${index + 1}: other`} called="What is different in a run" explains=${`What is different in ${name}.`} value=${kind} choices=${KINDS}
      choose=${(/** @type {any} */ to) => change(plannedOf(to, here))} />
    ${
      values
        ? html`<${Choice} key=${kind} id=${`run-${index}-value`} label=${kind === "mistake" ? "Wrong on purpose" : "Which"} called="Choice of a run" explains=${`What ${name} has instead.`}
            value=${value} choices=${values} choose=${(/** @type {string} */ to) => change({ kind, value: to })} />`
        : html`<${NumberField} key=${kind} id=${`run-${index}-value`} label=${kind === "eta" ? etaWords(here) : "Rows"} called="Number of a run" explains=${`The number that ${name} has instead.`} whole=${kind === "batch"}
            value=${value} bounds=${boundsOf(kind, here)} take=${(/** @type {number} */ to) => change({ kind, value: to })} />`
    }
    <${IconButton} explains=${`Takes ${name} away.`} called="Take a run away" icon="close" label=${`Remove ${name}`} onClick=${remove} />
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
  const plan = PLANS.get(lab) ?? { runs: [plannedOf("eta", here), plannedOf("mistake", here)], iterations: 1000 };
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
    const names = ["as it is", ...runs.map((each) => nameOf(each, here))];
    void run({ runs: [{}, ...runs.map((each) => requestOf(each, here))], names, iterations });
  };
  return html`<form class="labs-part" aria-busy=${busy.value} ...${form}>
      <p class="lede">From iteration ${count(store.position.value?.iteration ?? 0)} on, with the same weights and the same rows. The room stays as it is.</p>
      <ol class="lab-runs">
        <li class="lab-run"><${Stroke} index=${0} /><b>This run, as it is</b></li>
        ${runs.map(
          (planned, index) => html`<${Run}
            key=${index}
            index=${index + 1}
            planned=${planned}
            here=${here}
            change=${(/** @type {Planned} */ to) => change({ runs: runs.map((each, other) => (other === index ? to : each)) })}
            remove=${() => change({ runs: runs.filter((_, other) => other !== index) })}
            trouble=${at === index ? (trouble.value?.detail ?? null) : null}
          />`,
        )}
      </ol>
      <div class="lab-go">
        <${Button} explains="Sets one more run beside these, up to eight." class="button" disabled=${full} onClick=${() => change({ runs: [...runs, plannedOf("optimiser", here)] })}>Add a run<//>
        <${NumberField} id="lab-iterations" label="Iterations" explains="How many iterations each of these runs trains." whole value=${iterations} bounds=${[1, MOST_ITERATIONS]}
          take=${(/** @type {number} */ to) => change({ iterations: to })} />
        <${Go} trial=${lab.compare} label="Compare" explains="Trains all of these runs beside each other and compares them." />
      </div>
      <${NotSent} refusal=${refusal} />
      ${trouble.value && at === null ? html`<p class="trouble" role="alert">${trouble.value.detail}</p>` : null}
    </form>
    ${answer.value ? html`<${Comparison} ...${props} key=${answer.value} ...${answer.value} />` : null}`;
}
