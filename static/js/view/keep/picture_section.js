// The picture as a file.
import { html } from "htm/preact";
import { Outcome, useAttempt } from "./attempt.js";

/** @param {import("../app.js").Props} props */
export function PictureSection({ keep }) {
  const [told, busy, attempt] = useAttempt();
  const save = (/** @type {"svg" | "png"} */ format) => () =>
    attempt(async () => {
      await keep.savePicture(format);
      return "Saved with your downloads.";
    });
  return html`<section aria-labelledby="keep-picture">
    <h3 id="keep-picture">Picture of this moment</h3>
    <p class="lede">As it looks now, with its title and sentence, in this theme.</p>
    <div class="choices">
      <button type="button" class="button" disabled=${busy} onClick=${save("svg")}>SVG</button>
      <button type="button" class="button" disabled=${busy} onClick=${save("png")}>PNG</button>
    </div>
    <${Outcome} told=${told} />
  </section>`;
}
