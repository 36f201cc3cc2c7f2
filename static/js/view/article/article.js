// The article's numbers: as printed, as they are, the difference and its reason; and what its early program gives, run now.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Reply } from "../asked.js";
import { Button } from "../controls.js";
import { count, exact, tiny } from "../format.js";
import { drives } from "../lesson.js";
import { Words } from "../words.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {{label: string, id: string, iteration: number, moment: number, printed: string, exact: number, difference: number,
 *   agrees: boolean, reason: string | null, early: number | null, early_agrees: boolean | null}} Row
 */

/** @param {Row} row */
const difference = (row) => (row.agrees ? "none" : tiny(row.difference));

/** @param {{row: Row}} props */
function Early({ row }) {
  if (row.early === null) return html`<td class="lede">the same</td>`;
  return html`<td>${exact(row.early)} ${row.early_agrees ? html`<b>= printed</b>` : html`<small>differs</small>`}</td>`;
}

/** @param {Props & {rows: Row[]}} props */
function Rows({ store, actions, rows }) {
  const [replayed, replay] = useState(false);
  /** @param {Row} row */
  const go = (row) => {
    store.dialog.value = null;
    store.tab.value = "rule";
    if (drives(store)) actions.goTo({ iteration: row.iteration, moment: row.moment });
    actions.select(row.id);
  };
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  return html`<p>${agreeing} of ${rows.length} printed numbers are exact to every printed digit. Pick one to go there.</p>
    <${Button}
      explains="Runs the wrong algorithm of the article's early program, beside the right one."
      class="button"
      aria-pressed=${replayed}
      onClick=${() => replay(!replayed)}
    >Replay the early program<//>
    ${
      replayed
        ? html`<p class="lede">An early version of the article's program used the already updated w5 to w8 in the hidden deltas.
          That wrong algorithm was run for this column: it gives the printed numbers that the right one does not.</p>`
        : null
    }
    <div class="scroll"><table class="numbers article-numbers">
      <thead><tr>
        <th scope="col">number</th><th scope="col">printed</th><th scope="col">exact</th><th scope="col">difference</th>
        ${replayed ? html`<th scope="col">early program</th>` : null}
      </tr></thead>
      <tbody>
        ${rows.map(
          (row, index) => html`<tr key=${index} class=${row.agrees ? undefined : "differs"}>
            <th scope="row"><${Button}
              explains="A number that the article prints. Click to go to where it is computed."
              called="Number of the article"
              class="link-button"
              title=${`Go to iteration ${count(row.iteration)}, moment ${row.moment}`}
              onClick=${() => go(row)}
            ><${Words} text=${row.label.replaceAll("_", " ")} /><//></th>
            <td>${row.printed.replace("-", "−")}</td><td>${exact(row.exact)}</td><td>${difference(row)}</td>
            ${replayed ? html`<${Early} row=${row} />` : null}
          </tr>
          ${row.reason ? html`<tr class="why-differs"><td colSpan=${replayed ? 5 : 4}><p><${Words} text=${row.reason.replace(/-(?=\d)/g, "−")} /></p></td></tr>` : null}`,
        )}
      </tbody>
    </table></div>`;
}

/** @param {Props} props */
export function Article(props) {
  const { inquiries } = props;
  const body = (/** @type {{rows: Row[]}} */ { rows }) => html`<${Rows} ...${props} rows=${rows} />`;
  return html`<p class="lede">Matt Mazur, “A Step by Step Backpropagation Example” (2015), recomputed in double precision.</p>
    <${Reply} ...${props} reply=${inquiries.article()} what="Training ten thousand updates, twice …" body=${body} />`;
}
