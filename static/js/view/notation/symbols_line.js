// An equation in symbols, as one line.
import { html } from "htm/preact";
import * as x from "../expression.js";
import { Formula } from "../mathml.js";
import { pointing } from "../pointing.js";
import { Sideways } from "../sideways.js";

/** @param {import("./equation.js").Told & {written: import("./textbook.js").Written}} props */
export function Symbols({ written, ...props }) {
  const rule = written.symbolic ? x.joined([written.symbol, written.symbolic], "=") : written.symbol;
  return html`<${Sideways} class="equation" label="Formula" explains="The rule of the number you look at, with symbols: click any of them to go on to it."><${Formula} of=${rule} pointing=${pointing(props)} /><//>`;
}
