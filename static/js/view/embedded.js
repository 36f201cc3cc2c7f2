// The page in a frame: the stage with its sentence, and as little around it as one asks for.
import { html } from "htm/preact";
import { render } from "preact";
import { DEEDS } from "../deeds.js";
import { useBegun } from "./begun.js";
import { Caption } from "./caption.js";
import { does, IconButton, Link } from "./controls.js";
import { lazy } from "./lazy.js";
import { hindrance } from "./lesson.js";
import { Live } from "./live.js";
import { STAGE, StageField, StageView } from "./stage_view.js";
import { Status } from "./status.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {{controls: boolean, panel: boolean}} Options
 */

/** @param {Props} props */
function Controls({ store, actions }) {
  const reason = hindrance(store);
  const position = store.position.value;
  const playing = store.state.value?.play !== "paused";
  /** @param {import("./icons.js").IconName} icon @param {import("../deeds.js").Deed} deed */
  const button = (icon, deed) =>
    html`<${IconButton} ...${does(deed, actions, reason)} icon=${icon} label=${deed.label} disabled=${reason !== null} />`;
  return html`<section class="frame-controls" aria-label="Playback">
    ${button("back", DEEDS.stepBack)}
    ${playing ? button("pause", { ...DEEDS.play, label: "Pause" }) : button("play", DEEDS.play)}
    ${button("step", DEEDS.step)}
    <span class="where">Iteration <b>${position?.iteration}</b>, moment <b>${position?.moment}</b> of ${store.script.value?.count}</span>
    <${Link} explains="The whole page of this room, in a tab of its own." class="button" href=${`/r/${store.snapshot.value?.room ?? ""}`} target="_blank" rel="noopener">Open in Deltaflow<//>
  </section>`;
}

/** @param {Props & {options: Options, Panel: ((props: Props) => any) | null}} props */
function Embedded({ options, Panel, ...props }) {
  const { snapshot, stale, connection } = props.store;
  if (!useBegun(props.store) || !snapshot.value) {
    return html`<main id="stage" class="waiting"><h1 class="hidden-text">Deltaflow</h1><p>${connection.value.text || "Opening the room …"}</p></main><${Live} ...${props} />`;
  }
  return html`<${Status} ...${props} />
    <main id="stage" tabindex="-1" class=${stale.value ? "stage-card stale" : "stage-card"} ...${STAGE}>
      <h1 class="hidden-text">Deltaflow: ${snapshot.value.example.title}</h1>
      <${Caption} ...${props} /><${StageView} ...${props} /><${StageField} ...${props} />
    </main>
    ${Panel ? html`<${Panel} ...${props} />` : null}
    ${options.controls ? html`<${Controls} ...${props} />` : null}
    <${Live} ...${props} />`;
}

/** @param {HTMLElement} host @param {Props} props @param {Options} options */
export function mountEmbedded(host, props, options) {
  host.classList.add("embedded");
  if (options.panel) host.classList.add("with-panel");
  /** Few ask for it. @type {((props: Props) => any) | null} */
  const Panel = options.panel ? lazy(async () => (await import("./panel.js")).Panel) : null;
  render(html`<${Embedded} ...${props} options=${options} Panel=${Panel} />`, host);
}
