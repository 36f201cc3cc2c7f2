// The page around the stage: which parts there are and where each one's data comes from.
import "@preact/signals";
import { html } from "htm/preact";
import { render } from "preact";
import { ArticleLink } from "./article/link.js";
import { useBegun } from "./begun.js";
import { Caption, Legend } from "./caption.js";
import { Dialogs } from "./dialogs.js";
import { Header } from "./header.js";
import { Live } from "./live.js";
import { Panel } from "./panel.js";
import { Phases } from "./phases.js";
import { STAGE, StageField, StageView } from "./stage_view.js";
import { NewRoom, Status } from "./status.js";
import { Transport } from "./transport.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../actions.js").Actions} Actions
 * @typedef {import("../clock.js").Clock} Clock
 * @typedef {import("../inquiries.js").Inquiries} Inquiries
 * @typedef {import("../keep/keep.js").Keep} Keep
 * @typedef {{store: Store, actions: Actions, clock: Clock, inquiries: Inquiries, keep: Keep}} Props
 */

/** @param {Props} props */
function App(props) {
  const { stale, connection } = props.store;
  if (!useBegun(props.store)) {
    return html`<${Header} ...${props} />
      <main id="stage" class="waiting">
        <p>${connection.value.text || "Opening the room …"}</p>
        ${connection.value.status === "ended" ? html`<${NewRoom} />` : null}
      </main>
      <${Dialogs} ...${props} /><${Live} ...${props} />`;
  }
  return html`<${Header} ...${props} />
    <${Status} ...${props} />
    <main id="stage" tabindex="-1" class=${stale.value ? "stage-card card stale" : "stage-card card"} ...${STAGE}>
      <${Phases} ...${props} /><${Caption} ...${props} /><${StageView} ...${props} /><${Legend}><${ArticleLink} ...${props} /><//><${StageField} ...${props} />
    </main>
    <${Panel} ...${props} />
    <${Transport} ...${props} />
    <${Dialogs} ...${props} />
    <${Live} ...${props} />`;
}

/**
 * Puts the page into its place and keeps it up to date.
 * @param {HTMLElement} host
 * @param {Props} props
 */
export function mountApp(host, props) {
  render(html`<${App} ...${props} />`, host);
}
