// What the network is: each layer's activation function, the loss, the biases; and how it is trained. A choice holds from this iteration on.
import { html } from "htm/preact";
import { Input } from "../controls.js";
import { hindrance } from "../lesson.js";
import {
  ACTIVATIONS,
  LOSSES,
  layerChanges,
  lossChanges,
  lossHindrance,
  networkAsked,
  POLICIES,
  SOFTMAX,
} from "./choices.js";
import { Choose, NumberChoice, Refusal } from "./choosing.js";
import { TrainingChoices } from "./training_choices.js";
import { UndoButtons } from "./undo.js";
import { spelled } from "./wording.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Named} Named
 * @typedef {import("../../types.js").Change} Change
 * @typedef {import("./choices.js").Choice} Choice
 */

/** A function, with its number where it has one. @param {Props & {of: string, title: string, choices: Choice[], now: Named, changes: (name: string) => Change[], hindered?: (name: string) => string | null}} props */
function ChooseFunction({ now, ...props }) {
  const { of, choices } = props;
  const own = choices.find(({ name }) => name === now.name)?.parameter;
  return html`<${Choose} ...${props} value=${now.name}>
    ${
      own
        ? html`<${NumberChoice}
          key=${now.name}
          ...${props}
          of=${`${of}.${own.parameter}`}
          label=${own.label}
          value=${now[own.parameter] ?? null}
          bounds=${own.bounds}
          changes=${(/** @type {number} */ value) => [{ of, to: { name: now.name, [own.parameter]: value } }]}
        />`
        : null
    }
  <//>`;
}

/** @param {Props} props */
function Biases({ store, actions }) {
  const policy = store.snapshot.value?.network.bias_policy;
  const disabled = hindrance(store) !== null;
  return html`<fieldset class="choose">
    <legend>Biases</legend>
    ${POLICIES.map(
      ([name, words]) => html`<label key=${name} class="policy">
        <${Input}
          explains=${`Biases are ${words}.`}
          type="radio"
          name="bias-policy"
          checked=${name === policy}
          disabled=${disabled}
          onChange=${() => actions.edit([{ of: "bias_policy", to: name }], { place: "network bias_policy" })}
        />
        <span><b>${spelled(name)}</b> <span class="lede">${words}</span></span>
      </label>`,
    )}
    <${Refusal} store=${store} of="bias_policy" />
  </fieldset>`;
}

/** @param {Props} props */
export function NetworkChoices(props) {
  const { store, actions } = props;
  const { network, method } = store.snapshot.value ?? {};
  if (!network || !method) return null;
  const last = network.sizes.length - 1;
  const layers = network.activations.map((now, index) => ({ now, layer: index + 1 }));
  const title = (/** @type {number} */ layer) =>
    layer === last ? "Output units" : last > 2 ? `Hidden layer ${layer}` : "Hidden units";
  const reason = hindrance(store);
  const asked = () => networkAsked(network, actions.awaited);
  return html`<p class="lede">
      From iteration ${store.position.value?.iteration ?? 0} on; what was trained before stays as it is.
      ${reason ? ` ${reason}` : ""}
    </p>
    ${layers.map(
      ({ now, layer }) => html`<${ChooseFunction}
        key=${layer}
        ...${props}
        of=${`activation.${layer}`}
        title=${title(layer)}
        choices=${layer === last ? [...ACTIVATIONS, SOFTMAX] : ACTIVATIONS}
        now=${now}
        changes=${(/** @type {string} */ name) => layerChanges(asked(), layer, name)}
      />`,
    )}
    <${ChooseFunction}
      ...${props}
      of="loss"
      title="Loss"
      choices=${LOSSES}
      now=${network.loss}
      changes=${(/** @type {string} */ name) => lossChanges(asked(), name, store.value)}
      hindered=${(/** @type {string} */ name) => lossHindrance(network, name, store.value, method.rows)}
    />
    <${Biases} ...${props} />
    <${TrainingChoices} ...${props} />
    <p class="deeds"><${UndoButtons} ...${props} /></p>`;
}
