// The way to the invitation, which on a phone has no room of its own in the header.
import { html } from "htm/preact";
import { Button } from "../controls.js";

/** @param {import("../app.js").Props} props */
export function InviteSection({ store }) {
  const open = () => {
    store.dialog.value = "invite";
  };
  return html`<section aria-labelledby="keep-invite">
    <h3 id="keep-invite">Others watch along</h3>
    <p class="lede">They see this room as you move through it, and cannot change anything.</p>
    <div class="choices"><${Button} explains="Shows the link and the QR code for others." class="button" onClick=${open}>Link and QR code<//></div>
  </section>`;
}
