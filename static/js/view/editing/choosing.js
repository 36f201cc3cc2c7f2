// A choice and a number of the network's dialog: each says what it means, and what was refused stands where it was chosen.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { PATIENCE } from "../awaited.js";
import { Input } from "../controls.js";
import { Decision } from "../decision.js";
import { checkNumber } from "../fields.js";
import { hindrance } from "../lesson.js";
import { alongside } from "./choices.js";
import { spelled } from "./wording.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Change} Change
 * @typedef {Event & {currentTarget: HTMLInputElement & HTMLSelectElement}} InputEvent
 * @typedef {{name: string, words: string, label?: string}} Option
 */

/** Only the server knows better. @type {[number, number]} */
export const ANY = [-Number.MAX_VALUE, Number.MAX_VALUE];

/** What is refused, where it was chosen. @param {{store: Props["store"], of: string}} props */
export function Refusal({ store, of }) {
  const refused = store.refusedAt(`network ${of}`);
  return refused === null ? null : html`<p class="trouble" role="alert">${refused}</p>`;
}

/**
 * A number, such as a leaky ReLU's slope.
 * @param {Props & {of: string, label: string, value: number | null, bounds: [number, number], changes: (value: number) => Change[],
 *   explains?: string, called?: string}} props of: a name of its own, for what is refused
 */
export function NumberChoice({ store, actions, of, label, value, bounds, changes, explains, called }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const shown = value === null ? "" : String(value);
  /** What was entered, as it was typed, until it is there. */
  const entered = useRef(/** @type {{text: string, value: number, of: string} | null} */ (null));
  // What was entered is there now; what has been typed since stays. The answer to what was entered before says nothing of it.
  useLayoutEffect(() => {
    const own = entered.current;
    if (own?.of === of && own.value !== value) return;
    setDraft((now) => (own === null || own.of !== of || now === own.text ? null : now));
    setReason(null);
    entered.current = null;
  }, [shown, of]);
  const id = `parameter-${of}`;
  const place = `network ${of}`;
  const refused = store.refusedAt(place);
  const trouble = reason ?? refused;
  /** @param {string} text */
  const enter = (text) => {
    const checked = checkNumber(text, bounds, "It");
    setReason(checked.reason);
    if (checked.value === null || (checked.value === value && entered.current === null)) return;
    if (!actions.edit(changes(checked.value), { place })) return;
    const own = { text, value: checked.value, of };
    entered.current = own;
    // Where it never comes to be there, the field says again what is.
    setTimeout(() => {
      if (entered.current !== own || store.refusedAt(place) !== null) return;
      entered.current = null;
      setDraft((now) => (now === text ? null : now));
    }, PATIENCE);
  };
  return html`<label for=${id}>${label}</label>
    <${Input}
      explains=${explains ?? "The number of this function: Enter takes it."}
      called=${called}
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      value=${draft ?? shown}
      aria-invalid=${trouble !== null}
      aria-describedby=${trouble ? `${id}-reason` : undefined}
      disabled=${hindrance(store) !== null && draft === null}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onKeyDown=${(/** @type {KeyboardEvent & InputEvent} */ event) => event.key === "Enter" && enter(event.currentTarget.value)}
      onBlur=${() => draft !== null && draft !== entered.current?.text && enter(draft)}
    />
    ${trouble ? html`<p id=${`${id}-reason`} class="trouble" role="alert">${trouble}</p>` : null}`;
}

/**
 * A choice of one name out of some; what has to change with it stands beside it.
 * @param {Props & {of: string, title: string, choices: Option[], value: string, changes: (name: string) => Change[], children?: any,
 *   hindered?: (name: string) => string | null}} props hindered: why a choice cannot be had here
 */
export function Choose(props) {
  const { store, actions, of, title, choices, value, changes, children, hindered = () => null } = props;
  const chosen = choices.find(({ name }) => name === value);
  const id = `choose-${of}`;
  // What it says is what the network is: another one only when the server has taken it.
  const choose = (/** @type {string} */ name) => actions.edit(changes(name), { place: `network ${of}` });
  return html`<div class="choose">
    <label for=${id}>${title}</label>
    <${Decision} explains="What it can be; what has to change with a choice stands beside it." called="Choice" id=${id} takes="takes it" leavingTakes value=${value} choose=${choose} disabled=${hindrance(store) !== null} aria-describedby=${`${id}-words`}>
      ${choices.map(({ name, label }) => {
        const trouble = name === value ? null : hindered(name);
        const more = name === value ? "" : alongside(changes(name));
        return html`<option key=${name} value=${name} disabled=${trouble !== null}>${label ?? spelled(name)}${trouble ? ` ${trouble}` : more ? `, ${more}` : ""}</option>`;
      })}
    <//>
    <p id=${`${id}-words`} class="lede">${chosen?.words}</p>
    ${children}
    <${Refusal} store=${store} of=${of} />
  </div>`;
}
