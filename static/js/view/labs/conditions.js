// Of what an experiment told: its iteration and branch, how far it trained; and whether the room has been changed since.
import { html } from "htm/preact";
import { count } from "../format.js";

/**
 * @typedef {import("../../experiments.js").Taken} Taken
 * @typedef {import("../../model/store.js").Store} Store
 */

/** Whether the room is no longer what it was. @param {Taken} taken @param {Store} store */
export const isOld = ({ epoch, revision }, store) =>
  revision !== store.revision.value || epoch !== store.snapshot.value?.epoch;

/** @param {Taken} taken */
export const placeOf = ({ iteration, branch }) =>
  `iteration ${count(iteration)}${branch === null ? "" : ` of the branch “${branch}”`}`;

/** @param {number} iterations */
export const iterationWords = (iterations) => `${count(iterations)} ${iterations === 1 ? "iteration" : "iterations"}`;

/** @param {{taken: Taken, store: Store, children?: any}} props children: how it was trained, in words */
export function Conditions({ taken, store, children }) {
  return html`<div class="lab-taken">
    <p>${children}</p>
    ${isOld(taken, store) ? html`<p class="lab-old"><b>This is of before:</b> the room has been changed since.</p>` : null}
  </div>`;
}
