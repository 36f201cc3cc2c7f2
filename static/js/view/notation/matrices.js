// The equation of a whole layer, with its numbers.
import { html } from "htm/preact";
import { Formula } from "../mathml.js";
import { pointing } from "../pointing.js";
import { Sideways } from "../sideways.js";
import { matrix } from "./matrix.js";
import { Symbols } from "./symbols_line.js";

/** @param {import("./equation.js").Told} props */
export function Matrices(props) {
  const written = matrix(props.told.description, props.lesson);
  return html`<${Symbols} ...${props} written=${written} />
    ${
      written.numeric
        ? html`<${Sideways} class="equation filled" label="The same with its numbers" explains="The same for the whole layer, with its numbers; marked is the one you look at."><${Formula} of=${written.numeric} pointing=${pointing(props)} /><//>
          <p class="lede">Marked: this number, and what it is made of.</p>`
        : null
    }`;
}
