// As on paper: what a student has who rounds every result before using it again, beside the exact numbers. All of it the server's.
import { html } from "htm/preact";
import { quantityOf } from "../arithmetic.js";
import { exampleOf, Reply, tooFast } from "../asked.js";
import { Button, Summary } from "../controls.js";
import { compared, exact, signOf, tiny } from "../format.js";
import { lessonOf } from "../lesson.js";
import { pointsAt } from "../pointing.js";
import { Words } from "../words.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../asked.js").WholeLesson} WholeLesson
 * @typedef {{id: string, paper: string | number, exact: number}} Row
 */

/** More numbers than these are in the table. */
const MOST = 6;

/** The number that is looked at and what it is made of. @param {string} id @param {WholeLesson} lesson @returns {string[]} */
export function around(id, lesson) {
  const { rule } = quantityOf(lesson, id);
  const factors = rule?.terms.flatMap(({ factors: each }) => each).filter((factor) => typeof factor === "string") ?? [];
  return [id, ...new Set(factors)].slice(0, MOST);
}

/** @param {string | number} paper */
const asWritten = (paper) => (typeof paper === "number" ? exact(paper) : paper.replace("-", "−"));

/** @param {Props & {lesson: WholeLesson, ids: string[], rows: Map<string, Row>}} props */
function Rows(props) {
  const { store, lesson, ids, rows } = props;
  return ids.map((id) => {
    const row = rows.get(id);
    if (!row || !store.known(id)) return null;
    const by = Number(row.paper) - row.exact;
    return html`<tr key=${id}>
      <th scope="row"><${Button}
        explains="A number on paper, and how far its roundings have made it drift. Click to have it explained."
        called="Number on paper"
        class="link-button"
        ...${pointsAt(id, props)}
      ><${Words} text=${lesson.names.quantity(id).symbol} /><//></th>
      <td class=${`on-paper ${signOf(Number(row.paper))}`}>${asWritten(row.paper)}</td>
      <td>${compared(row.exact, 9)}</td>
      <td>${tiny(by)}</td>
    </tr>`;
  });
}

/** @param {Props & {lesson: WholeLesson, answer: any}} props */
function Comparison(props) {
  const { store, lesson, answer } = props;
  const rows = new Map(/** @type {Row[]} */ (answer.quantities).map((row) => [row.id, row]));
  const active = store.active.value;
  const updated = lesson.script.ids.filter((id) => /^[wb]_next\./.test(id)).slice(0, 2 * MOST);
  const { quantity, difference, parameter, relative } = answer.drift;
  return html`<table class="numbers paper-numbers">
      <thead><tr><th scope="col">number</th><th scope="col">on paper</th><th scope="col">exact</th><th scope="col">off by</th></tr></thead>
      <tbody><${Rows} ...${props} ids=${active === null ? [] : around(active, lesson)} rows=${rows} /></tbody>
    </table>
    <p class="lede">Furthest off in this iteration: <b><${Words} text=${lesson.names.quantity(quantity).symbol} /></b>, by ${tiny(difference)}.${
      parameter === null || !store.known(parameter)
        ? null
        : html` Of the new weights <b><${Words} text=${lesson.names.quantity(parameter).symbol} /></b>, by ${tiny(100 * relative)} %.`
    }</p>
    <details><${Summary} explains="What the rounded update makes of every weight.">The updated weights on paper<//>
      <table class="numbers paper-numbers">
        <thead><tr><th scope="col">number</th><th scope="col">on paper</th><th scope="col">exact</th><th scope="col">off by</th></tr></thead>
        <tbody><${Rows} ...${props} ids=${updated} rows=${rows} /></tbody>
      </table>
      ${updated.some((id) => store.known(id)) ? null : html`<p class="lede">They are computed at the Update.</p>`}
    </details>`;
}

/** @param {Props} props */
export function OnPaper(props) {
  const { store, inquiries } = props;
  const decimals = store.paper.value;
  const lesson = lessonOf(store);
  if (decimals === null || !lesson) return null;
  const leave = () => {
    store.paper.value = null;
  };
  const body = (/** @type {any} */ answer) => html`<${Comparison} ...${props} lesson=${lesson} answer=${answer} />`;
  return html`<section class="as-on-paper" aria-label="As on paper">
    <p class="paper-banner"><b>As on paper</b>: every result rounded to ${decimals} ${decimals === 1 ? "decimal" : "decimals"} before it is used again.
      All other numbers here are exact. <${Button} explains="Back to exact numbers only." class="link-button" onClick=${leave}>Leave<//></p>
    ${
      tooFast(store)
        ? html`<p class="lede">Running fast: pause to see these numbers.</p>`
        : html`<${Reply} ...${props} reply=${inquiries.about("paper", { decimals, ...exampleOf(store) })} what="Rounding …" body=${body} />`
    }
  </section>`;
}
