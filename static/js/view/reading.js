// How the numbers are written: notation, digits, and as on paper. One line under the panel's tabs.
import { html } from "htm/preact";
import { DIGITS, NOTATIONS, PAPER, wholeWithin } from "../model/notation.js";
import { Input, Select } from "./controls.js";
import { explains } from "./explains.js";

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

/** What each of these asks of the numbers. */
export const READING = {
  notation: {
    short: "Notation",
    name: "Notation",
    words: "The notation: the article's, a textbook's, whole layers with matrices, or the line of numpy.",
  },
  digits: {
    short: "Digits",
    name: "Digits of every number",
    words: "How many digits are written, 2 to 17; with 17 every number reads back as the same double.",
  },
  paper: {
    short: "On paper",
    name: "As on paper: every result rounded to so many decimals",
    words: "What a student has who works on paper: every result is rounded before it is used again.",
  },
};

/** @param {{said: {name: string, words: string}, value: number | null, none: string, unit: string, bounds: {least: number, most: number}, choose: (count: number | null) => void}} props */
function Count({ said: { name, words }, value, none, unit, bounds, choose }) {
  /** @param {Event & {currentTarget: HTMLSelectElement}} event */
  const change = ({ currentTarget }) => choose(wholeWithin(currentTarget.value, bounds));
  return html`<${Select} explains=${words} aria-label=${name} title=${name} value=${String(value ?? "")} onChange=${change}>
    <option value="">${none}</option>
    ${upTo(bounds).map((count) => html`<option key=${count} value=${String(count)}>${`${count} ${unit}`}</option>`)}
  <//>`;
}

/** @param {Props} props */
export function Reading({ store }) {
  return html`<div class="reading">
    <div role="radiogroup" aria-label=${READING.notation.name} class="segments" ...${explains(READING.notation.words)}>
      ${NOTATIONS.map((notation) => {
        const { short, words } = WORDS[notation];
        const choose = () => {
          store.notation.value = notation;
        };
        return html`<label key=${notation} title=${words}>
          <${Input} explains=${`Writes everything ${words}.`} called=${`Notation ${short}`} type="radio" name="notation" value=${notation} checked=${store.notation.value === notation} onChange=${choose} />
          <span>${short}</span><span class="hidden-text">, ${words}</span>
        </label>`;
      })}
    </div>
    <${Count}
      said=${READING.digits}
      value=${store.digits.value}
      none="digits"
      unit="digits"
      bounds=${DIGITS}
      choose=${(/** @type {number | null} */ count) => {
        store.digits.value = count;
      }}
    />
    <${Count}
      said=${READING.paper}
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
