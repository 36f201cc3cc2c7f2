// How many multiplications each way to the gradient takes, as the server counted them.
import { html } from "htm/preact";
import { count } from "../format.js";
import { Sideways } from "../sideways.js";
import { Words } from "../words.js";

/** @typedef {{one: number | null, all: number | null}} Cost null: too many to count by running them */

/** @type {Record<string, string>} */
const METHODS = {
  paths: "every path for itself",
  chain_rule: "the chain rule for each weight anew",
  dual_numbers: "forward mode: dual numbers, a pass per weight",
  backpropagation: "backpropagation",
};

/** @param {number | null} many */
const text = (many) => (many === null ? "too many to run" : count(many));

/** What the counts mean, in a sentence. @param {Record<string, Cost>} multiplications @returns {string} */
export function verdict({ paths, backpropagation }) {
  const [each, shared] = [paths?.all ?? null, backpropagation?.all ?? null];
  if (shared === null) return "";
  if (each === null)
    return `Backpropagation gets all gradients with ${count(shared)} multiplications; following every path takes too many to run.`;
  const times = (each / shared).toFixed(1);
  return `For all gradients backpropagation takes ${count(shared)} multiplications, where following every path takes ${count(each)}: ${times} times as many, and more with every layer.`;
}

/** @param {{multiplications: Record<string, Cost>, name: string}} props */
export function Costs({ multiplications, name }) {
  return html`<${Sideways} class="scroll" label="Multiplications" explains="How many multiplications each way of computing gradients takes, counted while running it on this network."><table class="numbers costs">
      <caption>Multiplications, counted</caption>
      <thead><tr><th scope="col">way</th><th scope="col"><${Words} text=${name} /> alone</th><th scope="col">all</th></tr></thead>
      <tbody>
        ${Object.entries(multiplications).map(
          ([method, { one, all }]) => html`<tr key=${method}>
            <th scope="row">${METHODS[method] ?? method.replaceAll("_", " ")}</th><td>${text(one)}</td><td>${text(all)}</td>
          </tr>`,
        )}
      </tbody>
    </table><//>
    <p class="lede">${verdict(multiplications)}</p>`;
}
