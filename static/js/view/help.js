// What the keys do, and what colours and shapes mean.
import { html } from "htm/preact";
import { keyName, SHORTCUTS } from "../keyboard.js";
import { lettersOf } from "../model/notation.js";
import { Legend } from "./caption.js";

/** @typedef {import("./app.js").Props} Props */

/** @param {import("../model/notation.js").Letters} letters @returns {[string, string][]} */
const symbols = ({ x, z, a, target }) => [
  [x, "input"],
  ["w, b", "weight and bias: what is learned"],
  [z, "net input: what a unit receives"],
  [a, "activation: what a unit answers"],
  [target, "target: what should have come out"],
  ["E", "error: what training lowers"],
  ["δ", `error signal, ∂E/∂${z}: how much a unit is to blame`],
  ["∂E/∂w", "gradient: how the error changes with a weight"],
  ["η", "learning rate: how big a step is"],
];

/** What else a number can be asked, and how it is written. @type {[string, string][]} */
const ASKING = [
  ["Paths", "every way from a weight to the error, numbered in the picture, and what each way of adding them up costs"],
  ["Check it", "the weight is nudged: finite differences, complex step and dual numbers against the gradient"],
  ["Table", "every number of the picture"],
  ["± Signs", "which way the signs go, and error, delta and gradient kept apart"],
  ["z, a, δ", "the notation: the article's, a textbook's, whole layers with matrices, or the line of numpy"],
  ["digits", "2 to 17 of them; with 17 every number reads back as the same double"],
  ["on paper", "what a student has who rounds every result before using it again"],
];

/** @param {Props} props */
export function Help({ store }) {
  const example = store.snapshot.value?.example;
  return html`<h3>Keyboard</h3>
    <dl class="keys">
      ${SHORTCUTS.map(
        ({ keys, label }) => html`<div key=${label}>
          <dt>${keys.map((each) => html`<kbd key=${each}>${keyName(each)}</kbd> `)}</dt>
          <dd>${label}</dd>
        </div>`,
      )}
    </dl>
    <h3>Colours and shapes</h3>
    <${Legend} />
    <p class="lede">
      Colour means sign and nothing else; every sign also has its own shape and dash. Width and size mean how large.
      Yellow marks what you are looking at. The badges 1, 2, 3 tie each factor to its place in the picture.
    </p>
    <h3>Asking further</h3>
    <dl class="keys letters">
      ${ASKING.map(([name, words]) => html`<div key=${name}><dt>${name}</dt><dd>${words}</dd></div>`)}
    </dl>
    <h3>Letters</h3>
    <dl class="keys letters">
      ${symbols(lettersOf(store.notation.value)).map(([symbol, words]) => html`<div key=${symbol}><dt>${symbol}</dt><dd>${words}</dd></div>`)}
    </dl>
    ${example ? html`<h3>${example.title}</h3><p>${example.description}</p><p class="lede">${example.source}</p>` : null}`;
}
