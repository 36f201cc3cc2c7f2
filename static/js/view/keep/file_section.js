// The moment as a file, and back.
import { html } from "htm/preact";
import { Button, Input } from "../controls.js";
import { Outcome, useAttempt } from "./attempt.js";

/** @param {import("./dialog.js").Props} props */
export function FileSection({ keep }) {
  const [told, busy, attempt] = useAttempt();
  const save = () =>
    attempt(async () => {
      await keep.saveMoment();
      return "Saved with your downloads.";
    });
  /** @param {Event & {currentTarget: HTMLInputElement}} event */
  const load = ({ currentTarget: field }) => {
    const file = field.files?.[0];
    if (!file) return;
    attempt(async () => {
      await keep.load(file);
      return "Opening …";
    });
    // Choosing the same file again is a new attempt.
    field.value = "";
  };
  return html`<section aria-labelledby="keep-file">
    <h3 id="keep-file">File</h3>
    <p class="lede">Network, all branches and edits, this moment. A file is opened in a new room; dropping it on the page does the same.</p>
    <div class="choices">
      <${Button} explains="Saves network, data, all branches and edits, and this moment as a file." class="button" disabled=${busy} onClick=${save}>Save a file<//>
      <label class="button load">Load a file
        <${Input} explains="Opens a saved file in a new room." type="file" class="hidden-text" accept=".json,application/json" disabled=${busy} onChange=${load} />
      </label>
    </div>
    <${Outcome} told=${told} />
  </section>`;
}
