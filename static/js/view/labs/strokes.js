// How runs are told apart: a colour and a dash pattern each, so that neither is needed alone; and how wide a chart is.
import { html } from "htm/preact";

/** A dash pattern for each of eight runs, as SVG writes it. */
export const DASHES = ["none", "9 4", "2 4", "12 4 2 4", "6 3", "1 6", "14 3 5 3", "4 2"];

/** What stands for a run in lists. @param {{index: number}} props */
export function Stroke({ index }) {
  return html`<svg class="lab-stroke" viewBox="0 0 36 10" aria-hidden="true" focusable="false">
    <line class=${`series s${index}`} x1="0" x2="36" y1="5" y2="5" stroke-dasharray=${DASHES[index]} />
  </svg>`;
}

/** How wide charts are here, in pixels: their letters are then as large as the page's. */
export const chartWidth = () => Math.min(920, Math.max(280, innerWidth - 90));
