// The picture as a file.
import { html } from "htm/preact";
import { Button } from "../controls.js";
import { Outcome, useAttempt } from "./attempt.js";

/** @param {import("./dialog.js").Props} props */
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
      <${Button} explains="The picture as lines and letters, sharp at every size." class="button" disabled=${busy} onClick=${save("svg")}>SVG<//>
      <${Button} explains="The picture as pixels, for slides and messages." class="button" disabled=${busy} onClick=${save("png")}>PNG<//>
    </div>
    <${Outcome} told=${told} />
  </section>`;
}
