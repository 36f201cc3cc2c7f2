// Back and forth through what was changed, and the branches that changes began.
import { html } from "htm/preact";
import { DEEDS } from "../../deeds.js";
import { Button, does, IconButton } from "../controls.js";
import { Icon } from "../icons.js";
import { hindrance } from "../lesson.js";

/** @typedef {import("../app.js").Props} Props */

/** @param {Props} props */
export function UndoButtons({ store, actions }) {
  const state = store.state.value;
  const reason = hindrance(store);
  /** @type {["undo" | "redo", string | null][]} */
  const buttons = [
    ["undo", state?.undo ?? null],
    ["redo", state?.redo ?? null],
  ];
  return html`<span class="undo" role="group" aria-label="Edits">
    ${buttons.map(([name, what]) => {
      const deed = DEEDS[name];
      const label = what === null ? `Nothing to ${deed.label.toLowerCase()}` : `${deed.label}: ${what}`;
      return html`<${IconButton}
        key=${name}
        ...${does({ ...deed, label }, actions, reason)}
        icon=${name}
        label=${label}
        disabled=${reason !== null || what === null}
      />`;
    })}
  </span>`;
}

/** The current branch, and the way to the others; nothing where there is but one. @param {Props} props */
export function BranchButton({ store, actions }) {
  const { branches, branch } = store.branches.value;
  const current = branches.find(({ id }) => id === branch);
  if (branches.length < 2 || !current) return null;
  return html`<${Button}
    explains="The branches: every change begins one, and each can be returned to."
    class="button branch"
    aria-haspopup="dialog"
    aria-label=${`Branch ${current.name}`}
    title=${`Branch “${current.name}”, one of ${branches.length}: return to another, name, delete`}
    onClick=${() => actions.openDialog("branches")}
  ><${Icon} name="branch" /><span class="name">${current.name}</span><//>`;
}
