// The page around the stage: which parts there are and where each one's data comes from.
import "@preact/signals";
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ArticleLink } from "./article/link.js";
import { Caption, Legend } from "./caption.js";
import { Dialogs } from "./dialogs.js";
import { editOnStage, StageField } from "./editing/on_stage.js";
import { explains, part } from "./explains.js";
import { Header } from "./header.js";
import { Live } from "./live.js";
import { Panel } from "./panel.js";
import { Phases } from "./phases.js";
import { Stage } from "./stage/stage.js";
import { NewRoom, Status } from "./status.js";
import { startTheme } from "./theme.js";
import { Transport } from "./transport.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../actions.js").Actions} Actions
 * @typedef {import("../clock.js").Clock} Clock
 * @typedef {import("../inquiries.js").Inquiries} Inquiries
 * @typedef {import("../keep/keeper.js").Keeper} Keeper
 * @typedef {{store: Store, actions: Actions, clock: Clock, inquiries: Inquiries, keep: Keeper}} Props
 */

/** What the picture's place says, and what its part of the page is called. */
export const STAGE = {
  ...part("Phases, sentence and picture"),
  ...explains("The network at this moment: what has been computed, what is on its way, what changes.", "Picture"),
};

/** The drawing looks after itself; here it only gets its place. @param {Props} props */
export function StageView(props) {
  const { store, clock, keep } = props;
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!host.current) return;
    const stage = new Stage(host.current, store, clock);
    keep.showing(() => stage.shown);
    editOnStage(host.current, props);
  }, [store, clock, keep]);
  return html`<div class="view" ref=${host}></div>`;
}

/** @param {Props} props */
function App(props) {
  const { snapshot, stale, connection } = props.store;
  if (!snapshot.value) {
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
  startTheme(props.store);
  render(html`<${App} ...${props} />`, host);
}
