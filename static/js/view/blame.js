// Who is to blame? Every gradient of the iteration, largest first, with the old and the next value of its weight.

import { html } from "htm/preact";
import { quantityOf, valueText } from "./arithmetic.js";
import { Button } from "./controls.js";
import { ofKind, signOf, UNKNOWN } from "./format.js";
import { partsOf } from "./questions.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 *
 * @typedef {object} Blamed
 * @property {string} id of the gradient
 * @property {string} name of the weight or bias
 * @property {string} wire where it leads
 * @property {number} gradient
 * @property {string} before
 * @property {string} after
 * @property {number} share of the largest
 */

/** More than these do not help anybody see who is to blame. */
const MOST = 12;

/** @param {string} id @param {Lesson} lesson */
const textOf = (id, lesson) => valueText(quantityOf(lesson, id), lesson.value(id));

/**
 * The gradients that are known, the largest first.
 * @param {string[]} ids of all quantities
 * @param {Lesson} lesson
 * @returns {{id: string, gradient: number}[]}
 */
export function ranking(ids, lesson) {
  // Where an example is one of a batch, its own gradients move nothing.
  const gradients = ids.includes("batch_error") ? /^batch_dE_d[wb]\./ : /^dE_d[wb]\./;
  return ids
    .flatMap((id) => {
      const gradient = gradients.test(id) ? lesson.value(id) : null;
      return gradient === null ? [] : [{ id, gradient }];
    })
    .sort((p, q) => Math.abs(q.gradient) - Math.abs(p.gradient));
}

/**
 * What is told of one of them.
 * @param {{id: string, gradient: number}} ranked
 * @param {number} largest gradient of them all
 * @param {Lesson} lesson
 * @returns {Blamed}
 */
export function blamed({ id, gradient }, largest, lesson) {
  const quantity = quantityOf(lesson, id);
  const { weight, bias, source, own } = partsOf(quantity, lesson);
  const edge = quantity.kind.endsWith("dE_dw");
  const [layer, unit = 0] = [quantity.layer, quantity.unit ?? 0];
  const of = edge ? `${layer}.${unit}.${quantity.source}` : `${layer}.${unit}`;
  const letter = edge ? "w" : "b";
  return {
    id,
    gradient,
    name: edge ? weight : bias,
    wire: edge ? `${source} → ${own}` : own,
    before: textOf(`${letter}.${of}`, lesson),
    after: textOf(`${letter}_next.${of}`, lesson),
    share: largest === 0 ? 0 : Math.abs(gradient / largest),
  };
}

/** @param {Props & {lesson: Lesson, ids: string[], title?: string | null}} props title: null where something else says it */
export function Blame({ store, actions, lesson, ids, title = "Who is to blame?" }) {
  const ranked = ranking(ids, lesson);
  // Of thousands only these are written out: they are ranked anew for every picture while it trains.
  const worst = ranked.slice(0, MOST).map((each) => blamed(each, ranked[0].gradient, lesson));
  const rest = ranked.length - MOST;
  return html`${
    title === null
      ? null
      : html`<h2>${title}</h2>
    <p class="lede">Every gradient of this iteration, largest first, and the step its weight takes. Pick one to see why.</p>`
  }
    <ol class="blame">
      ${worst.map(({ id, name, wire, gradient, before, after, share }) => {
        const point = (/** @type {string | null} */ at) => () => {
          store.highlight.value = at;
        };
        return html`<li key=${id}>
          <${Button}
            explains="The gradients, the largest first: who is to blame for the error. Click one to see why."
            called="Gradient by size"
            class=${`${signOf(gradient)}${store.highlight.value === id ? " lit" : ""}`}
            onClick=${() => actions.select(id)}
            onMouseEnter=${point(id)}
            onMouseLeave=${point(null)}
            onFocus=${point(id)}
            onBlur=${point(null)}
          >
            <span class="who"><b><${Words} text=${name} /></b> <small><${Words} text=${wire} /></small></span>
            <span class="length" style=${{ "--share": String(share) }}></span>
            <span class="amount">${ofKind("dE_dw", gradient)}</span>
            <span class="next">${before}${after === UNKNOWN ? null : html` → <b>${after}</b>`}</span>
          <//>
        </li>`;
      })}
    </ol>
    ${rest > 0 ? html`<p class="lede">and ${rest} smaller ones: see the table.</p>` : null}`;
}
