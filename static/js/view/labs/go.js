// The button with which an experiment begins, and the one with which it ends too early.
import { html } from "htm/preact";
import { Button } from "../controls.js";

/** @param {{trial: import("../../experiments.js").Stoppable, label: string, explains: string, disabled?: boolean}} props */
export function Go({ trial: { busy, stop }, label, explains, disabled = false }) {
  return html`<${Button} explains=${explains} class="button primary" type="submit" disabled=${busy.value || disabled}>${busy.value ? "Training …" : label}<//>
    ${busy.value ? html`<${Button} explains="Stops what is being trained here; what was found before stays." class="button" onClick=${stop}>Stop<//>` : null}`;
}
