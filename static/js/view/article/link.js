// The way to the article's numbers, where the example on the stage is the article's.
import { html } from "htm/preact";
import { Button } from "../controls.js";

/** The example whose numbers the article prints. */
const EXAMPLE = "mazur";

/** @param {import("../app.js").Props} props */
export function ArticleLink({ store }) {
  if (store.snapshot.value?.example.id !== EXAMPLE) return null;
  const open = () => {
    store.dialog.value = "article";
  };
  return html`<li class="to-article">
    <${Button}
      explains="The printed numbers of the article this example is from, beside the exact ones."
      class="link-button"
      aria-haspopup="dialog"
      onClick=${open}
    >The article's numbers<//>
  </li>`;
}
