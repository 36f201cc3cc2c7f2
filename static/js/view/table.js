// The table twin of the picture: every unit and every wire, only what is known, each number a way to its derivation.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { givenOf, isGiven } from "../model/givens.js";
import { saysOf } from "../model/network.js";
import { quantityOf, valueText } from "./arithmetic.js";
import { Button, Select } from "./controls.js";
import { formerly } from "./editing/compared.js";
import { Old } from "./editing/consequences.js";
import { GivenField } from "./editing/field.js";
import { layerWords } from "./editing/wording.js";
import { signOf, UNKNOWN } from "./format.js";
import { lessonOf } from "./lesson.js";
import { pointsAt } from "./pointing.js";
import { biasColumns, biasRows, edgeColumns, edgeRows, unitColumns, unitRows } from "./table_rows.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("./table_rows.js").Lesson} Lesson
 * @typedef {import("./table_rows.js").Row} Row
 * @typedef {import("./table_rows.js").Column} Column
 */

/** Of more wires those into one layer are shown: thousands of rows take seconds to draw, and nobody reads them. */
const MANY_WIRES = 300;

/** @param {Props & {lesson: Lesson, id: string | null}} props */
function Cell(props) {
  const { store, actions, lesson, id } = props;
  if (id === null) return html`<td class="none"><span class="hidden-text">does not exist</span></td>`;
  const value = lesson.value(id);
  const lit = store.highlight.value === id || store.active.value === id;
  const { words } = lesson.names.quantity(id);
  const text = value === null ? UNKNOWN : valueText(quantityOf(lesson, id), value);
  const spoken = value === null ? "not computed yet" : text;
  const was = formerly(id, store.before.value, lesson);
  const place = `table:${id}`;
  const given = isGiven(id) || quantityOf(lesson, id).kind === "w_next" ? givenOf(id) : null;
  if (given !== null && store.editing.value?.place === place) {
    return html`<td class="lit"><${GivenField} key=${id} ...${props} of=${given} place=${place} /></td>`;
  }
  /** @param {Event} event */
  const open = (event) => {
    if (given === null || !actions.mayEdit()) return;
    event.preventDefault();
    event.stopPropagation();
    actions.setEditing({ of: given, place });
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key === "F2" || (event.key === "Enter" && store.selection.value === id)) open(event);
  };
  return html`<td class=${lit ? "lit" : undefined}>
    <${Button}
      explains="A number of the table. Click to have it explained; a double click or F2 changes one that is given."
      called="Number of the table"
      data-quantity=${id}
      class=${signOf(value)}
      aria-label=${`${spoken}${was ? `, was ${was.from}` : ""}, ${words}`}
      onDblClick=${open}
      onKeyDown=${key}
      ...${pointsAt(id, props)}
    >${text}<//><${Old} store=${store} id=${id} />
  </td>`;
}

/** @param {Props & {lesson: Lesson, caption: string, first: string, columns: Column[], rows: Row[]}} props */
function Grid(props) {
  const { caption, first, columns, rows } = props;
  return html`<table class="numbers">
    <caption>${caption}</caption>
    <thead>
      <tr>
        <th scope="col">${first}</th>
        ${columns.map(([kind, heading]) => html`<th key=${kind} scope="col"><abbr title=${saysOf(kind)}>${heading}</abbr></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ key, name, cells }) => html`<tr key=${key}>
          <th scope="row"><${Words} text=${name} /></th>
          ${cells.map((id, index) => html`<${Cell} key=${columns[index][0]} ...${props} id=${id} />`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * The layer whose incoming wires are shown: the one that was chosen, until one looks at another layer; null: few wires, all are shown.
 * @param {Lesson} lesson
 * @param {number} last
 * @param {string | null} active
 */
function useLayer(lesson, last, active) {
  const [chosen, choose] = useState(/** @type {number | null} */ (null));
  const looked = active === null ? null : lesson.script.quantity(active).layer;
  useEffect(() => choose(null), [looked]);
  const many = lesson.script.edges().length > MANY_WIRES;
  return { into: many ? Math.min(last, Math.max(1, chosen ?? looked ?? 1)) : null, choose };
}

/** @param {Props & {lesson: Lesson}} props */
function Wires(props) {
  const { lesson, store } = props;
  const last = (store.snapshot.value?.network.sizes.length ?? 2) - 1;
  const { into, choose } = useLayer(lesson, last, store.active.value);
  const layers = into === null ? [] : Array.from({ length: last }, (_, index) => index + 1);
  return html`<div class="scroll">
    ${
      into === null
        ? null
        : html`<p class="setting">
          <label for="wires-into">Wires into</label>
          <${Select} explains="Which layer's wires the table shows: all of a large network would be thousands of rows." id="wires-into" value=${into} onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => choose(Number(event.currentTarget.value))}>
            ${layers.map((layer) => html`<option key=${layer} value=${layer} selected=${layer === into}>${layerWords(layer, last)}</option>`)}
          <//>
        </p>`
    }
    <${Grid} ...${props} caption=${into === null ? "Wires" : `Wires into ${layerWords(into, last)}`} first="wire" columns=${edgeColumns(lesson)} rows=${edgeRows(lesson, into)} />
  </div>`;
}

/** @param {Props} props */
export function Tables(props) {
  const lesson = lessonOf(props.store);
  if (!lesson) return null;
  const biases = biasRows(lesson);
  return html`<div class="scroll">
      <${Grid} ...${props} lesson=${lesson} caption="Units" first="unit" columns=${unitColumns(lesson.names.letters)} rows=${unitRows(lesson)} />
    </div>
    <${Wires} ...${props} lesson=${lesson} />
    ${
      biases.length > 0
        ? html`<div class="scroll">
          <${Grid} ...${props} lesson=${lesson} caption="Biases" first="bias" columns=${biasColumns(lesson)} rows=${biases} />
        </div>`
        : null
    }
    <p class="lede">“${UNKNOWN}” is not computed yet. Pick a number to see where it comes from; a double click or F2 changes a given one.</p>`;
}
