// What a network that is being planned learns: a set of the server's, or a table of one's own.
import { html } from "htm/preact";
import { Choice, NumberField } from "./parts.js";
import { TablePart } from "./table_part.js";

/**
 * @typedef {import("./dialog.js").Props} Props
 * @typedef {import("../../building.js").Source} Source
 */

const TABLE = "table";
/** @type {[string, string][]} */
const SCALES = [
  ["none", "as they are"],
  ["standardise", "standardised: mean 0, deviation 1"],
  ["min_max", "from 0 to 1"],
];

/** What can be chosen of a set that is made. @param {Props & {source: Extract<Source, {from: "set"}>}} props */
function Options({ builder, source }) {
  const options = builder.sets.value.find(({ id }) => id === source.id)?.options;
  if (!options) return null;
  return Object.entries(options).map(
    ([name, { default: usual, low, high }]) =>
      html`<${NumberField} key=${name} id=${`build-set-${name}`} label=${name === "rows" ? "Rows made" : name === "seed" ? "Seed of the data" : "Noise"}
        explains=${`The ${name} with which this set is made.`} whole=${name !== "noise"} value=${source.options[name] ?? usual} bounds=${[low, high]}
        take=${(/** @type {number} */ value) => builder.adjust({ ...source, options: { ...source.options, [name]: value } })} />`,
  );
}

/** What is done to the rows. @param {Props} props */
function Making({ builder }) {
  const { scale, fraction } = builder.making.value;
  const usual = builder.data.value?.defaults ?? {};
  return html`<${Choice} id="build-scale" label="Inputs" explains="What is done to the inputs before; fitted to the rows that are trained." choices=${SCALES}
      value=${scale ?? /** @type {any} */ (usual).scale ?? "none"} choose=${(/** @type {string} */ name) => builder.make({ scale: name })} />
    <${NumberField} id="build-fraction" label="Tested only, %" explains="The part of the rows that is never trained, to see what the network makes of new ones." value=${Math.round(fraction * 100)}
      bounds=${[0, 90]} whole take=${(/** @type {number} */ percent) => builder.make({ fraction: percent / 100 })} />`;
}

/** @param {Props} props */
export function DataPart(props) {
  const { builder } = props;
  const source = builder.source.value;
  const chosen = source?.from === "table" ? TABLE : (source?.id ?? "");
  const set = builder.sets.value.find(({ id }) => id === chosen);
  /** @type {[string, string][]} */
  const choices = [
    ...builder.sets.value.map(({ id, title }) => /** @type {[string, string]} */ ([id, title])),
    [TABLE, "A table of your own …"],
  ];
  /** @param {string} id */
  const choose = (id) =>
    builder.choose(
      id === TABLE ? { from: "table", table: { text: "" }, name: "My table" } : { from: "set", id, options: {} },
    );
  return html`<section class="build-part" aria-labelledby="build-data">
    <h3 id="build-data">What it learns</h3>
    <div class="build-row">
      <${Choice} id="build-set" label="Data" explains="A data set that ships, or a table of your own." value=${chosen} choices=${choices} choose=${choose} />
      ${source?.from === "set" ? html`<${Options} ...${props} source=${source} />` : null}
      ${builder.data.value ? html`<${Making} ...${props} />` : null}
    </div>
    ${set ? html`<p class="lede">${set.description} <span class="source">${set.source}</span></p>` : null}
    ${source?.from === "table" ? html`<${TablePart} ...${props} source=${source} />` : null}
  </section>`;
}
