// Plain words with the names in them set as a textbook does: w5 with its 5 lowered, and what follows a symbol, as in "a o1", as its index.
import { html } from "htm/preact";

/** A unit's, weight's or bias's name, or an activation's: a letter and where it stands. */
const NAME = /(?<!(?!Δ)[\p{L}\d])([xihowb])(\d+(?:\.\d+)?)(?![\p{L}\d])/u;

/** A symbol and whose it is: net h1, δ o2, E total, m̂ w5. */
const INDEXED = [
  /(?<=(?<![\p{L}\d])(?:net|out|target|[aztEδ])) ([xiho]\d+(?:\.\d+)?)(?![\p{L}\d])/u,
  /(?<=(?<![\p{L}\d])E) (total|batch|others)(?!\p{L})/u,
  /(?<=(?<![\p{L}\d])[mvgsGd]\u0302?) ([wb]\d+)(?![\p{L}\d])/u,
];

const PATTERN = INDEXED.map(({ source }) => source).join("|");

/** A derivative stays on its line: ∂E/∂a. @param {string} text */
function whole(text) {
  const parts = text.split("/∂");
  return parts.flatMap((part, index) =>
    index === 0 ? [part] : [html`<span key=${index} class="whole">/∂</span>`, part],
  );
}

/** @param {string} text */
function named(text) {
  // Splitting by a pattern with two groups gives: words, letter, digits, words, letter, digits, … words.
  const parts = text.split(new RegExp(NAME, "gu"));
  return parts.map((part, index) => (index % 3 === 2 ? html`<sub key=${index}>${part}</sub>` : whole(part)));
}

/** @param {{text: string}} props */
export function Words({ text }) {
  // Splitting by three patterns gives: words, an index by one of them and nothing by the others, words, …
  const parts = text.split(new RegExp(PATTERN, "gu"));
  return parts.map((part, index) => {
    if (index % (INDEXED.length + 1) === 0) return named(part);
    return part ? html` <sub key=${`of ${index}`} class="whose">${part}</sub>` : null;
  });
}
