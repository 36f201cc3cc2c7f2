// "Share and save": all that can be taken away from the page or brought to it, in one place.
import { html } from "htm/preact";
import { useMemo } from "preact/hooks";
import { createKeeper } from "../../keep/keeper.js";
import { FileSection } from "./file_section.js";
import { InviteSection } from "./invite_section.js";
import { LinkSection } from "./link_section.js";
import { CodeSection, NumbersSection } from "./numbers_section.js";
import { PictureSection } from "./picture_section.js";

const SECTIONS = [LinkSection, FileSection, PictureSection, NumbersSection, CodeSection, InviteSection];

/** @typedef {Omit<import("../app.js").Props, "keep"> & {keep: import("../../keep/keeper.js").Keeper}} Props */

/** @param {import("../app.js").Props} props */
export function Keep({ keep, ...props }) {
  const keeper = useMemo(() => createKeeper(keep), [keep]);
  return html`<div class="keep">${SECTIONS.map((Section) => html`<${Section} key=${Section.name} ...${props} keep=${keeper} />`)}</div>`;
}
