// The page's dialogs: one of them open at a time, by its name in the store.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Article } from "./article/article.js";
import { IconButton } from "./controls.js";
import { Branches } from "./editing/branches.js";
import { NetworkChoices } from "./editing/network_dialog.js";
import { Overlay } from "./explained/overlay.js";
import { Finder } from "./finder.js";
import { Help } from "./help.js";
import { Invite } from "./invite.js";
import { Keep } from "./keep/dialog.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<string, {title: string, body: (props: Props) => any}>} */
const DIALOGS = {
  keys: { title: "Keys and letters", body: Help },
  invite: { title: "Invite", body: Invite },
  keep: { title: "Share and save", body: Keep },
  branches: { title: "Branches", body: Branches },
  network: { title: "Change the network", body: NetworkChoices },
  find: { title: "Find a number", body: Finder },
  article: { title: "The article's numbers", body: Article },
};

/** @param {Props} props */
export function Dialogs(props) {
  if (props.store.dialog.value === "help") return html`<${Overlay} ...${props} />`;
  const name = props.store.dialog.value ?? "";
  const open = DIALOGS[name];
  return open
    ? html`<${Dialog} key=${open.title} ...${props} name=${name} title=${open.title} body=${open.body} />`
    : null;
}

/** A native dialog: it holds the focus, gives it back, and closes with Escape. @param {Props & {name: string, title: string, body: any}} props */
function Dialog(props) {
  const { store, name, title, body: Body } = props;
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  // A browser may say that a dialog has closed when another one is open already.
  const close = () => {
    if (store.dialog.peek() === name) store.dialog.value = null;
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
      <${Body} ...${props} />
    </div>
  </dialog>`;
}
