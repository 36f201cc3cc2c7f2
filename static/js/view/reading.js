// How the numbers are written: notation, digits, and as on paper. One line under the panel's tabs.
import { html } from "htm/preact";
import { DIGITS, NOTATIONS, PAPER, wholeWithin } from "../model/notation.js";

/** @typedef {import("./app.js").Props} Props */
/** @typedef {import("../model/notation.js").Notation} Notation */

/** @type {Record<Notation, {short: string, words: string}>} */
export const WORDS = {
  article: { short: "net, out", words: "as in the article: net, out, ∂E total/∂out" },
  modern: { short: "z, a, δ", words: "as in most textbooks: z, a, δ" },
  matrix: { short: "matrix", words: "as whole layers, with matrices" },
  numpy: { short: "numpy", words: "as a line of code, with its arrays" },
};

/** @param {{least: number, most: number}} bounds */
const upTo = ({ least, most }) => Array.from({ length: most - least + 1 }, (_, index) => least + index);

/** @param {{name: string, value: number | null, none: string, unit: string, bounds: {least: number, most: number}, choose: (count: number | null) => void}} props */
function Count({ name, value, none, unit, bounds, choose }) {
  /** @param {Event & {currentTarget: HTMLSelectElement}} event */
  const change = ({ currentTarget }) => choose(wholeWithin(currentTarget.value, bounds));
  return html`<select aria-label=${name} title=${name} value=${String(value ?? "")} onChange=${change}>
    <option value="">${none}</option>
    ${upTo(bounds).map((count) => html`<option key=${count} value=${String(count)}>${`${count} ${unit}`}</option>`)}
  </select>`;
}

/** @param {Props} props */
export function Reading({ store }) {
  return html`<div class="reading">
    <div role="radiogroup" aria-label="Notation" class="segments">
      ${NOTATIONS.map((notation) => {
        const { short, words } = WORDS[notation];
        const choose = () => {
          store.notation.value = notation;
        };
        return html`<label key=${notation} title=${words}>
          <input type="radio" name="notation" value=${notation} checked=${store.notation.value === notation} onChange=${choose} />
          <span>${short}</span><span class="hidden-text">, ${words}</span>
        </label>`;
      })}
    </div>
    <${Count}
      name="Digits of every number"
      value=${store.digits.value}
      none="digits"
      unit="digits"
      bounds=${DIGITS}
      choose=${(/** @type {number | null} */ count) => {
        store.digits.value = count;
      }}
    />
    <${Count}
      name="As on paper: every result rounded to so many decimals"
      value=${store.paper.value}
      none="exact"
      unit="on paper"
      bounds=${PAPER}
      choose=${(/** @type {number | null} */ count) => {
        store.paper.value = count;
      }}
    />
  </div>`;
}
