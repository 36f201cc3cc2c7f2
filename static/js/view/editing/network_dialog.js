// What the network is: each layer's activation function, the loss, the biases. A choice holds from this iteration on.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Input, Select } from "../controls.js";
import { checkNumber } from "../fields.js";
import { hindrance } from "../lesson.js";
import { ACTIVATIONS, alongside, LOSSES, layerChanges, lossChanges, POLICIES, SOFTMAX } from "./choices.js";
import { UndoButtons } from "./undo.js";
import { spelled } from "./wording.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Named} Named
 * @typedef {import("../../types.js").Change} Change
 * @typedef {import("./choices.js").Choice} Choice
 * @typedef {Event & {currentTarget: HTMLInputElement & HTMLSelectElement}} InputEvent
 */

/** What is refused, where it was chosen. @param {{store: Props["store"], of: string}} props */
function Refusal({ store, of }) {
  const refused = store.refused.value;
  return refused?.place === `network ${of}` ? html`<p class="trouble" role="alert">${refused.detail}</p>` : null;
}

/** A function's number, such as a leaky ReLU's slope. @param {Props & {of: string, choice: Choice, now: Named}} props */
function ParameterField({ store, actions, of, choice, now }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const { parameter, label, bounds } = /** @type {import("./choices.js").Parameter} */ (choice.parameter);
  const shown = String(now[parameter] ?? "");
  useEffect(() => setDraft(null), [shown]);
  const id = `parameter-${of}`;
  /** @param {string} text */
  const enter = (text) => {
    const checked = checkNumber(text, bounds, "It");
    setReason(checked.reason);
    if (checked.value === null || checked.value === now[parameter]) return;
    actions.edit([{ of, to: { name: now.name, [parameter]: checked.value } }], { place: `network ${of}` });
  };
  return html`<label for=${id}>${label}</label>
    <${Input}
      explains="The number of this function: Enter takes it."
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      value=${draft ?? shown}
      aria-invalid=${reason !== null}
      aria-describedby=${reason ? `${id}-reason` : undefined}
      disabled=${hindrance(store) !== null}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onKeyDown=${(/** @type {KeyboardEvent & InputEvent} */ event) => event.key === "Enter" && enter(event.currentTarget.value)}
      onBlur=${() => draft !== null && enter(draft)}
    />
    ${reason ? html`<p id=${`${id}-reason`} class="trouble" role="alert">${reason}</p>` : null}`;
}

/** @param {Props & {of: string, title: string, choices: Choice[], now: Named, changes: (name: string) => Change[]}} props */
function Choose(props) {
  const { store, actions, of, title, choices, now, changes } = props;
  const chosen = choices.find(({ name }) => name === now.name);
  const id = `choose-${of}`;
  /** @param {InputEvent} event */
  const choose = ({ currentTarget }) => {
    actions.edit(changes(currentTarget.value), { place: `network ${of}` });
    // What it says is what the network is: another function only when the server has taken it.
    currentTarget.value = now.name;
  };
  return html`<div class="choose">
    <label for=${id}>${title}</label>
    <${Select} explains="What it can be; what has to change with a choice stands beside it." called="Choice of a function" id=${id} value=${now.name} disabled=${hindrance(store) !== null} aria-describedby=${`${id}-words`} onChange=${choose}>
      ${choices.map(({ name }) => {
        const more = name === now.name ? "" : alongside(changes(name));
        return html`<option key=${name} value=${name}>${spelled(name)}${more ? `, ${more}` : ""}</option>`;
      })}
    <//>
    <p id=${`${id}-words`} class="lede">${chosen?.words}</p>
    ${chosen?.parameter ? html`<${ParameterField} key=${now.name} ...${props} choice=${chosen} />` : null}
    <${Refusal} store=${store} of=${of} />
  </div>`;
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
  const { store } = props;
  const network = store.snapshot.value?.network;
  if (!network) return null;
  const last = network.sizes.length - 1;
  const layers = network.activations.map((now, index) => ({ now, layer: index + 1 }));
  const title = (/** @type {number} */ layer) =>
    layer === last ? "Output units" : last > 2 ? `Hidden layer ${layer}` : "Hidden units";
  const reason = hindrance(store);
  return html`<p class="lede">
      From iteration ${store.position.value?.iteration ?? 0} on; what was trained before stays as it is.
      ${reason ? ` ${reason}` : ""}
    </p>
    ${layers.map(
      ({ now, layer }) => html`<${Choose}
        key=${layer}
        ...${props}
        of=${`activation.${layer}`}
        title=${title(layer)}
        choices=${layer === last ? [...ACTIVATIONS, SOFTMAX] : ACTIVATIONS}
        now=${now}
        changes=${(/** @type {string} */ name) => layerChanges(network, layer, name)}
      />`,
    )}
    <${Choose}
      ...${props}
      of="loss"
      title="Loss"
      choices=${LOSSES}
      now=${network.loss}
      changes=${(/** @type {string} */ name) => lossChanges(network, name, store.value)}
    />
    <${Biases} ...${props} />
    <p class="deeds"><${UndoButtons} ...${props} /></p>`;
}
