// The table twin of the picture: every unit and every wire, only what is known, each number a way to its derivation.
import { html } from "htm/preact";
import { givenOf, isGiven } from "../model/givens.js";
import { saysOf } from "../model/network.js";
import { stemOf, symbolText, TRAINING_KINDS } from "../model/training.js";
import { quantityOf, valueText } from "./arithmetic.js";
import { Button } from "./controls.js";
import { formerly } from "./editing/compared.js";
import { Old } from "./editing/consequences.js";
import { GivenField } from "./editing/field.js";
import { signOf, UNKNOWN } from "./format.js";
import { lessonOf } from "./lesson.js";
import { pointsAt } from "./pointing.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {NonNullable<ReturnType<typeof lessonOf>>} Lesson
 * @typedef {{key: string, name: string, cells: (string | null)[]}} Row
 */

/** @typedef {[kind: string, heading: string]} Column */

/** @param {import("../model/notation.js").Letters} letters @returns {Column[]} */
const unitColumns = ({ z, a, target, slope }) => [
  ["z", z],
  ["a", a],
  ["target", target],
  ["error", "E"],
  ["dE_da", `∂E/∂${a}`],
  ["df", slope],
  ["delta", "δ"],
  ["b", "b"],
];

/** What a batch and an optimiser add, as far as this network has it. @param {"w" | "b"} of @param {Lesson} lesson @returns {Column[]} */
function addedColumns(of, { script }) {
  const kinds = new Set(script.ids.map((id) => id.split(".")[0]));
  const added = TRAINING_KINDS.filter((kind) => kinds.has(kind) && stemOf(kind)?.of === of);
  const plain = !added.some((kind) => !/dE_d[wb]$/.test(kind));
  return [
    ...added.map((kind) => /** @type {Column} */ ([kind, heading(kind, of)])),
    ...(plain ? [] : [/** @type {Column} */ ([`change_${of}`, `Δ${of}`])]),
  ];
}

/** @param {string} kind @param {string} of */
function heading(kind, of) {
  const stem = /** @type {import("../model/training.js").Stem} */ (stemOf(kind));
  return ["", "E"].includes(stem.letter) ? symbolText(stem, of) : symbolText(stem, "").replace(" ", "");
}

/** @param {Lesson} lesson @returns {Column[]} */
const edgeColumns = (lesson) => [
  ["w", "w"],
  ["contribution", "δ·w"],
  ["dE_dw", "∂E/∂w"],
  ...addedColumns("w", lesson),
  ["w_next", "w⁺"],
];

/** @param {Lesson} lesson @returns {Column[]} */
const biasColumns = (lesson) => [["b", "b"], ["dE_db", "∂E/∂b"], ...addedColumns("b", lesson), ["b_next", "b⁺"]];

/** @param {string[]} ids @param {Column[]} columns @param {Lesson} lesson @returns {(string | null)[]} */
const cellsOf = (ids, columns, lesson) =>
  columns.map(([kind]) => ids.find((id) => quantityOf(lesson, id).kind === kind) ?? null);

/** @param {Lesson} lesson @returns {Row[]} */
function unitRows(lesson) {
  const columns = unitColumns(lesson.names.letters);
  return lesson.script.units().map(({ layer, unit }) => ({
    key: `${layer}.${unit}`,
    name: lesson.names.unit(layer, unit),
    cells: cellsOf(lesson.script.ofUnit(layer, unit), columns, lesson),
  }));
}

/** @param {Lesson} lesson @returns {Row[]} */
export function edgeRows(lesson) {
  const { script, names } = lesson;
  const columns = edgeColumns(lesson);
  return script.edges().map(({ layer, unit, source }) => ({
    key: `${layer}.${unit}.${source}`,
    name: `${names.weight(layer, unit, source)} ${names.unit(layer - 1, source)}→${names.unit(layer, unit)}`,
    cells: cellsOf(script.ofEdge(layer, unit, source), columns, lesson),
  }));
}

/** The units whose biases a batch or an optimiser adds numbers to. @param {Lesson} lesson @returns {Row[]} */
export function biasRows(lesson) {
  const columns = biasColumns(lesson);
  if (columns.length === 3 || !lesson.script.ids.some((id) => id.startsWith("b_next."))) return [];
  const { script, names } = lesson;
  const units = script.units().filter(({ layer }) => layer > 0);
  return units.map(({ layer, unit }) => ({
    key: `${layer}.${unit}`,
    name: `${names.bias(layer, unit)} ${names.unit(layer, unit)}`,
    cells: cellsOf(script.ofUnit(layer, unit), columns, lesson),
  }));
}

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

/** @param {Props} props */
export function Tables(props) {
  const lesson = lessonOf(props.store);
  if (!lesson) return null;
  const biases = biasRows(lesson);
  return html`<div class="scroll">
      <${Grid} ...${props} lesson=${lesson} caption="Units" first="unit" columns=${unitColumns(lesson.names.letters)} rows=${unitRows(lesson)} />
    </div>
    <div class="scroll">
      <${Grid} ...${props} lesson=${lesson} caption="Wires" first="wire" columns=${edgeColumns(lesson)} rows=${edgeRows(lesson)} />
    </div>
    ${
      biases.length > 0
        ? html`<div class="scroll">
          <${Grid} ...${props} lesson=${lesson} caption="Biases" first="bias" columns=${biasColumns(lesson)} rows=${biases} />
        </div>`
        : null
    }
    <p class="lede">“${UNKNOWN}” is not computed yet. Pick a number to see where it comes from; a double click or F2 changes a given one.</p>`;
}
