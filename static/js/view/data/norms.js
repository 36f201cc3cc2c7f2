// How large each layer's gradient is, as bars on a logarithmic axis, and whether it fades or swells on its way back.
import { html } from "htm/preact";
import { number } from "../format.js";
import { clamp } from "../scales.js";
import { errorTick } from "../timeline/grid.js";

/** From this ratio of the first layer's norm to the last one's on, gradients are said to explode; below its inverse, to vanish. */
const FAR = 100;

/**
 * Whole decades around the norms, and how long each bar is.
 * @param {number[]} norms
 * @returns {{low: number, high: number, shares: number[]} | null} null: all are 0
 */
export function bars(norms) {
  const some = norms.filter((norm) => norm > 0);
  if (some.length === 0) return null;
  const low = Math.floor(Math.log10(Math.min(...some)) - 0.1);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...some))));
  const shares = norms.map((norm) => (norm > 0 ? clamp((Math.log10(norm) - low) / (high - low)) : 0));
  return { low: 10 ** low, high: 10 ** high, shares };
}

/** What becomes of the gradient on its way back, in a sentence. @param {number[]} norms first to last layer */
export function verdict(norms) {
  const [first, last] = [norms[0], norms[norms.length - 1]];
  if (norms.every((norm) => norm === 0)) return "All gradients are 0: nothing is learned here.";
  if (norms.length === 1) return "There is one layer of weights: its gradient has no way to go back.";
  if (last === 0) return "The gradient of the last layer's weights is 0, so there is no ratio to give.";
  if (first === 0) return "The gradient of the first layer is 0: it learns nothing here.";
  const ratio = first / last;
  const said = `The first layer's gradient is ${number(ratio, ratio < 0.1 ? 4 : 2)} times the last one's`;
  if (ratio < 1 / FAR) return `${said}: gradients vanish on their way back, and the first layers hardly learn.`;
  if (ratio > FAR)
    return `${said}: gradients explode on their way back, and small steps turn large in the first layers.`;
  return `${said}: they neither vanish nor explode.`;
}

/** @param {{norms: number[]}} props */
export function Norms({ norms }) {
  const drawn = bars(norms);
  return html`<h3>Gradients by layer</h3>
    <table class="numbers norms">
      <thead><tr><th scope="col">layer</th>
        <th scope="col" class="axis">${drawn ? html`<span>${errorTick(drawn.low)}</span><span>logarithmic</span><span>${errorTick(drawn.high)}</span>` : "bar"}</th>
        <th scope="col"><abbr title="the norm of the gradient: the root of the sum of its squares">‖∂E/∂w‖</abbr></th></tr></thead>
      <tbody>
        ${norms.map(
          (norm, at) => html`<tr key=${at}>
            <th scope="row">${at + 1}${at === norms.length - 1 ? " (output)" : ""}</th>
            <td><div class="bar" style=${`--share: ${drawn?.shares[at] ?? 0}`}></div></td>
            <td>${number(norm, 4)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="lede">${verdict(norms)}</p>`;
}
