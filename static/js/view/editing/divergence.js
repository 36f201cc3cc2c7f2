// Training ran away: what happened, where, and what to try.
import { html } from "htm/preact";
import { Button } from "../controls.js";
import { count, exact, rate } from "../format.js";
import { drives } from "../lesson.js";
import { Words } from "../words.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Notice} Notice
 */

/** A tenth of a learning rate, without the dust of binary: 0.5 → 0.05. @param {number} eta */
export const tenth = (eta) => Number((eta / 10).toPrecision(15));

/** @param {Props & {notice: Notice}} props */
export function Divergence({ store, actions, notice }) {
  const names = store.names.value;
  const [eta, set] = [store.value("eta"), store.standing("eta")];
  const iteration = notice.iteration ?? store.position.value?.iteration ?? 0;
  const has = notice.quantity !== null && store.script.value?.has(notice.quantity);
  const what = names && has && notice.quantity !== null ? `the ${names.quantity(notice.quantity).words}` : "a number";
  const undo = store.state.value?.undo ?? null;
  const least = store.snapshot.value?.limits.eta[0] ?? 0;
  const smaller = set === null || tenth(set) < least ? null : tenth(set);
  const slower = () => smaller !== null && actions.edit([{ of: "eta", to: smaller }]);
  return html`<div class="banner trouble divergence">
    <p>
      <b>Training ran away.</b>${" "}
      <${Words} text=${`In the iteration after ${count(iteration)}, ${what} grew beyond every number a computer can hold. You see the last iteration whose numbers are all finite.`} />
      ${eta === null ? "" : ` Steps this large overshoot: the learning rate is ${rate(eta)}${set === eta || set === null ? "" : `, and ${exact(set)} before its schedule`}.`}
    </p>
    ${
      drives(store)
        ? html`<span class="deeds">
          ${smaller === null ? null : html`<${Button} explains="Goes on from here with a tenth of the learning rate." class="button primary" onClick=${slower}>Try η = ${exact(smaller)}<//>`}
          ${iteration > 0 ? html`<${Button} explains="Steps back from the edge: to the iteration before." class="button" onClick=${actions.previousIteration}>One iteration back<//>` : null}
          ${undo === null ? null : html`<${Button} explains="Takes back the last change, in case it is what made training run away." class="button" title=${undo} onClick=${actions.undo}>Undo “${undo}”<//>`}
        </span>`
        : null
    }
  </div>`;
}
