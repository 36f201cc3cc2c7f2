// The button with which an experiment begins, and the one with which it ends too early.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../controls.js";

/** @param {{trial: import("../../experiments.js").Stoppable, label: string, explains: string, disabled?: boolean}} props */
export function Go({ trial: { busy, stop }, label, explains, disabled = false }) {
  const go = useRef(/** @type {HTMLElement | null} */ (null));
  const waits = useRef(false);
  // The focus waits beside the button while that cannot be pressed: not on "Stop", which a second press would hit.
  useLayoutEffect(() => {
    const panel = /** @type {HTMLElement | null | undefined} */ (go.current?.closest("[role=tabpanel]"));
    const [at, busyNow] = [document.activeElement, busy.value];
    if (busyNow && at === go.current) panel?.focus({ preventScroll: true });
    if (!busyNow && waits.current && (at === panel || at === document.body)) go.current?.focus({ preventScroll: true });
    waits.current = busyNow;
  }, [busy.value]);
  return html`<${Button} ref=${go} explains=${explains} class="button primary" type="submit" disabled=${busy.value || disabled}>${busy.value ? "Training …" : label}<//>
    ${busy.value ? html`<${Button} explains="Stops what is being trained here; what was found before stays." class="button" onClick=${stop}>Stop<//>` : null}`;
}
