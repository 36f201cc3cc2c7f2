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
    <h3>Letters</h3>
    <dl class="keys letters">
      ${symbols(lettersOf(store.notation.value)).map(([symbol, words]) => html`<div key=${symbol}><dt>${symbol}</dt><dd>${words}</dd></div>`)}
    </dl>
    ${example ? html`<h3>${example.title}</h3><p>${example.description}</p><p class="lede">${example.source}</p>` : null}`;
}
