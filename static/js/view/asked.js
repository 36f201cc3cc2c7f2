// What the server is asked about a parameter: which one, the waiting, the failing, and the answer in its place.
import { html } from "htm/preact";
import { Button } from "./controls.js";
import { lessonOf } from "./lesson.js";
import { parameterOf } from "./parameters.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {NonNullable<ReturnType<typeof lessonOf>>} WholeLesson
 * @typedef {Props & {lesson: WholeLesson, parameter: string, answer: any}} Answered
 */

/** More than these are found by name. */
const MOST = 24;

/** Faster than this, in moments or iterations a second, nobody reads what the server would be asked. */
const READABLE = 4;

/** Does the lesson move too fast to ask? @param {import("../model/store.js").Store} store */
export function tooFast(store) {
  const state = store.state.value;
  if (store.frame.value?.layout === "summary" || state?.play === "seeking") return true;
  return state?.play === "playing" && state.speed.per_second > READABLE;
}

/** Which example of its batch a question about numbers of one example is about. @param {import("../model/store.js").Store} store */
export const exampleOf = (store) => ({ shown: store.state.value?.shown ?? 0 });

/** @param {Props & {lesson: WholeLesson, what: string}} props */
function Choice({ store, actions, lesson, what }) {
  const ids = lesson.script.ids.filter((id) => /^[wb]\./.test(id));
  const once = ids.filter(
    (id, index) => ids.findIndex((each) => nameOf(each, lesson) === nameOf(id, lesson)) === index,
  );
  const find = () => {
    store.dialog.value = "find";
  };
  return html`<p>${what} Pick a weight or a bias here, or in the picture.</p>
    <ul class="siblings choice" aria-label="Weights and biases">
      ${once.slice(0, MOST).map(
        (id) =>
          html`<li key=${id}><${Button}
              explains="A weight or a bias that can be asked about here."
              called="Weight or bias"
              onClick=${() => actions.select(id)}
            ><${Words} text=${nameOf(id, lesson)} /><//></li>`,
      )}
      ${once.length > MOST ? html`<li><${Button} explains="Finds one of the others by its name." onClick=${find}>more …<//></li>` : null}
    </ul>`;
}

/** @param {string} id @param {WholeLesson} lesson */
const nameOf = (id, lesson) => lesson.names.quantity(id).symbol;

/** @param {Props & {reply: import("../inquiries.js").Reply, what: string, body: (answer: any) => any}} props */
export function Reply({ inquiries, reply, what, body }) {
  if (reply.status === "ready") return body(reply.answer);
  if (reply.status === "loading") return html`<p class="lede" role="status">${what}</p>`;
  return html`<div class="missing" role="alert">
    <p>${reply.reason}</p>
    <${Button} explains="Asks the server once more." class="button" onClick=${() => inquiries.again()}>Ask again<//>
  </div>`;
}

/**
 * Asks about the parameter that is looked at, and shows what `body` makes of the answer.
 * @param {Props & {topic: "paths" | "nudge", what: string, waiting: string, body: (props: Answered) => any}} props
 */
export function AboutParameter(props) {
  const { store, inquiries, topic, waiting, body: Body } = props;
  const lesson = lessonOf(store);
  if (!lesson) return null;
  const active = store.active.value;
  const parameter = parameterOf(active === null ? null : lesson.script.quantity(active));
  if (parameter === null) return html`<${Choice} ...${props} lesson=${lesson} />`;
  if (tooFast(store)) return html`<p class="missing">Running fast: pause to see this.</p>`;
  const reply = inquiries.about(topic, { parameter, ...exampleOf(store) });
  const body = (/** @type {any} */ answer) =>
    html`<${Body} ...${props} lesson=${lesson} parameter=${parameter} answer=${answer} />`;
  return html`<${Reply} ...${props} reply=${reply} what=${waiting} body=${body} />`;
}
