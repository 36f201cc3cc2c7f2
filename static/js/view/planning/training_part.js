// How a network that is being planned is trained: learning rate, optimiser, rows of a batch.
import { html } from "htm/preact";
import * as methods from "../editing/methods.js";
import { EtaProposal } from "../editing/training_choices.js";
import { exact } from "../format.js";
import { Choice, NumberField } from "./parts.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("../../model/plan.js").Plan} Plan
 */

/** @type {[string, string][]} */
const BATCHES = [
  ["one", "one row at a time"],
  ["some", "some rows (mini-batch)"],
  ["all", "all rows (full batch)"],
];

/** @type {[string, string][]} */
const SCHEDULES = methods.SCHEDULES.map(({ name, label, words }) => [name, `${label}: ${words}`]);

/**
 * The numbers of an optimiser or a schedule.
 * @param {{id: string, choices: methods.Choice[], now: Record<string, any>, take: (name: string, value: number) => void}} props
 */
function Numbers({ id, choices, now, take }) {
  const { parameters = [] } = choices.find(({ name }) => name === now.name) ?? {};
  return parameters.map(
    ({ name, label, usual, bounds }) =>
      html`<${NumberField} key=${name} id=${`build-${id}-${name}`} label=${label} called="Number of the training" explains=${`A number of what is chosen; usual is ${exact(usual)}.`} value=${now[name] ?? usual} bounds=${bounds}
        take=${(/** @type {number} */ value) => take(name, value)} />`,
  );
}

/** @param {number | null} batch */
const kindOf = (batch) => (batch === null ? "all" : batch === 1 ? "one" : "some");

/** @param {Props} props */
export function TrainingPart({ builder }) {
  const plan = builder.plan.value;
  const data = builder.data.value;
  if (!plan || !data) return null;
  const { method } = plan;
  /** @param {Partial<Plan["method"]>} changed */
  const change = (changed) => builder.change({ ...plan, method: { ...method, ...changed } });
  /** What the changes of an edit make of the optimiser. @param {import("../../types.js").Change[]} changes */
  const edit = ([{ to }]) => change({ optimiser: /** @type {any} */ (to) });
  const schedule = method.optimiser.schedule ?? { name: "constant" };
  const now = /** @type {import("../../types.js").Method} */ (/** @type {unknown} */ (method));
  const some = kindOf(method.batch) === "some";
  /** @param {string} kind */
  const batch = (kind) => {
    const rows = Math.min(16, Math.max(2, data.train.length));
    change({ batch: kind === "all" ? null : kind === "one" ? 1 : rows, shuffle: kind === "some" ? plan.seed : null });
  };
  return html`<section class="build-part" aria-labelledby="build-training">
    <h3 id="build-training">The training</h3>
    <div class="build-row">
      <${Choice} id="build-optimiser" label="Optimiser" explains="What an update makes of the gradients." value=${method.optimiser.name} choices=${methods.OPTIMISER_NAMES}
        choose=${(/** @type {string} */ name) => edit(methods.optimiserChanges(now, name))} />
      <${Numbers} id="optimiser" choices=${methods.OPTIMISERS} now=${method.optimiser}
        take=${(/** @type {string} */ name, /** @type {number} */ value) => edit(methods.parameterChanges(now, name, value))} />
      <${NumberField} id="build-eta" label="Learning rate η" explains="How far against the gradient an update goes." value=${plan.eta} bounds=${[1e-6, 1000]}
        take=${(/** @type {number} */ eta) => builder.change({ ...plan, eta })} />
      <${Choice} id="build-schedule" label="η over the iterations" explains="Whether the learning rate stays, or a schedule changes it." value=${schedule.name} choices=${SCHEDULES}
        choose=${(/** @type {string} */ name) => edit(methods.scheduleChanges(now, name))} />
      <${Numbers} id="schedule" choices=${methods.SCHEDULES} now=${schedule}
        take=${(/** @type {string} */ name, /** @type {number} */ value) => edit(methods.scheduleParameterChanges(now, name, value))} />
    </div>
    <${EtaProposal} optimiser=${method.optimiser.name} eta=${plan.eta} take=${(/** @type {number} */ eta) => builder.change({ ...plan, eta })} />
    <div class="build-row">
      <${Choice} id="build-batch" label="Each update uses" explains="How many rows one update looks at." value=${kindOf(method.batch)} choices=${BATCHES} choose=${batch} />
      ${
        some
          ? html`<${NumberField} id="build-rows" label="Rows a batch" explains="How many rows a mini-batch has." whole value=${method.batch}
              bounds=${[2, Math.max(2, data.train.length)]} take=${(/** @type {number} */ rows) => change({ batch: rows })} />`
          : null
      }
      <${Choice} id="build-order" label="Order of the rows" explains="Shuffled anew in every epoch, or always the same." value=${method.shuffle === null ? "same" : "shuffled"}
        choices=${[["same", "as they are"], ["shuffled", "shuffled each epoch"]]}
        choose=${(/** @type {string} */ order) => change({ shuffle: order === "same" ? null : plan.seed })} />
    </div>
  </section>`;
}
