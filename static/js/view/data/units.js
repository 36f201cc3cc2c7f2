// What each hidden unit responds to: one small picture each, of the same inputs as the large one.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { Button } from "../controls.js";
import { number } from "../format.js";
import { Words } from "../words.js";
import { Canvas } from "./canvas.js";
import { SmallLine } from "./line.js";
import { extent, rangeOf } from "./tones.js";

/** @typedef {import("./plane.js").Field} Field */

/** @param {{store: import("../../model/store.js").Store, actions: import("../../actions.js").Actions, field: Field, layer: number, unit: number, activation: string, name: string}} props */
function Unit({ store, actions, field, layer, unit, activation, name }) {
  const id = `a.${layer}.${unit}`;
  const values = field.activations[layer - 1][unit];
  const picture = useMemo(
    () => ({ values, points: field.points, range: rangeOf(activation, values) }),
    [field, activation],
  );
  const [least, most] = extent(values);
  const chosen = store.selection.value === id;
  return html`<${Button}
    explains="What a hidden unit responds to, in the shades or colours of its own range. Click to have the unit's activation explained."
    called="Picture of a hidden unit"
    class=${chosen ? "unit lit" : "unit"}
    aria-pressed=${chosen}
    aria-label=${`${name} answers from ${number(least)} to ${number(most)}`}
    onClick=${() => actions.select(chosen ? null : id)}
  >${field.inputs.length === 2 ? html`<${Canvas} store=${store} picture=${picture} />` : html`<${SmallLine} values=${values} />`}
    <span><${Words} text=${name} /></span><//>`;
}

/** @param {{store: import("../../model/store.js").Store, actions: import("../../actions.js").Actions, field: Field, names: import("../../model/network.js").Names, activations: string[]}} props */
export function Units({ names, field, activations, ...props }) {
  const hidden = field.activations.slice(0, -1);
  if (hidden.length === 0) return null;
  return html`<h3>What the hidden units respond to</h3>
    ${hidden.map(
      (units, at) => html`<div key=${at} class="units" role="group" aria-label=${`Hidden layer ${at + 1}`}>
        ${units.map((_, unit) => html`<${Unit} key=${unit} ...${props} field=${field} layer=${at + 1} unit=${unit} activation=${activations[at]} name=${names.unit(at + 1, unit)} />`)}
      </div>`,
    )}`;
}
