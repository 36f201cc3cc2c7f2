// Everything explained as a list: for phones, for screen readers, and for what is not on the page at this moment.
import { html } from "htm/preact";
import { explains } from "../explains.js";
import { Drawn, SAMPLES } from "../samples.js";
import { here } from "./places.js";

/** @param {{parts: import("./places.js").Part[]}} props */
export function ExplainedList({ parts }) {
  const own = explains("All explanations, one after another.");
  return html`<div class="explained-list" tabindex="0" role="group" aria-label="List of everything" ...${own}>
    ${parts.map(
      ({ title, things }) => html`<section key=${title}>
        <h3>${title}</h3>
        <dl>
          ${things.map(
            (thing) => html`<div key=${thing.key}>
              <dt>${thing.glyph ? html`<${Drawn} sample=${SAMPLES[thing.glyph]} /> ` : null}${thing.name}</dt>
              <dd>${thing.words}${here(thing) ? "" : html` <i>Not on the page at this moment.</i>`}</dd>
            </div>`,
          )}
        </dl>
      </section>`,
    )}
  </div>`;
}
