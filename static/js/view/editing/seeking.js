// Training towards a far iteration takes a while: how far it is, and how to let go of it.
import { html } from "htm/preact";
import { Button } from "../controls.js";
import { count } from "../format.js";
import { hindrance } from "../lesson.js";

/** @typedef {import("../app.js").Props} Props */

/**
 * How far a seek has come, from 0 to 1.
 * @param {{start: number, goal: number}} seeking
 * @param {number} trained
 */
export function progress({ start, goal }, trained) {
  return goal > start ? Math.min(1, Math.max(0, (trained - start) / (goal - start))) : 1;
}

/** @param {Props} props */
export function Seeking({ store, actions }) {
  const seeking = store.state.value?.seeking;
  const trained = store.frame.value?.trained_to ?? 0;
  if (!seeking) return null;
  const share = progress(seeking, trained);
  return html`<div class="seeking">
    <progress aria-label="Training" max="1" value=${share}></progress>
    <span>${count(trained)} of ${count(seeking.goal)}</span>
    <${Button}
      explains="Stops training ahead; the room stays where it has come to."
      class="button"
      disabled=${hindrance(store) !== null}
      onClick=${actions.pause}
    >Cancel<//>
  </div>`;
}
