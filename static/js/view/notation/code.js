// The line of numpy, with its arrays, to copy.
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { Button } from "../controls.js";
import { copyText } from "../copying.js";
import { explains } from "../explains.js";
import { numpy } from "./numpy.js";

/** @param {import("./equation.js").Told} props */
export function Code({ told, lesson }) {
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
