// The sentence under the phases, and what the shapes of the picture mean.
import { html } from "htm/preact";
import { BatchStrip } from "./batch.js";
import { explains } from "./explains.js";
import { currentMoment, lessonOf } from "./lesson.js";
import { Drawn, LEGEND } from "./samples.js";
import { running, sentence } from "./sentences.js";
import { togetherSentence } from "./together.js";
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
  if (frame.layout === "summary") return running(frame.iteration, store.current.value?.error ?? null);
  const together = store.together.value;
  const moment = currentMoment(store);
  if (together.length > 0 && moment?.phase !== "update") return togetherSentence(together, lesson);
  return sentence(moment, frame.iteration, lesson);
}

/** The sentence, and beside it which example it is of. @param {Props} props */
export function Caption(props) {
  return html`<div class="said">
    <p class="caption" ...${explains("What has just happened, in one sentence with its numbers.", "Sentence")}><${Words} text=${captionOf(props.store)} /></p>
    <${BatchStrip} ...${props} />
  </div>`;
}

/** The four shapes of the picture with their words; and the way to the article, where the example is its. @param {{children?: any}} props */
export function Legend({ children }) {
  return html`<ul class="legend" aria-label="What the shapes mean" ...${explains("The four shapes in short.")}>
    ${LEGEND.map(({ sample, grey, words }) => html`<li key=${words}><${Drawn} sample=${sample} grey=${grey} />${words}</li>`)}
    ${children}
  </ul>`;
}
