// First weights that are typed: a line for each unit; what does not fit the layers is said at once, with its line.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { readGiven } from "../../model/given.js";
import { sizesOf } from "../../model/plan.js";
import { TextArea } from "../controls.js";
import { mark } from "./sending.js";

/** @param {import("./dialog.js").Props & {plan: import("../../model/plan.js").Plan}} props */
export function GivenWeights({ builder, plan }) {
  const rows = builder.data.value;
  const reason = rows && readGiven(plan.given, sizesOf(plan, rows)).reason;
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useLayoutEffect(() => mark(field.current, reason));
  return html`<div class="build-field"><label for="build-given">Weights and biases</label>
    <p id="build-given-words" class="lede">A line for each unit, layer by layer: its weights, from the first source to the last, then its bias; numbers apart by spaces.</p>
    <${TextArea} explains="The first weights and biases, typed or pasted: a line for each unit." id="build-given" ref=${field} rows="6" spellcheck=${false} autocomplete="off" value=${plan.given}
      onFocus=${(/** @type {Event & {currentTarget: HTMLTextAreaElement}} */ event) => event.currentTarget.scrollIntoView({ block: "nearest" })}
      aria-invalid=${reason !== null} aria-describedby=${reason ? "build-given-words build-given-reason" : "build-given-words"}
      onInput=${(/** @type {Event & {currentTarget: HTMLTextAreaElement}} */ event) => builder.change({ ...plan, given: event.currentTarget.value })} />
    ${reason ? html`<span id="build-given-reason" class="trouble" role="alert">${reason}</span>` : null}
  </div>`;
}
