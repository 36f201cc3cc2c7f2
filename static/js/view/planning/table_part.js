// A table of one's own: pasted or from a file, looked at, each column with its role, each wrong place by row and column.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { inBase64 } from "../../building.js";
import { Button, Input, Select } from "../controls.js";
import { explains } from "../explains.js";
import { count } from "../format.js";
import { Choice } from "./parts.js";
import { Pasting } from "./pasting.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {Extract<import("../../building.js").Source, {from: "table"}>} Source
 * @typedef {import("../../building.js").Preview} Preview
 */

const LARGEST = 1_000_000;
/** @type {[string, string][]} */
const ROLES = [
  ["input", "input"],
  ["class", "class, to be predicted"],
  ["number", "number, to be found"],
  ["ignored", "left out"],
];
/** @type {[string, string][]} */
const SEPARATORS = [
  ["comma", "comma"],
  ["semicolon", "semicolon"],
  ["tab", "tab"],
  ["space", "spaces"],
];

/** How the bytes of a file may be written; found unless one says it. @type {[string, string][]} */
const ENCODINGS = [
  ["utf-8", "UTF-8"],
  ["utf-16", "UTF-16"],
  ["windows-1252", "Windows-1252"],
  ["latin-1", "Latin-1"],
];
const FOUND = "";

/** How a file is read as text, also where it could not be. @param {Props & {source: Source, preview: Preview | null}} props */
function Encoding({ builder, source, preview }) {
  const found = ENCODINGS.find(([name]) => name === preview?.encoding && !source.table.encoding);
  /** @param {string} name */
  const choose = (name) =>
    builder.choose({ ...source, table: { file: source.table.file, ...(name === FOUND ? {} : { encoding: name }) } });
  return html`<${Choice} id="build-encoding" label="Encoding of the file" explains="How the bytes of the file stand for characters." value=${source.table.encoding ?? FOUND}
    choices=${[[FOUND, found ? `found: ${found[1]}` : "is found"], ...ENCODINGS]} choose=${choose} />`;
}

/** How large a table is. @param {Preview} preview */
const sizeWords = ({ row_count, columns }) =>
  `${count(row_count)} ${row_count === 1 ? "row" : "rows"} of ${columns.length} ${columns.length === 1 ? "column" : "columns"}.`;

/** The first rows, under the roles of their columns. @param {Props & {source: Source, preview: Preview}} props */
function Columns({ builder, source, preview }) {
  const { columns, first_rows } = preview;
  /** As they were chosen, also before the rows are read again. */
  const roles = columns.map(({ role }, at) => source.table.roles?.[at] ?? role);
  /** @param {number} at @param {string} role */
  const assign = (at, role) => {
    builder.adjust({
      ...source,
      table: { ...source.table, roles: roles.map((own, index) => (index === at ? role : own)) },
    });
  };
  return html`<div class="build-table" tabindex="0" ...${explains("The first rows of the table, and what each column is for.")}>
    <table>
      <thead>
        <tr><th scope="col">row</th>${columns.map(({ name }, at) => html`<th key=${at} scope="col">${name}</th>`)}</tr>
        <tr><td></td>${columns.map(
          ({ name }, at) => html`<td key=${at}>
            <${Select} explains="What this column is for." called="Role of a column" aria-label=${`Column ${name} is`} value=${roles[at]}
              onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => assign(at, event.currentTarget.value)}>
              ${ROLES.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}
            <//></td>`,
        )}</tr>
      </thead>
      <tbody>
        ${first_rows
          .slice(0, 6)
          .map(
            ({ row, cells }) =>
              html`<tr key=${row}><th scope="row">${row}</th>${cells.map((cell, at) => html`<td key=${at}>${cell}</td>`)}</tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

/** Places that cannot be learned. @param {Props & {preview: Preview}} props */
function Problems({ builder, preview }) {
  const { problems, problem_count } = preview;
  if (problem_count === 0) return null;
  const { drop } = builder.making.value;
  return html`<div class="build-problems">
    <p>${problem_count === 1 ? "One place" : `${count(problem_count)} places`} cannot be learned:</p>
    <ul>${problems.slice(0, 5).map(({ row, column, detail }) => html`<li key=${`${row}-${column}`}>${row === null ? "" : `Row ${row}`}${column === null ? "" : `, column ${column}`}: ${detail}</li>`)}</ul>
    <label><${Input} explains="Leaves out the rows with these places." type="checkbox" checked=${drop} onChange=${() => builder.make({ drop: !drop })} /> Leave these rows out</label>
  </div>`;
}

/** @param {Props & {source: Source}} props */
export function TablePart(props) {
  const { builder, source } = props;
  const preview = builder.preview.value;
  /** The newest attempt to read a file. */
  const newest = useRef(0);
  /** @param {Record<string, any>} table @param {string} [name] */
  const read = (table, name = source.name) => builder.choose({ from: "table", table, name });
  /** @param {Event & {currentTarget: HTMLInputElement}} event */
  const load = async ({ currentTarget: field }) => {
    const file = field.files?.[0];
    if (!file) return;
    if (file.size > LARGEST)
      builder.trouble.value = `This file has ${count(file.size)} bytes; a table may have ${count(LARGEST)}.`;
    else if (file.size === 0) builder.trouble.value = "This file is empty.";
    else {
      newest.current += 1;
      const [mine, before] = [newest.current, builder.source.peek()];
      const bytes = await inBase64(file);
      // Whatever was chosen while it was read counts.
      if (mine === newest.current && before === builder.source.peek())
        read({ file: bytes }, file.name.replace(/\.[^.]+$/, ""));
    }
    field.value = "";
  };
  return html`<div class="build-own">
    <div class="choices">
      <label class="button load">Choose a file<${Input} explains="Reads a table from a file: CSV, with commas, semicolons, tabs or spaces." type="file" class="hidden-text" accept=".csv,.tsv,.txt,text/*" onChange=${load} /></label>
      <span class="lede">or paste the rows here:</span>
    </div>
    <${Pasting} file=${source.table.file ?? null} text=${source.table.text ?? ""} read=${(/** @type {string} */ text) => read({ text })} />
    ${source.table.file ? html`<div class="build-row"><${Encoding} ...${props} preview=${preview} /></div>` : null}
    ${
      preview
        ? html`<p class="lede">${source.table.file ? html`<b>${source.name}</b>: ` : null}${sizeWords(preview)}</p>
          <div class="build-row">
            <${Choice} id="build-separator" label="Between columns stands" explains="What separates the columns." value=${source.table.separator ?? preview.separator} choices=${SEPARATORS}
              choose=${(/** @type {string} */ separator) => builder.adjust({ ...source, table: { ...source.table, separator, roles: undefined } })} />
            <${Choice} id="build-header" label="The first row" explains="Whether the first row names the columns." value=${(source.table.header ?? preview.header) ? "names" : "data"}
              choices=${[["names", "names the columns"], ["data", "is data"]]}
              choose=${(/** @type {string} */ first) => builder.adjust({ ...source, table: { ...source.table, header: first === "names" } })} />
            <${Button} explains="Finds separators, header and roles again." class="button" onClick=${() => read({ text: source.table.text, file: source.table.file, encoding: source.table.encoding })}>Find them again<//>
          </div>
          <${Columns} ...${props} preview=${preview} />
          <${Problems} ...${props} preview=${preview} />`
        : null
    }
  </div>`;
}
