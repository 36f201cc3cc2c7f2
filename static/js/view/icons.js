// The page's icons: 24x24 paths, coloured by the text around them, never the only name of a button.
import { html } from "htm/preact";

const PATHS = {
  play: "M8 5.5v13a1 1 0 0 0 1.5.86l10.5-6.5a1 1 0 0 0 0-1.72L9.5 4.64A1 1 0 0 0 8 5.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  step: "M5 6.2v11.6a.8.8 0 0 0 1.27.65L15 12.1v-.2L6.27 5.55A.8.8 0 0 0 5 6.2zM16.5 5.5H19v13h-2.5z",
  back: "M19 6.2v11.6a.8.8 0 0 1-1.27.65L9 12.1v-.2l8.73-6.35A.8.8 0 0 1 19 6.2zM7.5 5.5H5v13h2.5z",
  nextExample: "M8.500 4.500 16 12l-7.500 7.500-1.800-1.800L12.400 12 6.700 6.300z",
  previousExample: "M15.500 4.500 8 12l7.500 7.500 1.800-1.800L11.600 12l5.700-5.700z",
  nextPhase: "M3 6v12l8-6zM11 6v12l8-6zM19.5 5.5H22v13h-2.5z",
  previousPhase: "M21 6v12l-8-6zM13 6v12l-8-6zM4.5 5.5H2v13h2.5z",
  nextIteration: "M12 5a7 7 0 1 0 6.7 5H16l4-4.5L23.2 10h-2.4A9 9 0 1 1 12 3zM11 8v8l6-4z",
  previousIteration: "M12 5a7 7 0 1 1-6.7 5H8L4 5.5 .8 10h2.4A9 9 0 1 0 12 3zM13 8v8l-6-4z",
  restart: "M12 5a7 7 0 1 1-6.7 5H8L4 5.5 .8 10h2.4A9 9 0 1 0 12 3z",
  more: "M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  add: "M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z",
  keep: "M11 3h2v9.2l3.3-3.3 1.4 1.4L12 16l-5.7-5.7 1.4-1.4 3.3 3.3zM4 15h2v4h12v-4h2v6H4z",
  find: "M10.5 3a7.5 7.5 0 1 0 4.55 13.46l4.24 4.24 1.41-1.41-4.24-4.24A7.5 7.5 0 0 0 10.5 3zm0 2a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
  people:
    "M9 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM2 20v-1.5C2 15.5 5.5 14 9 14s7 1.5 7 4.5V20zM16 4.3a4 4 0 0 1 0 7.4 6 6 0 0 0 0-7.4zM18 20v-1.5c0-1.6-.7-2.9-1.8-3.9 3.1.3 5.8 1.7 5.8 3.9V20z",
  sun: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4zM4.9 3.5l2.8 2.8-1.4 1.4-2.8-2.8zM17.7 16.3l2.8 2.8-1.4 1.4-2.8-2.8zM3.5 19.1l2.8-2.8 1.4 1.4-2.8 2.8zM16.3 6.3l2.8-2.8 1.4 1.4-2.8 2.8z",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  screen: "M2 4h20v12H2zm2 2v8h16V6zM11 16h2v2h4v2H7v-2h4z",
  help: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 16.8a1.4 1.4 0 1 1 0-2.8 1.4 1.4 0 0 1 0 2.8zm1.3-5.2v.6h-2.6v-1c0-2.3 2.7-2.5 2.7-4.1 0-.9-.6-1.4-1.5-1.4s-1.6.6-1.6 1.7H7.7c0-2.5 1.8-4.1 4.3-4.1s4.2 1.4 4.2 3.6c0 2.8-2.9 3-2.9 4.7z",
  undo: "M9 5 3.5 10.5 9 16v-3.8h6a3.4 3.4 0 0 1 0 6.8h-4v2.2h4a5.6 5.6 0 0 0 0-11.2H9z",
  redo: "M15 5l5.500 5.500L15 16v-3.800H9a3.400 3.400 0 0 0 0 6.800h4v2.200H9a5.600 5.600 0 0 1 0-11.200h6z",
  branch:
    "M6 3a3 3 0 0 1 1.1 5.8v6.4a3 3 0 1 1-2.200 0V8.800A3 3 0 0 1 6 3zm12 2a3 3 0 0 1 1.100 5.800c-.2 3.500-3.100 5.500-8.100 5.800l-.2-2.200c3.900-.2 5.800-1.400 6.100-3.600A3 3 0 0 1 18 5z",
  network:
    "M4 6h8.200a3 3 0 0 1 5.600 0H20v2h-2.200a3 3 0 0 1-5.600 0H4zm0 10h2.200a3 3 0 0 1 5.600 0H20v2h-8.200a3 3 0 0 1-5.600 0H4z",
  experiment:
    "M8 2h8v2h-1v5.500l5.600 9.700A1.900 1.900 0 0 1 19 22H5a1.900 1.900 0 0 1-1.600-2.800L9 9.500V4H8zm3 2v6l-2.300 4h6.600L13 10V4z",
  forward: "M4 10.5h10V6l7 6-7 6v-4.5H4z",
  error: "M4 7h16v3H4zM4 14h10v3H4z",
  backward: "M20 10.5H10V6l-7 6 7 6v-4.5h10z",
  update: "M12 3l6 7h-4v11h-4V10H6z",
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {{name: IconName}} props */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
}

/** The little mark: two units, two signs, every wire between them. */
export function Mark() {
  return html`<svg viewBox="0 0 34 26" aria-hidden="true" focusable="false">
    <path d="M6 7 28 19M6 19 28 7" stroke="var(--line2)" stroke-width="2.5" />
    <circle cx="6" cy="7" r="5" fill="var(--ink)" />
    <circle cx="6" cy="19" r="5" fill="var(--ink)" />
    <circle cx="28" cy="7" r="5.5" fill="var(--pos)" />
    <path d="M28 12.5 34 19 28 25.5 22 19z" fill="var(--neg)" />
  </svg>`;
}
