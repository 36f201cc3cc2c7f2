// Every path from a parameter to the error: drawn, numbered, written out and added up; and what backpropagation does instead.
import { html } from "htm/preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { quantityOf, valueText } from "../arithmetic.js";
import { AboutParameter } from "../asked.js";
import { Button } from "../controls.js";
import { isOfOneExample } from "../course.js";
import * as x from "../expression.js";
import { count, signOf } from "../format.js";
import { Formula } from "../mathml.js";
import { NotYet } from "../not_yet.js";
import { product } from "../notation/product.js";
import { gradientOf } from "../parameters.js";
import { pointing } from "../pointing.js";
import { Sideways } from "../sideways.js";
import { symbolOf } from "../symbols.js";
import { Words } from "../words.js";
import { Costs } from "./costs.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../asked.js").Answered} Answered
 * @typedef {{units: string[], factors: (string | number)[], product: number}} Path
 */

/** More paths than these are counted, not written out. */
const MOST = 12;

/** @param {Path} path @param {import("../asked.js").WholeLesson} lesson */
const way = ({ units }, { names }) =>
  units
    .map((unit) => {
      const [layer, at] = unit.split(".").map(Number);
      return names.unit(layer, at);
    })
    .join(" → ");

/** A product in the notation, with its value where all of it is known. @param {Answered & {factors: (string | number)[], value: number, known: boolean}} props */
function Written({ factors, value, known, ...props }) {
  const { store, lesson } = props;
  const { symbols, numbers, code } = product(factors, lesson);
  const text = known ? valueText(quantityOf(lesson, gradientIn(props)), value) : "?";
  const end = x.row(x.operator("="), x.numeral(text, known ? signOf(value) : undefined));
  return html`<${Sideways} inline=${true} class="written" label="The product" explains="The factors along the way, with symbols and with numbers, and their product.">
    ${
      store.notation.value === "numpy"
        ? html`<code>${code}</code>`
        : html`<${Formula} of=${symbols} pointing=${pointing(props)} />`
    }
    <span class="worked">
      <${Formula} of=${numbers} pointing=${pointing(props)} />
      <${Formula} of=${end} pointing=${pointing(props)} />
    </span>
  <//>`;
}

/** The gradient that the paths make up, whose digits their products are shown with. @param {Answered} props */
const gradientIn = ({ parameter, lesson }) => gradientOf(parameter, lesson.script) ?? parameter;

/** Is that the gradient of one example of a batch? @param {Answered} props */
const ofOne = (props) => isOfOneExample(quantityOf(props.lesson, gradientIn(props)), props.lesson);

/** Is the gradient computed at the position? Until then no product says what it will be. @param {Answered} props */
const reached = (props) => props.store.known(gradientIn(props));

/** @param {(string | number)[]} factors @param {Props} props */
const allKnown = (factors, { store }) => factors.every((factor) => typeof factor === "number" || store.known(factor));

/** @param {Answered & {path: Path, index: number, alone: boolean, only: number | null, choose: (index: number | null) => void}} props */
function Row({ path, index, alone, only, choose, ...props }) {
  const chosen = only === index;
  return html`<li class=${chosen ? "path lit" : "path"}>
    <${Button}
      explains="A path from the weight to the error, with its number in the picture. Click to light it alone."
      called="Path"
      aria-pressed=${chosen}
      title="Light this path alone"
      onClick=${() => choose(chosen ? null : index)}
    >
      <span class="badge-number">${index + 1}</span>
      <span class="what"><${Words} text=${way(path, props.lesson)} /></span>
    <//>
    <${Written} ...${props} factors=${path.factors} value=${path.product} known=${allKnown(path.factors, props) && (!alone || reached(props))} />
  </li>`;
}

/** What is added up. @param {number} many paths */
function how(many) {
  if (many === 1) return "The only path";
  return many > 4 ? `All ${count(many)} paths` : Array.from({ length: many }, (_, index) => index + 1).join(" + ");
}

/** @param {Answered & {name: string}} props */
function Sum({ name, ...props }) {
  const { answer, lesson } = props;
  const id = gradientOf(props.parameter, lesson.script);
  if (id !== null && !reached(props))
    return html`<${NotYet} ...${props} id=${id} what="The sum is not computed yet" />`;
  if (answer.sum === null) return html`<p class="lede">There are ${count(answer.count)} paths, too many to add up.</p>`;
  const text = valueText(quantityOf(lesson, gradientIn(props)), answer.sum);
  return html`<div class=${`result ${signOf(answer.sum)}`}>
    <span><${Words} text=${`${how(answer.count)}: ${ofOne(props) ? "this example's" : "the"} gradient of ${name}`} /></span>
    <output class=${`big ${signOf(answer.sum)}`}>${text}</output>
  </div>`;
}

/** @param {Answered} props */
function Factored(props) {
  const { answer, lesson } = props;
  const { factors, value, terms, times } = answer.factored;
  const delta = lesson.script.has(factors[0]) ? symbolOf(quantityOf(lesson, factors[0]), lesson.names) : null;
  return html`<h3>Factored, as backpropagation does it</h3>
    ${
      delta && terms.length > 0
        ? html`<${Sideways} class="written" label="What δ is the sum of" explains="What the paths have in common: the δ of the unit, written as the sum it is."><${Formula} of=${x.joined([delta, sumOf(terms, times, lesson)], "=")} pointing=${pointing(props)} /><//>`
        : null
    }
    <${Written} ...${props} factors=${factors} value=${value} known=${allKnown(factors, props) && reached(props)} />
    <p class="lede">What the paths share is computed once, as δ, and used for every weight that leads there.</p>`;
}

/** (δ · w + δ · w) · f′ @param {string[][]} terms @param {string | null} times @param {import("../asked.js").WholeLesson} lesson */
function sumOf(terms, times, lesson) {
  const written = x.joined(
    terms.map((factors) => product(factors, lesson).symbols),
    "+",
  );
  if (times === null) return written;
  const inner = terms.length > 1 ? x.bracketed(written) : written;
  return x.joined([inner, symbolOf(quantityOf(lesson, times), lesson.names)], "·");
}

/** @param {Answered} props */
function Paths(props) {
  const { store, answer, lesson, parameter } = props;
  const [only, choose] = useState(/** @type {number | null} */ (null));
  /** @type {Path[]} */
  const paths = answer.paths;
  useLayoutEffect(() => choose(null), [parameter]);
  useLayoutEffect(() => {
    store.trail.value = { parameter, paths: paths.map(({ units }) => units), only };
    return () => {
      store.trail.value = null;
    };
  }, [answer, parameter, only]);
  const name = lesson.names.quantity(parameter).symbol;
  return html`<h2><${Words} text=${`Which ways lead from ${name} to the error${ofOne(props) ? " of this example" : ""}?`} /></h2>
    <ol class="paths">
      ${paths
        .slice(0, MOST)
        .map(
          (path, index) =>
            html`<${Row} key=${path.units.join()} ...${props} path=${path} index=${index} alone=${answer.count === 1} only=${only} choose=${choose} />`,
        )}
    </ol>
    ${answer.count > MOST ? html`<p class="lede">and ${count(answer.count - MOST)} more.</p>` : null}
    <${Sum} ...${props} name=${name} />
    <${Factored} ...${props} />
    <${Costs} multiplications=${answer.multiplications} name=${name} />`;
}

/** @param {Props} props */
export function PathsPanel(props) {
  return html`<${AboutParameter}
    ...${props}
    topic="paths"
    what="Every weight reaches the error along one or more paths."
    waiting="Following the paths …"
    body=${Paths}
  />`;
}
