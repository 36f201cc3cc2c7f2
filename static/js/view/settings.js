// The dock's fields: go to an iteration, learning rate. Each says at its own place what it will not take.
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { useAwaited } from "./awaited.js";
import { Input } from "./controls.js";
import { explains } from "./explains.js";
import { checkEta, checkIteration } from "./fields.js";
import { rate, UNKNOWN } from "./format.js";
import { hindrance } from "./lesson.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("./fields.js").Checked} Checked
 * @typedef {Event & {currentTarget: HTMLInputElement}} InputEvent
 */

/** The slider's range, as powers of ten; the field beside it takes everything the server allows. */
const ETA_POWERS = { least: -2, most: 1 };

/**
 * A field that is checked when it is entered; while it is edited it keeps what was typed, and can be typed into, also while the connection is lost.
 * @param {{id: string, shown: string, check: (text: string) => Checked, enter: (value: number) => boolean, disabled: boolean, label: string, explains: string, failure: object | null, refused?: string | null}} props
 *   enter: was it sent? failure: the newest refusal
 */
function NumberField({ id, shown, check, enter, disabled, label, explains: words, failure, refused = null }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [own, setReason] = useState(/** @type {string | null} */ (null));
  const reason = own ?? refused;
  const [inPlace, wait] = useAwaited(shown, failure);
  /** Was it just entered? Then losing the focus does not enter it again. */
  const entered = useRef(false);
  const forget = () => {
    setDraft(null);
    setReason(null);
  };
  /** @param {string} text @returns {boolean} was it taken? */
  const submit = (text) => {
    const checked = check(text);
    if (checked.reason !== null) {
      setReason(checked.reason);
      return false;
    }
    const same = String(checked.value) === inPlace;
    if (!same && !enter(checked.value)) return false;
    if (!same) wait(String(checked.value));
    forget();
    return true;
  };
  /** @param {KeyboardEvent & {currentTarget: HTMLInputElement}} event */
  const key = (event) => {
    event.stopPropagation();
    // Once the number is taken, the keys belong to the lesson again.
    if (event.key === "Enter" && submit(event.currentTarget.value)) {
      entered.current = true;
      event.currentTarget.blur();
      entered.current = false;
    }
    if (event.key === "Escape") forget();
  };
  return html`<${Input}
      explains=${words}
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${label}
      aria-invalid=${reason !== null}
      aria-describedby=${reason ? `${id}-reason` : undefined}
      disabled=${disabled && draft === null}
      value=${draft ?? inPlace}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onKeyDown=${key}
      onBlur=${() => draft !== null && !entered.current && submit(draft)}
    />${reason ? html`<span id=${`${id}-reason`} class="refused" role="alert">${reason}</span>` : null}`;
}

/** @param {Props} props */
export function GoTo({ store, actions }) {
  const position = store.position.value;
  const script = store.script.value;
  const limit = store.snapshot.value?.limits.iteration ?? 0;
  if (!position || !script) return null;
  /** At the very beginning of an iteration there is nothing to compare, so one lands where all is computed. @param {number} iteration */
  const go = (iteration) => actions.goTo({ iteration, moment: position.moment || script.count - 1 }) !== null;
  return html`<div class="place">
    <label for="iteration">Iteration</label>
    <${NumberField}
      id="iteration"
      label="Go to iteration"
      explains="Type an iteration to go there; it is trained first where it must be."
      shown=${String(position.iteration)}
      check=${(/** @type {string} */ text) => checkIteration(text, limit)}
      enter=${go}
      failure=${store.failure.value}
      disabled=${hindrance(store) !== null}
    />
    <span class="moment" ...${explains("How many of this iteration's moments are done.", "Moment")}>moment <b>${position.moment}</b> of ${script.count}</span>
  </div>`;
}

/** @param {Props} props */
export function Eta({ store, actions }) {
  const [dragged, setDragged] = useState(/** @type {number | null} */ (null));
  const [set, now, scheduled] = [store.standing("eta"), store.value("eta"), store.snapshot.value?.set_eta != null];
  const [awaited, wait] = useAwaited(set, store.failure.value);
  const eta = dragged ?? awaited;
  const limits = store.snapshot.value?.limits.eta ?? [0, 1];
  const { least, most } = ETA_POWERS;
  const power = Math.min(most, Math.max(least, Math.log10(eta ?? 1)));
  const shown = eta === null ? UNKNOWN : String(eta);
  /** A round one, but another one: near 1 a notch is less than the second digit. @param {InputEvent} event */
  const at = ({ currentTarget: slider }) => {
    const [round, closer] = [2, 3].map((digits) => Number((10 ** slider.valueAsNumber).toPrecision(digits)));
    return round === awaited ? closer : round;
  };
  const edit = (/** @type {number} */ to) => {
    const sent = actions.edit([{ of: "eta", to }], { place: "eta" });
    if (sent) wait(to);
    return sent;
  };
  const release = (/** @type {InputEvent} */ event) => {
    setDragged(null);
    edit(at(event));
  };
  const disabled = hindrance(store) !== null;
  return html`<div class="setting">
    <label for="eta-slider">${scheduled ? html`η before schedule${" "}${now === null ? null : html`<span class="eta-now">now <b>${rate(now)}</b></span>`}` : "Learning rate η"}</label>
    <${Input}
      explains=${scheduled ? `The learning rate η before its schedule${now === null ? "" : `, which makes ${rate(now)} of it in this iteration`}.` : "The learning rate η: how far against the gradient each update goes."}
      called="The learning rate η"
      id="eta-slider"
      class="slider"
      type="range"
      min=${least}
      max=${most}
      step="0.02"
      value=${power}
      aria-valuetext=${shown}
      disabled=${disabled}
      style=${{ "--at": `${(100 * (power - least)) / (most - least)}%` }}
      onInput=${(/** @type {InputEvent} */ event) => setDragged(at(event))}
      onChange=${release}
    />
    <${NumberField}
      id="eta"
      label="Learning rate, exact"
      explains="The same learning rate, typed: any number that the server allows."
      shown=${shown}
      check=${(/** @type {string} */ text) => checkEta(text, limits)}
      enter=${edit}
      failure=${store.failure.value}
      refused=${store.refusedAt("eta")}
      disabled=${disabled}
    />
  </div>`;
}
