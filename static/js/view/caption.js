// The sentence under the phases, and what the shapes of the picture mean.
import { html } from "htm/preact";
import { currentMoment, lessonOf } from "./lesson.js";
import { running, sentence } from "./sentences.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../model/store.js").Store} Store
 */

/** What there is to say at the position. @param {Store} store @returns {string} */
export function captionOf(store) {
  const lesson = lessonOf(store);
  const frame = store.frame.value;
  if (!lesson || !frame) return "";
  if (frame.layout === "summary") return running(frame.iteration, store.value("error_total"));
  return sentence(currentMoment(store), frame.iteration, lesson);
}

/** @param {Props} props */
export function Caption({ store }) {
  return html`<p class="caption"><${Words} text=${captionOf(store)} /></p>`;
}

const POSITIVE = html`<svg width="46" height="18" aria-hidden="true">
  <line x1="2" y1="9" x2="44" y2="9" stroke="var(--pos)" stroke-width="4" stroke-linecap="round" />
  <circle cx="23" cy="9" r="7.5" fill="var(--pos)" stroke="var(--surface)" stroke-width="1.5" />
  <path d="M19.5 9h7M23 5.5v7" stroke="var(--on)" stroke-width="2" />
</svg>`;

const NEGATIVE = html`<svg width="46" height="18" aria-hidden="true">
  <line x1="2" y1="9" x2="44" y2="9" stroke="var(--neg)" stroke-width="4" stroke-dasharray="8 6" />
  <path d="M23 .5 31.5 9 23 17.5 14.500 9z" fill="var(--neg)" stroke="var(--surface)" stroke-width="1.5" />
  <path d="M19.5 9h7" stroke="var(--on)" stroke-width="2" />
</svg>`;

const FORWARD = html`<svg width="34" height="18" aria-hidden="true">
  <circle cx="9" cy="9" r="6.5" fill="none" stroke="var(--ink2)" stroke-width="2.5" />
  <path d="m20 4 6 5-6 5" fill="none" stroke="var(--ink2)" stroke-width="2.5" />
</svg>`;

const BACKWARD = html`<svg width="38" height="18" aria-hidden="true">
  <path d="M9 2.5 36 9 9 15.5z" fill="var(--ink2)" opacity=".4" />
  <circle cx="9" cy="9" r="7" fill="var(--ink2)" />
</svg>`;

/** The four shapes of the picture with their words; and the way to the article, where the example is its. @param {{children?: any}} props */
export function Legend({ children }) {
  return html`<ul class="legend" aria-label="What the shapes mean">
    <li>${POSITIVE}positive</li>
    <li>${NEGATIVE}negative</li>
    <li>${FORWARD}forward: hollow</li>
    <li>${BACKWARD}backward: solid</li>
    ${children}
  </ul>`;
}
