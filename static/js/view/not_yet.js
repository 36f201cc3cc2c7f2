// What is not computed yet says so, and leads to where it is.
import { html } from "htm/preact";
import { Button } from "./controls.js";
import { hindrance } from "./lesson.js";

/** @param {import("./app.js").Props & {id: string, what?: string}} props what: how it begins, if not with "Not" */
export function NotYet({ store, actions, id, what = "Not computed yet" }) {
  const script = store.script.value;
  const index = script?.momentOf(id) ?? 0;
  const reason = hindrance(store);
  return html`<div class="missing">
    <p>${what}: it comes with moment ${index + 1} of ${script?.count}.</p>
    <${Button}
      explains="Goes to the moment at which this number is computed."
      class="button"
      disabled=${reason !== null}
      title=${reason ?? undefined}
      onClick=${() => actions.goToQuantity(id)}
    >Go to where it is computed<//>
    ${reason ? html`<p class="lede">${reason}</p>` : null}
  </div>`;
}
