// How the network is trained: optimiser and schedule with their numbers, rows of a batch, their order, mean or sum.
import { html } from "htm/preact";
import { Button } from "../controls.js";
import { exact } from "../format.js";
import { hindrance } from "../lesson.js";
import { ANY, Choose, NumberChoice } from "./choosing.js";
import * as methods from "./methods.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Change} Change
 * @typedef {import("../../types.js").Method} Method
 */

/** The numbers of what is chosen, and back to the usual ones. @param {Props & {of: string, choice: methods.Choice, now: Record<string, any>, changes: (name: string, value: number) => Change[], usual: () => Change[]}} props */
function Numbers({ of, choice, now, changes, usual, ...props }) {
  const { store, actions } = props;
  // Each stays where it is: who goes on to the first while the choice is on its way keeps the focus.
  const fields = choice.parameters.map(
    ({ name, label }, index) => html`<${NumberChoice}
      key=${index}
      ...${props}
      of=${`${of}.${name}`}
      label=${label}
      value=${now[name] ?? null}
      bounds=${ANY}
      explains="A number of the training: Enter takes it, and what cannot be is refused with its bounds."
      called="Number of the training"
      changes=${(/** @type {number} */ value) => changes(name, value)}
    />`,
  );
  const reset = methods.isUsual(choice, now)
    ? null
    : html`<p class="lede"><${Button}
        explains="Takes the usual numbers of what is chosen again."
        called="Back to the usual numbers"
        class="text-button"
        disabled=${hindrance(store) !== null}
        onClick=${() => actions.edit(usual(), { place: `network ${of}` })}
      >Usual numbers: ${choice.parameters.map(({ usual: value }) => String(value)).join(", ")}<//></p>`;
  return html`${fields}${reset}`;
}

/**
 * A learning rate that is far from what is usual with the optimiser is said to be, and the usual one offered.
 * @param {{optimiser: string, eta: number | null, take: (eta: number) => void, disabled?: boolean}} props
 */
export function EtaProposal({ optimiser, eta, take, disabled = false }) {
  const usual = eta === null ? null : methods.etaToPropose(optimiser, eta);
  if (eta === null || usual === null) return null;
  const { label } = named(methods.OPTIMISERS, optimiser);
  return html`<p class="lede eta-proposal">η is ${exact(eta)}; usual with ${label} is about ${exact(usual)}. <${Button}
    explains="Takes the learning rate that is usual with this optimiser." class="text-button" disabled=${disabled} onClick=${() => take(usual)}>Take ${exact(usual)}<//></p>`;
}

/** @param {methods.Choice[]} choices @param {string} name */
const named = (choices, name) => choices.find((choice) => choice.name === name) ?? choices[0];

/** @param {Props & {method: Method}} props */
function Rows({ method, ...props }) {
  const kind = methods.batchKind(method);
  const shuffled = method.shuffle !== null;
  const whole = "A whole number: Enter takes it.";
  return html`<${Choose} ...${props} of="batch" title="Each update uses" choices=${methods.BATCHES} value=${kind}
      changes=${(/** @type {string} */ name) => methods.batchChanges(method, name)}>
      ${
        kind === "some"
          ? html`<${NumberChoice} ...${props} of="batch.rows" label=${`Rows of a batch, of ${method.rows}`} value=${method.batch} bounds=${ANY} explains=${whole} called="Whole number of the training"
              changes=${(/** @type {number} */ to) => [{ of: "batch", to }]} />`
          : null
      }
    <//>
    ${
      kind === "one"
        ? null
        : html`<${Choose} ...${props} of="reduction" title="E of a batch" choices=${methods.REDUCTIONS} value=${method.reduction}
            changes=${(/** @type {string} */ to) => [{ of: "reduction", to }]} />`
    }
    <${Choose} ...${props} of="shuffle" title="Order of the rows" choices=${methods.ORDERS} value=${shuffled ? "shuffled" : "same"}
      changes=${(/** @type {string} */ name) => [{ of: "shuffle", to: name === "shuffled" ? 0 : null }]}>
      ${
        shuffled
          ? html`<${NumberChoice} ...${props} of="shuffle.seed" label="Seed of the order" value=${method.shuffle} bounds=${ANY} explains=${whole} called="Whole number of the training"
              changes=${(/** @type {number} */ to) => [{ of: "shuffle", to }]} />`
          : null
      }
    <//>`;
}

/** @param {Props} props */
export function TrainingChoices(props) {
  const method = props.store.snapshot.value?.method;
  if (!method) return null;
  const { optimiser } = method;
  const { store, actions } = props;
  // What is chosen next keeps what has been chosen, also before the room has answered.
  const asked = () => methods.methodAsked(method, actions.awaited("optimiser"));
  const schedule = optimiser.schedule ?? { name: "constant" };
  return html`<h3>How it is trained</h3>
    <${Choose} ...${props} of="optimiser" title="Optimiser" choices=${methods.OPTIMISERS} value=${optimiser.name}
      changes=${(/** @type {string} */ name) => methods.optimiserChanges(asked(), name)}>
      <${Numbers} ...${props} of="optimiser" choice=${named(methods.OPTIMISERS, optimiser.name)} now=${optimiser}
        changes=${(/** @type {string} */ name, /** @type {number} */ value) => methods.parameterChanges(asked(), name, value)}
        usual=${() => methods.optimiserChanges(asked(), optimiser.name)} />
      <${EtaProposal} optimiser=${optimiser.name} eta=${store.standing("eta")} disabled=${hindrance(store) !== null}
        take=${(/** @type {number} */ to) => actions.edit([{ of: "eta", to }], { place: "network optimiser" })} />
    <//>
    <${Choose} ...${props} of="schedule" title="Learning rate η" choices=${methods.SCHEDULES} value=${schedule.name}
      changes=${(/** @type {string} */ name) => methods.scheduleChanges(asked(), name)}>
      <${Numbers} ...${props} of="schedule" choice=${named(methods.SCHEDULES, schedule.name)} now=${schedule}
        changes=${(/** @type {string} */ name, /** @type {number} */ value) => methods.scheduleParameterChanges(asked(), name, value)}
        usual=${() => methods.scheduleChanges(asked(), schedule.name)} />
    <//>
    ${method.rows > 1 ? html`<${Rows} ...${props} method=${method} />` : null}`;
}
