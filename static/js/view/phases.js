// The four phases as a track: how far each has come, and a way to the end of each.
import { html } from "htm/preact";
import { Button } from "./controls.js";
import { Icon } from "./icons.js";
import { hindrance } from "./lesson.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<import("../types.js").Phase, {word: string, name: string, words: string}>} */
export const PHASES = {
  forward: {
    word: "Forward",
    name: "Phase: forward",
    words: "Inputs become net inputs and activations, from left to right. Ticks are moments; click to go to the end.",
  },
  error: { word: "Error", name: "Phase: error", words: "What came out is compared with the target." },
  backward: {
    word: "Backward",
    name: "Phase: backward",
    words: "The error goes back, from right to left: who is to blame, and how strongly. Its bar fills backward, too.",
  },
  update: { word: "Update", name: "Phase: update", words: "All parameters change together, against their gradients." },
};

/** More ticks than these would be all there is to see of a bar. */
const MOST_TICKS = 40;

/** @param {Props} props */
export function Phases({ store, actions }) {
  const script = store.script.value;
  const position = store.position.value;
  if (!script || !position) return null;
  const { iteration, moment } = position;
  const current = script.phaseOf(Math.max(0, moment - 1));
  const reason = hindrance(store);
  return html`<ol class="phases" aria-label="Phases of this iteration">
    ${script.phases.map(({ phase, from, to }) => {
      const done = Math.min(Math.max(moment - from, 0), to - from);
      const label = `${PHASES[phase].word}: ${done} of ${to - from} moments computed. Go to its end.`;
      return html`<li key=${phase}>
        <${Button}
          explains=${PHASES[phase].words}
          called=${PHASES[phase].name}
          data-phase=${phase}
          class=${phase === "backward" ? "phase back" : "phase"}
          aria-current=${phase === current ? "step" : undefined}
          aria-label=${label}
          title=${reason ?? label}
          disabled=${reason !== null}
          style=${{ "--done": String(done / (to - from)), "--ticks": String(to - from) }}
          onClick=${() => actions.goTo({ iteration, moment: to })}
        >
          <span class="bar"><span class="fill"></span>${to - from <= MOST_TICKS ? html`<span class="ticks"></span>` : null}</span>
          <span class="what"><${Icon} name=${phase} />${PHASES[phase].word}<span class="of">${done}/${to - from}</span></span>
        <//>
      </li>`;
    })}
  </ol>`;
}
