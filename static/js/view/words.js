// Plain words with the names in them set as a textbook does: w5 with its 5 lowered.
import { html } from "htm/preact";

/** A unit's, weight's or bias's name, or an activation's: a letter and where it stands. */
const NAME = /(?<![\p{L}\d])([xihowb])(\d+(?:\.\d+)?)(?![\p{L}\d])/u;

/** @param {{text: string}} props */
export function Words({ text }) {
  const parts = text.split(new RegExp(NAME, "gu"));
  // Splitting by a pattern with two groups gives: words, letter, digits, words, letter, digits, … words.
  return parts.map((part, index) => (index % 3 === 2 ? html`<sub key=${index}>${part}</sub>` : part));
}
