// "Share and save": all that can be taken away from the page or brought to it, in one place.
import { html } from "htm/preact";
import { InviteSection } from "./invite_section.js";
import { PictureSection } from "./picture_section.js";

/** @param {import("../app.js").Props} props */
export function Keep(props) {
  return html`<div class="keep"><${InviteSection} ...${props} /><${PictureSection} ...${props} /></div>`;
}
