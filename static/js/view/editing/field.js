// The field in which a given is changed in place: typed, or stepped with the arrow keys. What it will not take it says itself.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { neighbouring, stepOf } from "../../model/givens.js";
import { Input } from "../controls.js";
import { checkGiven } from "../fields.js";
import { Words } from "../words.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {Props & {of: string, place: string}} FieldProps the given, and where its field is
 * @typedef {Event & {currentTarget: HTMLInputElement}} InputEvent
 */

/** Open the field of the given after this one, or before it. @param {FieldProps} props @param {number} way 1 or −1 */
function turn({ store, actions, of, place }, way) {
  const script = store.script.value;
  if (!script) return;
  const next = neighbouring({ of, place }, way, script, store.snapshot.value?.network.bias_policy ?? "frozen");
  // The panel has a field for what it explains.
  if (place === "panel") actions.select(next.of);
  actions.setEditing(next);
}

/** Give the focus back, where nothing else has it. @param {Element | null} opener @param {string} place */
function focusAgain(opener, place) {
  if (document.activeElement !== document.body) return;
  // A cell of the table gave its place to the field: its number is another element now.
  const cell = place.startsWith("table:") ? `table [data-quantity="${place.slice("table:".length)}"]` : null;
  const again = cell ? document.querySelector(cell) : opener;
  if (again instanceof HTMLElement || again instanceof SVGElement) again.focus();
}

/** @param {FieldProps} props */
export function GivenField(props) {
  const { store, actions, of, place } = props;
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  /** The revision at which a number was sent: it is there when nothing is waited for any more. */
  const [sent, setSent] = useState(/** @type {number | null} */ (null));
  /** Left by a key: what losing the focus then says is said already. */
  const left = useRef(false);
  const here = `${place} ${of}`;
  const names = store.names.value;
  const limits = store.snapshot.value?.limits;
  const revision = store.revision.value;
  const value = store.standing(of);
  const refusal = store.refusedAt(here);
  const shown = reason ?? refusal;

  const close = () => {
    left.current = true;
    if (store.editing.peek()?.of === of) actions.setEditing(null);
  };
  // At once: what is typed next is meant for it.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const own = input.current;
    own?.focus();
    own?.select();
    return () => {
      // Closed by a key, not by going elsewhere: back to where one came from.
      if (document.activeElement !== own) return;
      queueMicrotask(() => focusAgain(opener, place));
    };
  }, []);
  // At once, too: what is typed when the number is there is meant for the page.
  useLayoutEffect(() => {
    if (sent !== null && revision > sent && actions.awaited(of) === undefined) close();
  }, [revision, sent]);
  if (!names || !limits) return null;
  const { symbol, words } = names.quantity(of);

  /** @param {string} text @returns {boolean} is there nothing more to wait for? */
  const submit = (text) => {
    const checked = checkGiven(text, of, symbol, limits);
    setReason(checked.reason);
    if (checked.value === null) return false;
    const asked = actions.awaited(of);
    const same = checked.value === (asked ?? store.standing(of));
    if (same && asked === undefined) return true;
    if (same || actions.edit([{ of, to: checked.value }], { place: here })) setSent(revision);
    return false;
  };
  /** @param {string} text @param {KeyboardEvent} event */
  const step = (text, event) => {
    const checked = checkGiven(text, of, symbol, limits);
    const count = event.key === "ArrowUp" ? 1 : -1;
    const from = draft === null ? null : checked.value;
    const next = actions.nudge(of, count, stepOf(event), { from, place: here });
    setReason(null);
    if (next !== null) setDraft(String(next));
  };
  /** @param {KeyboardEvent & {currentTarget: HTMLInputElement}} event */
  const key = (event) => {
    const text = event.currentTarget.value;
    event.stopPropagation();
    if (event.key === "Enter") {
      if (submit(text)) close();
    } else if (event.key === "Escape") close();
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") step(text, event);
    else if (event.key === "Tab" && checkGiven(text, of, symbol, limits).value !== null) {
      submit(text);
      left.current = true;
      turn(props, event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
  };
  const blur = () => {
    if (!left.current && (draft === null || submit(draft))) close();
  };
  const text = draft ?? (value === null ? "" : String(value));
  return html`<span class="given-field">
    <span class="of" aria-hidden="true"><${Words} text=${symbol} /></span>
    <${Input}
      explains="A new value for this number: Enter takes it, Escape leaves it, up and down arrows change it by 0.01."
      ref=${input}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      spellcheck=${false}
      aria-label=${`New value of ${symbol}, ${words}`}
      aria-invalid=${shown !== null}
      aria-describedby=${shown ? "given-reason" : "given-keys"}
      value=${text}
      style=${{ "--characters": String(text.length) }}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onKeyDown=${key}
      onBlur=${blur}
    />
    <span id="given-keys" class="hidden-text">Enter changes it, Escape leaves it, up and down arrows change it by 0.01.</span>
    ${shown ? html`<span id="given-reason" class="refused" role="alert">${shown}</span>` : null}
  </span>`;
}
