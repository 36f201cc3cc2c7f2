// Back and forth through what was changed, and the branches that changes began.
import { html } from "htm/preact";
import { Icon } from "../icons.js";
import { hindrance } from "../lesson.js";

/** @typedef {import("../app.js").Props} Props */

/** @param {Props} props */
export function UndoButtons({ store, actions }) {
  const state = store.state.value;
  const reason = hindrance(store);
  /** @type {[import("../icons.js").IconName, string, string | null, string, () => void][]} */
  const buttons = [
    ["undo", "Undo", state?.undo ?? null, "Control+Z", actions.undo],
    ["redo", "Redo", state?.redo ?? null, "Control+Shift+Z", actions.redo],
  ];
  return html`<span class="undo" role="group" aria-label="Edits">
    ${buttons.map(([icon, word, what, keys, act]) => {
      const label = what === null ? `Nothing to ${word.toLowerCase()}` : `${word}: ${what}`;
      return html`<button
        key=${word}
        type="button"
        class="icon-button"
        aria-label=${label}
        aria-keyshortcuts=${keys}
        title=${reason ?? label}
        disabled=${reason !== null || what === null}
        onClick=${act}
      ><${Icon} name=${icon} /></button>`;
    })}
  </span>`;
}

/** The current branch, and the way to the others; nothing where there is but one. @param {Props} props */
export function BranchButton({ store, actions }) {
  const { branches, branch } = store.branches.value;
  const current = branches.find(({ id }) => id === branch);
  if (branches.length < 2 || !current) return null;
  return html`<button
    type="button"
    class="button branch"
    aria-haspopup="dialog"
    aria-label=${`Branch ${current.name}`}
    title=${`Branch “${current.name}”, one of ${branches.length}: return to another, name, delete`}
    onClick=${() => actions.openDialog("branches")}
  ><${Icon} name="branch" /><span class="name">${current.name}</span></button>`;
}
