// The page's dialogs: one of them open at a time, by its name in the store. What they hold comes when it is first opened.
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { IconButton } from "./controls.js";
import { lazy } from "./lazy.js";
import { useModal } from "./modal.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<string, {title: string, body: (props: Props) => any}>} */
const DIALOGS = {
  keys: { title: "Keys and letters", body: lazy(async () => (await import("./help.js")).Help) },
  invite: { title: "Invite", body: lazy(async () => (await import("./invite.js")).Invite) },
  keep: { title: "Share and save", body: lazy(async () => (await import("./keep/dialog.js")).Keep) },
  branches: { title: "Branches", body: lazy(async () => (await import("./editing/branches.js")).Branches) },
  build: { title: "Build a network", body: lazy(async () => (await import("./planning/dialog.js")).Build) },
  network: {
    title: "Change the network",
    body: lazy(async () => (await import("./editing/network_dialog.js")).NetworkChoices),
  },
  labs: { title: "Experiments", body: lazy(async () => (await import("./labs/dialog.js")).Labs) },
  find: { title: "Find a number", body: lazy(async () => (await import("./finder.js")).Finder) },
  article: { title: "The article's numbers", body: lazy(async () => (await import("./article/article.js")).Article) },
};

/** A dialog of its own kind, and an ordinary one as long as it has not come. @type {(props: Props) => any} */
const Overlay = lazy(
  async () => (await import("./explained/overlay.js")).Overlay,
  (props) => html`<${Dialog} ...${props} name="help" title="Everything explained" />`,
);

/** @param {Props} props */
export function Dialogs(props) {
  if (props.store.dialog.value === "help") return html`<${Overlay} ...${props} />`;
  const name = props.store.dialog.value ?? "";
  const open = DIALOGS[name];
  return open
    ? html`<${Dialog} key=${open.title} ...${props} name=${name} title=${open.title}><${open.body} ...${props} /><//>`
    : null;
}

/** A native dialog: it holds the focus, gives it back, and closes with Escape. @param {Props & {name: string, title: string, children?: any}} props */
function Dialog(props) {
  const { store, name, title, children } = props;
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useModal(ref);
  // A browser may say that a dialog has closed when another one is open already, or the same one in another form.
  const close = () => {
    if (ref.current && store.dialog.peek() === name) store.dialog.value = null;
  };
  /** A click on the veil, which belongs to the dialog itself, closes. @param {MouseEvent} event */
  const outside = (event) => {
    if (event.target === ref.current) close();
  };
  return html`<dialog ref=${ref} class="dialog" aria-labelledby="dialog-title" onClose=${close} onClick=${outside}>
    <div class="sheet">
      <div class="dialog-head">
        <h2 id="dialog-title">${title}</h2>
        <${IconButton} explains="Closes this; Escape does the same." icon="close" label="Close" onClick=${close} />
      </div>
      ${children}
    </div>
  </dialog>`;
}
