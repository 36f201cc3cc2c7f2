// Which example of which batch is shown, in which epoch; and the ways to the others.
import { html } from "htm/preact";
import { DEEDS } from "../deeds.js";
import { does, IconButton } from "./controls.js";
import { explains } from "./explains.js";
import { count } from "./format.js";
import { hindrance } from "./lesson.js";

/** @typedef {import("./app.js").Props} Props */

const WORDS =
  "Which example this is. An iteration is one update, with one batch; an epoch is one pass over all rows of the data.";

/** @param {import("../model/batches.js").Batch} batch */
function example({ batched, index, count: many, place, rows }) {
  return batched ? { number: index + 1, of: many } : { number: place + 1, of: rows };
}

/** Nothing where the data is one row. @param {Props} props */
export function BatchStrip({ store, actions }) {
  const batch = store.batch.value;
  const position = store.position.value;
  if (!batch || !position || batch.rows < 2) return null;
  const reason = hindrance(store);
  const { number, of } = example(batch);
  const turn = (/** @type {"previousExample" | "nextExample"} */ name) =>
    batch.batched && batch.count > 1
      ? html`<${IconButton} ...${does(DEEDS[name], actions, reason)} icon=${name} label=${DEEDS[name].label} disabled=${reason !== null} />`
      : null;
  const through = batch.batched ? `Batch ${batch.place + 1} of ${batch.perEpoch} in this epoch` : undefined;
  return html`<div class="batch" role="group" aria-label="Example" ...${explains(WORDS, "Example, batch and epoch")}>
    ${turn("previousExample")}
    <p title=${through}>
      <span class="example">Example <b>${count(number)}</b> of <b>${count(of)}</b></span>
      <span class="epoch">epoch ${count(batch.epoch)}, iteration ${count(position.iteration)}</span>
    </p>
    ${turn("nextExample")}
  </div>`;
}
