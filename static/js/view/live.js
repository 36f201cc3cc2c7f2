// The page's one live region: says the moment after a step or a pause, and what went wrong; silent while playing fast.
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { html } from "htm/preact";
import { captionOf } from "./caption.js";
import { consequenceSentence } from "./editing/changed.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../model/store.js").Store} Store
 */

/** Slower than this, in moments a second, there is time to hear a sentence. */
const LISTENABLE = 0.25;

/** An edit that nothing follows for this long is said, in ms. */
const SETTLED = 400;

/** @param {Store} store @returns {boolean} */
function quiet(store) {
  const state = store.state.value;
  if (!state || state.play === "seeking") return true;
  return state.play === "playing" && (state.speed.unit === "iteration" || state.speed.per_second > LISTENABLE);
}

/** @param {Store} store @returns {string} */
function place(store) {
  const position = store.position.value;
  const script = store.script.value;
  if (!position || !script) return "";
  return `${captionOf(store)} Iteration ${position.iteration}, moment ${position.moment} of ${script.count}.`;
}

/** @param {Props} props */
export function Live({ store }) {
  const said = useSignal("");
  const here = useComputed(() => (quiet(store) ? null : place(store)));
  useSignalEffect(() => {
    if (here.value !== null) said.value = here.value;
  });
  // Numbers that are dragged change faster than anybody can listen: only what they come to is said.
  useSignalEffect(() => {
    const sentence = consequenceSentence(store);
    if (sentence === null) return;
    const timer = setTimeout(() => {
      said.value = sentence;
    }, SETTLED);
    return () => clearTimeout(timer);
  });
  useSignalEffect(() => {
    if (store.failure.value) said.value = store.failure.value.detail;
  });
  useSignalEffect(() => {
    if (store.stale.value) said.value = store.connection.value.text;
  });
  return html`<div class="hidden-text" role="status" aria-live="polite">${said}</div>`;
}
