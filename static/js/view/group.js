// What a step computed that takes several numbers: the rule of all of them, and each unit with its numbers.
import { html } from "htm/preact";
import { Blame, ranking } from "./blame.js";
import * as x from "./expression.js";
import { Formula } from "./mathml.js";
import { generalRule, INDICES, lettersIn } from "./notation/general.js";
import { NumberCell } from "./number_cell.js";
import { Sideways } from "./sideways.js";
import { letterOf } from "./symbols.js";
import { numbersOf, togetherQuestion, unitOf } from "./together.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./together.js").Lesson} Lesson
 * @typedef {Props & {lesson: Lesson, numbers: Quantity[]}} Shown
 */

/** More rows than these nobody reads here. */
const MOST = 24;
/** More rules than these are not one thought. */
const MOST_RULES = 6;
/** What each unit has one of, in the order in which it is computed. */
const COLUMNS = ["z", "a", "error", "dE_da", "df", "delta"];

/** Each different rule once; a contribution is a term of ∂E/∂a, which says it. @param {Quantity[]} all @param {Lesson} lesson */
export function rulesOf(all, lesson) {
  const sums = all.some(({ kind }) => kind === "dE_da");
  const numbers = sums ? all.filter(({ kind }) => kind !== "contribution") : all;
  /** @type {Map<string, string>} */
  const first = new Map();
  for (const { kind, layer, id } of numbers) if (!first.has(`${kind}.${layer}`)) first.set(`${kind}.${layer}`, id);
  const written = new Map();
  for (const id of first.values()) {
    const rule = generalRule(id, lesson);
    if (rule && !written.has(x.plain(rule))) written.set(x.plain(rule), rule);
  }
  return [...written.values()].slice(0, MOST_RULES);
}

/** @param {Shown} props */
function Rules({ numbers, lesson }) {
  const rules = rulesOf(numbers, lesson);
  const letters = lettersIn(rules);
  return html`<ul class="general">
      ${rules.map((rule) => html`<li key=${x.plain(rule)}><${Sideways} class="equation" label="Rule for every unit" explains="The rule that all these numbers have, with letters for the units."><${Formula} of=${rule} /><//></li>`)}
    </ul>
    ${letters.length > 0 ? html`<p class="lede">${letters.map((letter, index) => html`${index > 0 ? "; " : ""}<i>${letter}</i>: ${INDICES[letter]}`)}.</p>` : null}`;
}

/** @param {Props & {lesson: Lesson, id: string}} props */
const Cell = (props) => html`<${NumberCell} ...${props} called="Number of this step"
  explains="A number that has just been computed with others. Click to have it explained alone." />`;

/** Each unit with its numbers. @param {Shown} props */
function Units(props) {
  const { numbers, lesson } = props;
  const columns = COLUMNS.filter((kind) => numbers.some((each) => each.kind === kind));
  /** @type {Map<string, {name: string, ids: Map<string, string>}>} */
  const rows = new Map();
  for (const each of numbers.filter(({ kind }) => columns.includes(kind))) {
    const { layer, unit } = unitOf(each);
    const key = `${layer}.${unit}`;
    const row = rows.get(key) ?? { name: lesson.names.unit(layer ?? 0, unit ?? 0), ids: new Map() };
    rows.set(key, row);
    row.ids.set(each.kind, each.id);
  }
  if (rows.size === 0) return null;
  const rest = rows.size - MOST;
  return html`<table class="numbers together">
      <thead>
        <tr><th scope="col">unit</th>${columns.map((kind) => html`<th key=${kind} scope="col"><${Formula} of=${letterOf(kind, lesson.names.letters)} /></th>`)}</tr>
      </thead>
      <tbody>
        ${[...rows].slice(0, MOST).map(
          ([key, { name, ids }]) => html`<tr key=${key}>
            <th scope="row"><${Words} text=${name} /></th>
            ${columns.map((kind) => (ids.has(kind) ? html`<${Cell} key=${kind} ...${props} id=${ids.get(kind)} />` : html`<td key=${kind}></td>`))}
          </tr>`,
        )}
      </tbody>
    </table>
    ${rest > 0 ? html`<p class="lede">and ${rest} more units: see the table.</p>` : null}`;
}

/** What belongs to no unit: E. @param {Shown} props */
function Whole(props) {
  const { numbers } = props;
  const total = numbers.find(({ kind }) => kind === "error_total");
  if (!total) return null;
  return html`<table class="numbers together"><tbody><tr><th scope="row">E</th><${Cell} ...${props} id=${total.id} /></tr></tbody></table>`;
}

/** What came back along each weight into one unit. @param {Shown} props */
function Contributions(props) {
  const { numbers, lesson } = props;
  const arrived = numbers.filter(({ kind }) => kind === "contribution");
  if (arrived.length === 0 || new Set(arrived.map(({ source }) => source)).size > 1) return null;
  return html`<table class="numbers together">
    <thead><tr><th scope="col">from</th><th scope="col">along</th><th scope="col">arrives</th></tr></thead>
    <tbody>
      ${arrived.map(
        ({ id, layer, unit, source }) => html`<tr key=${id}>
          <th scope="row"><${Words} text=${lesson.names.unit(layer ?? 0, unit ?? 0)} /></th>
          <td><${Words} text=${lesson.names.weight(layer ?? 0, unit ?? 0, source ?? 0)} /></td>
          <${Cell} ...${props} id=${id} />
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {Props & {lesson: Lesson, moments: import("../types.js").Moment[]}} props */
export function Group(props) {
  const { lesson, moments } = props;
  const numbers = numbersOf(moments, lesson);
  const shown = { ...props, numbers };
  const gradients = numbers.filter(({ kind }) => /^dE_d[wb]$/.test(kind)).map(({ id }) => id);
  const question = togetherQuestion(moments, lesson);
  return html`<h2><${Words} text=${question} /></h2>
    <${Rules} ...${shown} />
    <${Contributions} ...${shown} />
    <${Units} ...${shown} />
    <${Whole} ...${shown} />
    ${ranking(gradients, lesson).length > 0 ? html`<${Blame} ...${props} ids=${gradients} title=${null} />` : null}`;
}
