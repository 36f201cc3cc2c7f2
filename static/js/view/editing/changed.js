// What an edit did, and the way to the next one: what says it comes when there is something to say.
import { html } from "htm/preact";
import { later } from "../../later.js";
import { givenOf } from "../../model/givens.js";

/** @typedef {import("../app.js").Props} Props */

const consequences = later(() => import("./consequences.js"));

/** What was just changed, and what became of the error. @param {import("../../model/store.js").Store} store */
export const consequenceSentence = (store) =>
  store.before.value === null ? null : (consequences.wanted()?.consequenceSentence(store) ?? null);

/** @param {Props} props */
export function Compared(props) {
  const here = props.store.before.value === null ? undefined : consequences.wanted();
  return here ? html`<${here.Compared} ...${props} />` : null;
}

/** At the head of the panel. @param {Props} props */
export function Editing(props) {
  const { before, selection } = props.store;
  const anything = before.value !== null || givenOf(selection.value ?? "") !== null;
  const here = anything ? consequences.wanted() : undefined;
  return here ? html`<${here.Editing} ...${props} />` : null;
}
