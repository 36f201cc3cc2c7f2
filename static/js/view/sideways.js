// What may be wider than its place: it scrolls sideways, and where it does the keyboard reaches it.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { explains } from "./explains.js";

/** @param {{class: string, label: string, explains: string, inline?: boolean, children?: any}} props */
export function Sideways({ class: name, label, explains: words, inline = false, children }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  // Asked after every picture: other digits or another notation make it wider.
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  const own = explains(words, label);
  return inline
    ? html`<span class=${name} ref=${place} role="group" aria-label=${label} ...${own}>${children}</span>`
    : html`<div class=${name} ref=${place} role="group" aria-label=${label} ...${own}>${children}</div>`;
}
