// The four phases as a track: how far each has come, and a way to the end of each.
import { html } from "htm/preact";
import { Icon } from "./icons.js";
import { hindrance } from "./lesson.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<import("../types.js").Phase, string>} */
const WORDS = { forward: "Forward", error: "Error", backward: "Backward", update: "Update" };

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
      const label = `${WORDS[phase]}: ${done} of ${to - from} moments computed. Go to its end.`;
      return html`<li key=${phase}>
        <button
          type="button"
          class=${phase === "backward" ? "phase back" : "phase"}
          aria-current=${phase === current ? "step" : undefined}
          aria-label=${label}
          title=${reason ?? label}
          disabled=${reason !== null}
          style=${{ "--done": String(done / (to - from)), "--ticks": String(to - from) }}
          onClick=${() => actions.goTo({ iteration, moment: to })}
        >
          <span class="bar"><span class="fill"></span>${to - from <= MOST_TICKS ? html`<span class="ticks"></span>` : null}</span>
          <span class="what"><${Icon} name=${phase} />${WORDS[phase]}<span class="of">${done}/${to - from}</span></span>
        </button>
      </li>`;
    })}
  </ol>`;
}
