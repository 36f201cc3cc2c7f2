// Everything explained as a list: for phones, for screen readers, and for what is not on the page at this moment.
import { html } from "htm/preact";
import { Drawn, SAMPLES } from "../samples.js";
import { EVERYTHING } from "./everything.js";

/** @param {{found: import("./places.js").Found[]}} props */
export function ExplainedList({ found }) {
  const names = new Map(found.map(({ entry, name }) => [entry.key, name]));
  return html`<div class="explained-list" tabindex="0" role="group" aria-label="List of everything">
    ${EVERYTHING.map(({ title, entries }) => {
      // A control that is not there has no name either.
      const named = entries.filter(({ key, name }) => name !== "" || names.has(key));
      return html`<section key=${title}>
        <h3>${title}</h3>
        <dl>
          ${named.map(
            ({ key, name, words, glyph }) => html`<div key=${key}>
              <dt>${glyph ? html`<${Drawn} sample=${SAMPLES[glyph]} /> ` : null}${names.get(key) ?? name}</dt>
              <dd>${words}${names.has(key) ? "" : html` <i>Not on the page at this moment.</i>`}</dd>
            </div>`,
          )}
        </dl>
      </section>`;
    })}
  </div>`;
}
