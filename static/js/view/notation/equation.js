// The active number's equation in the chosen notation, at the top of its derivation.
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { Button } from "../controls.js";
import { copyText } from "../copying.js";
import { explains } from "../explains.js";
import * as x from "../expression.js";
import { Formula } from "../mathml.js";
import { pointing } from "../pointing.js";
import { Sideways } from "../sideways.js";
import { matrix } from "./matrix.js";
import { numpy } from "./numpy.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("../rules.js").Explanation} Explanation
 * @typedef {Props & {lesson: Lesson, told: Explanation}} Told
 */

/** @param {Told & {written: import("./textbook.js").Written}} props */
function Symbols({ written, ...props }) {
  const rule = written.symbolic ? x.joined([written.symbol, written.symbolic], "=") : written.symbol;
  return html`<${Sideways} class="equation" label="Formula" explains="The rule of the number you look at, with symbols: click any of them to go on to it."><${Formula} of=${rule} pointing=${pointing(props)} /><//>`;
}

/** @param {Told} props */
function Matrices(props) {
  const written = matrix(props.told.description, props.lesson);
  return html`<${Symbols} ...${props} written=${written} />
    ${
      written.numeric
        ? html`<${Sideways} class="equation filled" label="The same with its numbers" explains="The same for the whole layer, with its numbers; marked is the one you look at."><${Formula} of=${written.numeric} pointing=${pointing(props)} /><//>
          <p class="lede">Marked: this number, and what it is made of.</p>`
        : null
    }`;
}

/** @param {Told} props */
function Code({ told, lesson }) {
  const shown = useRef(/** @type {HTMLElement | null} */ (null));
  const [said, setSaid] = useState("");
  const { givens, line, element, code } = numpy(told.description, lesson);
  const copy = async () => setSaid(await copyText(code, shown.current));
  return html`<div class="listing">
    <pre tabindex="0" aria-label="The line of code, with its arrays" ...${explains("The line of numpy that computes this number, with the arrays it takes.")}><code ref=${shown}>${givens.map((each) => `${each}\n`)}<b>${line}</b>${`\n${element}`}</code></pre>
    <${Button} explains="Copies the line of code with its arrays." class="button" onClick=${copy}>Copy<//>
    <span class="lede" role="status">${said}</span>
  </div>`;
}

/** @param {Told} props */
export function Equation(props) {
  const { store, told } = props;
  const fast = store.frame.value?.layout === "summary";
  if (store.notation.value === "matrix" && !fast) return html`<${Matrices} ...${props} />`;
  if (store.notation.value === "numpy" && !fast) return html`<${Code} ...${props} />`;
  return html`<${Symbols} ...${props} written=${told} />`;
}
