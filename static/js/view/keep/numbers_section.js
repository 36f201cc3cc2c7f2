// Numbers as tables, and programs that print them.
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { Button, Input } from "../controls.js";
import { copyText } from "../copying.js";
import { explains } from "../explains.js";
import { Outcome, useAttempt } from "./attempt.js";

/** @typedef {import("./dialog.js").Props} Props */

const SAVED = "Saved with your downloads.";

/** @param {Props} props */
export function NumbersSection({ keep }) {
  const [told, busy, attempt] = useAttempt();
  const [every, setEvery] = useState(() => String(keep.everyThatFits()));
  const record = (/** @type {"json" | "csv"} */ format) => () =>
    attempt(async () => {
      await keep.saveRecord(format);
      return SAVED;
    });
  const history = () =>
    attempt(async () => {
      const step = Number(every);
      if (!/^\d+$/.test(every.trim()) || step < 1)
        throw new Error("Take every 1st, 2nd, 3rd … iteration: a whole number above 0.");
      await keep.saveHistory(step);
      return SAVED;
    });
  return html`<section aria-labelledby="keep-numbers">
    <h3 id="keep-numbers">Numbers</h3>
    <div class="choices">
      <span class="what">This iteration, every number</span>
      <${Button} explains="Every number of this iteration with its rule, for programs." class="button" aria-label="This iteration as JSON" disabled=${busy} onClick=${record("json")}>JSON<//>
      <${Button} explains="Every number of this iteration as a table, for spreadsheets." class="button" aria-label="This iteration as CSV" disabled=${busy} onClick=${record("csv")}>CSV<//>
    </div>
    <div class="choices">
      <label class="what" for="history-every">E and all parameters, a row every</label>
      <${Input} explains="A row of the table every so many iterations." id="history-every" type="text" inputmode="numeric" value=${every}
        onInput=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => setEvery(event.currentTarget.value)} />
      <span>iterations, up to ${keep.trainedTo()}</span>
      <${Button} explains="The error and all parameters over the iterations, as a table." class="button" aria-label="History as CSV" disabled=${busy} onClick=${history}>CSV<//>
    </div>
    <${Outcome} told=${told} />
  </section>`;
}

/** @type {[import("../../keep/numbers.js").Language, string][]} */
const LANGUAGES = [
  ["numpy", "numpy"],
  ["pytorch", "PyTorch"],
];

/** @param {Props} props */
export function CodeSection({ keep }) {
  const shown = useRef(/** @type {HTMLElement | null} */ (null));
  const [told, busy, attempt] = useAttempt();
  /** @param {import("../../keep/numbers.js").Language} language */
  const save = (language) => () =>
    attempt(async () => {
      await keep.saveProgram(language);
      return SAVED;
    });
  /** @param {import("../../keep/numbers.js").Language} language */
  const copy = (language) => () =>
    attempt(async () => {
      const text = await keep.program(language);
      if (shown.current) shown.current.textContent = text;
      return copyText(text, shown.current);
    });
  return html`<section aria-labelledby="keep-code">
    <h3 id="keep-code">Program that prints these numbers</h3>
    ${LANGUAGES.map(
      ([language, word]) => html`<div class="choices" key=${language}>
        <span class="what">${word}</span>
        <${Button} explains=${`Shows and copies the ${word} program that prints these numbers.`} class="button" aria-label=${`Copy the ${word} program`} disabled=${busy} onClick=${copy(language)}>Copy<//>
        <${Button} explains=${`Saves the ${word} program that prints these numbers.`} class="button" aria-label=${`Save the ${word} program`} disabled=${busy} onClick=${save(language)}>Save<//>
      </div>`,
    )}
    <${Outcome} told=${told} />
    <pre class="program" ref=${shown} tabindex="0" aria-label="The program" ...${explains("The program that was copied, to be read.")}></pre>
  </section>`;
}
