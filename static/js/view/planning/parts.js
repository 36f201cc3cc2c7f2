// Fields of the building dialog: a choice and a number, each with its label; a number is taken when it is one.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Input, Select } from "../controls.js";
import { checkNumber } from "../fields.js";
import { mark } from "./sending.js";

/** @typedef {Event & {currentTarget: HTMLInputElement & HTMLSelectElement}} InputEvent */

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.explains
 * @param {string} props.value
 * @param {[value: string, text: string, disabled?: boolean][]} props.choices
 * @param {(value: string) => void} props.choose
 * @param {string} [props.called]
 */
export function Choice({ id, label, explains, value, choices, choose, called }) {
  return html`<div class="build-field"><label for=${id}>${label}</label>
    <${Select} explains=${explains} called=${called} id=${id} value=${value} onChange=${(/** @type {InputEvent} */ event) => choose(event.currentTarget.value)}>
      ${choices.map(([name, text, disabled = false]) => html`<option key=${name} value=${name} disabled=${disabled}>${text}</option>`)}
    <//>
  </div>`;
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {string} props.label
 * @param {string} props.explains
 * @param {number | null} props.value
 * @param {[number, number]} props.bounds
 * @param {(value: number) => void} props.take
 * @param {boolean} [props.whole]
 * @param {string} [props.called]
 * @param {string} [props.placeholder] what an empty field means
 */
export function NumberField({ id, label, explains, value, bounds, take, whole = false, called, placeholder }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  /** @param {string | null} wrong */
  const say = (wrong) => {
    setReason(wrong);
    mark(field.current, wrong);
  };
  // At once: what is typed next is not forgotten with it.
  useLayoutEffect(() => {
    setDraft(null);
    say(null);
  }, [value]);
  /** @param {string} text */
  const enter = (text) => {
    const checked = checkNumber(text, bounds, label);
    const fraction = whole && checked.value !== null && !Number.isInteger(checked.value);
    say(fraction ? `${label} must be a whole number.` : checked.reason);
    if (checked.value !== null && !fraction && checked.value !== value) take(checked.value);
  };
  return html`<div class="build-field"><label for=${id}>${label}</label>
    <${Input}
      explains=${explains}
      called=${called}
      id=${id}
      ref=${field}
      type="text"
      inputmode=${whole ? "numeric" : "decimal"}
      autocomplete="off"
      placeholder=${placeholder}
      value=${draft ?? (value === null ? "" : String(value))}
      aria-invalid=${reason !== null}
      aria-describedby=${reason ? `${id}-reason` : undefined}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onChange=${(/** @type {InputEvent} */ event) => enter(event.currentTarget.value)}
    />
    ${reason ? html`<span id=${`${id}-reason`} class="trouble" role="alert">${reason}</span>` : null}
  </div>`;
}
