// What an edit did, old and new side by side, and the way to change what is selected.
import { html } from "htm/preact";
import { DEEDS } from "../../deeds.js";
import { givenOf } from "../../model/givens.js";
import { Button } from "../controls.js";
import { explains } from "../explains.js";
import { exact, signOf, UNKNOWN } from "../format.js";
import { drives, lessonOf } from "../lesson.js";
import { pointsAt } from "../pointing.js";
import { Words } from "../words.js";
import { consequences, formerly } from "./compared.js";
import { GivenField } from "./field.js";
import { changesText, HEADINGS } from "./wording.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../model/store.js").Store} Store
 */

/**
 * What was just changed, in a sentence: for the panel, and for who listens.
 * @param {Store} store
 * @returns {string | null}
 */
function editSentence(store) {
  const before = store.before.value;
  const names = store.names.value;
  const network = store.snapshot.value?.network;
  if (!before || !names || !network || before.changes.length === 0) return null;
  return `${HEADINGS[before.cause]}: ${changesText(before.changes, names, network.sizes.length - 1)}`;
}

/** The same, with what became of the error. @param {Store} store */
export function consequenceSentence(store) {
  const said = editSentence(store);
  const lesson = lessonOf(store);
  if (said === null || !lesson) return null;
  const error = formerly("error_total", store.before.value, lesson);
  return error ? `${said}. E was ${error.from}, is ${error.to}.` : `${said}.`;
}

/** @param {Props} props */
export function Compared(props) {
  const { store, actions } = props;
  const lesson = lessonOf(store);
  const before = store.before.value;
  const said = editSentence(store);
  if (!lesson || !before || said === null) return null;
  const rows = consequences(before, lesson, store.selection.value);
  return html`<section class="compared" aria-label="What the edit changed" ...${explains("What the last change did: each number before and after.")}>
    <p class="what"><b><${Words} text=${said} /></b>
      <${Button}
        explains="Puts the numbers from before the change away."
        class="text-button"
        aria-label="Hide what was before"
        onClick=${() => actions.dismissBefore()}
      >Hide<//>
    </p>
    ${
      rows.length > 0
        ? html`<ul>
          ${rows.map(({ id, from, to }) => {
            const { symbol, words } = lesson.names.quantity(id);
            return html`<li key=${id}>
              <${Button}
                explains="A number before and after the last change. Click to have it explained."
                called="Number before and after"
                aria-label=${`${words}: was ${from}, is ${to}`}
                ...${pointsAt(id, props)}
              >
                <span><${Words} text=${symbol} /></span>
                <s class="old">${from}</s><span aria-hidden="true">→</span>
                <b class=${signOf(lesson.value(id))}>${to}</b>
              <//>
            </li>`;
          })}
        </ul>`
        : null
    }
  </section>`;
}

/** @param {Props} props */
function Change(props) {
  const { store, actions } = props;
  const of = givenOf(store.selection.value ?? "");
  const lesson = lessonOf(store);
  if (of === null || !lesson?.script.has(of)) return null;
  const { symbol, words } = lesson.names.quantity(of);
  const editing = store.editing.value;
  if (editing?.place === "panel" && editing.of === of) {
    return html`<p class="change"><span><${Words} text=${symbol} /> =</span> <${GivenField} key=${of} ...${props} of=${of} place="panel" /></p>`;
  }
  const value = store.standing(of);
  const open = () => actions.mayEdit() && actions.setEditing({ of, place: "panel" });
  return html`<p class="change">
    <span><${Words} text=${symbol} /> = ${value === null ? UNKNOWN : exact(value)}</span>
    <${Button}
      explains=${DEEDS.editSelected.explains}
      class="button"
      title=${`Change the ${words} (F2)`}
      disabled=${store.stale.value}
      onClick=${open}
    >
      <span>Change <${Words} text=${symbol} /></span>
    <//>
    ${drives(store) ? null : html`<span class="lede">Only the host changes it.</span>`}
  </p>`;
}

/** At the head of the panel. @param {Props} props */
export function Editing(props) {
  return html`<${Compared} ...${props} /><${Change} ...${props} />`;
}

/** What stood in a place before, beside what stands there now. @param {{store: Store, id: string}} props */
export function Old({ store, id }) {
  const lesson = lessonOf(store);
  const texts = lesson && formerly(id, store.before.value, lesson);
  return texts ? html`<s class="old" aria-hidden="true">${texts.from}</s>` : null;
}
