// Links to this very moment.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Button } from "../controls.js";
import { LinkToCopy } from "../invite.js";
import { Outcome, useAttempt } from "./attempt.js";

/** @param {import("./dialog.js").Props} props */
export function LinkSection({ keep }) {
  const [told, busy, attempt] = useAttempt();
  const [made, setMade] = useState(/** @type {{label: string, url: string} | null} */ (null));
  /** @param {string} label @param {() => Promise<string>} make */
  const link = (label, make) => () =>
    attempt(async () => {
      setMade(null);
      setMade({ label, url: await make() });
      return "";
    });
  return html`<section aria-labelledby="keep-link">
    <h3 id="keep-link">Link to this moment</h3>
    <p class="lede">Whoever opens it gets a room of their own: this network, this moment, looked at like this.</p>
    <div class="choices">
      <${Button} explains="A link to this moment that this server keeps." class="button" disabled=${busy} onClick=${link("Short link", keep.shortLink)}>Short link<//>
      <${Button} explains="A link to this moment that works on any Deltaflow: all of it stands in the link." class="button" disabled=${busy} onClick=${link("Link that holds everything", keep.ownLink)}>Link that holds everything<//>
    </div>
    ${made ? html`<${LinkToCopy} key=${made.url} id="moment-link" label=${made.label} url=${made.url} selected />` : null}
    <${Outcome} told=${told} />
  </section>`;
}
