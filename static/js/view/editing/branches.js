// The branches of a room: what was trained before an edit is never lost, one returns to it.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useAwaited } from "../awaited.js";
import { Button, Input } from "../controls.js";
import { explains } from "../explains.js";
import { count } from "../format.js";
import { hindrance } from "../lesson.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../../types.js").Branch} Branch
 * @typedef {Event & {currentTarget: HTMLInputElement}} InputEvent
 */

const LONGEST = 60;

/** @param {string} name @returns {string | null} why it cannot be one */
export function nameTrouble(name) {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "A branch needs a name: at least one character that can be seen.";
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(name))
    return "A name is one line, without characters that control how text is written.";
  return [...name].length > LONGEST ? `A name has at most ${LONGEST} characters.` : null;
}

/** @param {Branch} branch @param {Branch[]} branches */
export function branchPlace({ parent, start, trained_to }, branches) {
  const origin = branches.find(({ id }) => id === parent);
  const from = origin ? `leaves “${origin.name}” at iteration ${count(start)}` : `from iteration ${count(start)}`;
  return `${from}, trained to ${count(trained_to)}`;
}

/** @param {Props & {branch: Branch, current: boolean}} props */
function Entry({ store, actions, branch, current }) {
  const { branches } = store.branches.value;
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const [called, wait] = useAwaited(branch.name, store.failure.value);
  const disabled = hindrance(store) !== null;
  // The current one grows with every frame; the list says how far the others had come when one left them.
  const trained = Math.max(branch.trained_to, current ? (store.frame.value?.trained_to ?? 0) : 0);
  const id = `branch-${branch.id}`;
  const rename = () => {
    const name = (draft ?? called).trim();
    const trouble = nameTrouble(name);
    setReason(trouble);
    if (trouble !== null) return;
    if (name !== called) {
      if (actions.nameBranch(branch.id, name) === null) return;
      wait(name);
    }
    setDraft(null);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key === "Enter") rename();
    if (event.key !== "Escape" || draft === null) return;
    // The first Escape leaves the name as it was, the second the dialog.
    event.preventDefault();
    event.stopPropagation();
    setDraft(null);
    setReason(null);
  };
  return html`<li class=${current ? "current" : undefined} aria-current=${current ? "true" : undefined}>
    <${Input}
      explains="The name of this branch, to be changed."
      called="Name of a branch"
      type="text"
      aria-label=${`Name of branch ${branch.name}`}
      aria-invalid=${reason !== null}
      aria-describedby=${reason ? `${id}-reason` : undefined}
      value=${draft ?? called}
      disabled=${disabled && draft === null}
      onInput=${(/** @type {InputEvent} */ event) => setDraft(event.currentTarget.value)}
      onKeyDown=${key}
      onBlur=${() => draft !== null && rename()}
    />
    <span class="place">${branchPlace({ ...branch, trained_to: trained }, branches)}</span>
    ${reason ? html`<span id=${`${id}-reason`} class="trouble" role="alert">${reason}</span>` : null}
    ${
      current
        ? html`<b class="here">You are here</b>`
        : html`<span class="deeds">
          <${Button}
            explains="Goes on with this branch, where one left it."
            called="Return"
            class="button"
            disabled=${disabled}
            aria-label=${`Return to ${branch.name}`}
            onClick=${() => actions.openBranch(branch.id)}
          >Return<//>
          <${Button}
            explains="Forgets this branch and what was trained on it."
            called="Delete"
            class="button"
            disabled=${disabled}
            aria-label=${`Delete ${branch.name}`}
            onClick=${() => actions.deleteBranch(branch.id)}
          >Delete<//>
        </span>`
    }
  </li>`;
}

/** @param {Props} props */
export function Branches(props) {
  const { branches, branch } = props.store.branches.value;
  const reason = hindrance(props.store);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  // The button that one has pressed may be gone.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) list.current?.focus();
  }, [branches, branch]);
  return html`<p class="lede">
      Whatever is changed at an iteration that goes on begins a branch there; what was trained after it stays on the branch it left.
      ${reason ? ` ${reason}` : ""}
    </p>
    <ul class="branches" ref=${list} tabindex="-1" ...${explains("All branches of this room; the one that is shown is marked.", "Branches")}>
      ${branches.map((each) => html`<${Entry} key=${each.id} ...${props} branch=${each} current=${each.id === branch} />`)}
    </ul>`;
}
