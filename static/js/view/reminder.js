// What never changes and is mixed up most: the signs, and error, delta and gradient. In the letters of the notation.
import { html } from "htm/preact";
import { later } from "../later.js";
import { Summary } from "./controls.js";
import { WORDS } from "./reading.js";

/** @typedef {import("./app.js").Props} Props */

/** Names and words of what differs from gradient descent. */
const methods = later(() => import("./editing/methods.js"));

export const SIGNS = {
  name: "Signs",
  words: "Which way the signs go, and error, delta and gradient kept apart.",
};

/**
 * The reminder's words.
 * @param {import("../model/notation.js").Notation} notation
 * @param {import("../model/notation.js").Letters} letters
 * @returns {{line: string, rows: [symbol: string, words: string][]}}
 */
export function reminder(notation, { z, a, target, total }) {
  const E = total ? `E ${total}` : "E";
  const code = notation === "numpy";
  const matrix = notation === "matrix";
  const update = code ? "W_next = W - eta * dE_dW" : matrix ? `W⁺ = W − η ∂${E}/∂W` : `w⁺ = w − η ∂${E}/∂w`;
  const delta = code ? "delta" : "δ";
  const gradient = code ? "dE_dW" : matrix ? "∂E/∂W" : `∂${E}/∂w`;
  return {
    line: code ? "delta = +dE/dz; the update subtracts" : `δ = +∂${E}/∂${z}; the update subtracts`,
    rows: [
      [
        "Sign",
        `${delta} is plus ∂${E}/∂${z}: positive where the unit received too much. An output's is (${a} − ${target}) times its slope.`,
      ],
      ["Update", `${update}: the minus stands here and nowhere else, so a positive gradient lowers its weight.`],
      [code ? "error, E" : E, `error: how wrong the answer is, one number. Training lowers it.`],
      [delta, `error signal of a unit: how ${E} changes with what the unit receives (${z}). It belongs to the unit.`],
      [
        gradient,
        `gradient of a weight: ${delta} of the unit it leads to, times what comes in. It belongs to the wire.`,
      ],
    ],
  };
}

/** @param {Props} props */
export function Reminder({ store }) {
  const names = store.names.value;
  if (!names) return null;
  /** @param {KeyboardEvent & {currentTarget: HTMLDetailsElement}} event */
  const close = (event) => {
    if (event.key !== "Escape" || !event.currentTarget.open) return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary")?.focus();
    event.stopPropagation();
  };
  const { line, rows } = reminder(store.notation.value, names.letters);
  const optimiser = store.snapshot.value?.method.optimiser.name ?? "sgd";
  const here = optimiser === "sgd" ? null : methods.wanted()?.OPTIMISERS.find(({ name }) => name === optimiser);
  if (here) rows.push(["Here", `the optimiser is ${here.label}: ${here.words}. Its step has the same minus.`]);
  return html`<details class="reminder" onKeyDown=${close}>
    <${Summary} explains=${SIGNS.words} title=${`Signs and words: ${line}`}><span>${SIGNS.name}</span><//>
    <div class="sheet-of-signs"><p><b>${line}</b></p>
    <dl>${rows.map(([term, words]) => html`<div key=${term}><dt>${term}</dt><dd>${words}</dd></div>`)}</dl>
    <p class="lede">Written ${WORDS[store.notation.value].words}.</p></div>
  </details>`;
}
