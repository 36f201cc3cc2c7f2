// Building a network of one's own: what it learns, its layers, how it is trained; then a room of its own.
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { createBuilder } from "../../building.js";
import { countParameters, sizesOf } from "../../model/plan.js";
import { Button } from "../controls.js";
import { count } from "../format.js";
import { DataPart } from "./data_part.js";
import { LayersPart } from "./layers_part.js";
import { NotSent, useSending } from "./sending.js";
import { TrainingPart } from "./training_part.js";

/**
 * @typedef {import("../../building.js").Builder} Builder
 * @typedef {import("../app.js").Props & {builder: Builder}} Props
 */

/** What was planned stays when the dialog is closed. @type {WeakMap<import("../app.js").Props["keep"], Builder>} */
const BUILDERS = new WeakMap();

/** @param {import("../app.js").Props["keep"]} keep @returns {Builder} */
function builderOf(keep) {
  const known = BUILDERS.get(keep);
  if (known) return known;
  const builder = createBuilder({ fetch: keep.fetch, enter: (room, key) => keep.doors.enter(room, key, {}) });
  BUILDERS.set(keep, builder);
  return builder;
}

/** What will be built, in one line. @param {Props} props */
function Summary({ builder }) {
  const plan = builder.plan.value;
  const data = builder.data.value;
  if (!plan || !data) return null;
  const sizes = sizesOf(plan, data);
  const rows = `${count(data.train.length)} ${data.train.length === 1 ? "row" : "rows"} to train`;
  const tested = data.test.length > 0 ? `, ${count(data.test.length)} to test` : "";
  const size = `${count(countParameters(sizes))} weights and biases`;
  return html`<p class="build-sum"><b>${sizes.join("-")}</b>${` · ${size} · ${rows}${tested}`}</p>`;
}

/** @param {import("../app.js").Props} page */
export function Build(page) {
  const builder = builderOf(page.keep);
  const props = { ...page, builder };
  useEffect(() => builder.begin("xor"), []);
  const ready = builder.plan.value !== null && builder.data.value !== null;
  const { trouble, busy, building } = builder;
  const { form, refusal } = useSending(builder.build);
  return html`<form
    class="build"
    aria-busy=${busy.value}
    ...${form}
  >
    <${DataPart} ...${props} />
    ${ready ? html`<${LayersPart} ...${props} /><${TrainingPart} ...${props} />` : null}
    <footer class="build-foot">
      ${trouble.value ? html`<p class="trouble" role="alert">${trouble.value}</p>` : refusal ? html`<${NotSent} refusal=${refusal} />` : html`<${Summary} ...${props} />`}
      <${Button} explains="Draws the first weights and opens the network in a room of its own." class="button primary" type="submit" disabled=${building.value || trouble.value !== null || !(ready || busy.value)}>Build it<//>
    </footer>
  </form>`;
}
