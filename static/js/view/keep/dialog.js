// "Share and save": all that can be taken away from the page or brought to it, in one place.
import { html } from "htm/preact";
import { FileSection } from "./file_section.js";
import { InviteSection } from "./invite_section.js";
import { LinkSection } from "./link_section.js";
import { CodeSection, NumbersSection } from "./numbers_section.js";
import { PictureSection } from "./picture_section.js";

const SECTIONS = [LinkSection, FileSection, PictureSection, NumbersSection, CodeSection, InviteSection];

/** @param {import("../app.js").Props} props */
export function Keep(props) {
  return html`<div class="keep">${SECTIONS.map((Section) => html`<${Section} key=${Section.name} ...${props} />`)}</div>`;
}
