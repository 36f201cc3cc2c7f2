// How a network that is being planned is trained: learning rate, optimiser, rows of a batch.
import { html } from "htm/preact";
import { OPTIMISER_NAMES } from "../editing/methods.js";
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
  const some = kindOf(method.batch) === "some";
  /** @param {string} kind */
  const batch = (kind) => {
    const rows = Math.min(16, Math.max(2, data.train.length));
    change({ batch: kind === "all" ? null : kind === "one" ? 1 : rows, shuffle: kind === "some" ? plan.seed : null });
  };
  return html`<section class="build-part" aria-labelledby="build-training">
    <h3 id="build-training">The training</h3>
    <div class="build-row">
      <${Choice} id="build-optimiser" label="Optimiser" explains="What an update makes of the gradients." value=${method.optimiser.name} choices=${OPTIMISER_NAMES}
        choose=${(/** @type {string} */ name) => change({ optimiser: { name } })} />
      <${NumberField} id="build-eta" label="Learning rate η" explains="How far against the gradient an update goes." value=${plan.eta} bounds=${[1e-6, 1000]}
        take=${(/** @type {number} */ eta) => builder.change({ ...plan, eta })} />
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
