// The dock: what moves the lesson, the timeline, the speed, the learning rate.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { DEEDS } from "../deeds.js";
import { GRAINS } from "../model/grains.js";
import { Button, does } from "./controls.js";
import { Seeking } from "./editing/seeking.js";
import { BranchButton, UndoButtons } from "./editing/undo.js";
import { explains, part } from "./explains.js";
import { Icon } from "./icons.js";
import { hindrance } from "./lesson.js";
import { Eta, GoTo } from "./settings.js";
import { SpeedChoice } from "./speed.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {{deed: keyof typeof DEEDS, icon: import("./icons.js").IconName, label?: string, class?: string, words?: boolean}} Move
 */

/** @param {Props & Move & {disabled: boolean, reason: string | null, far?: string}} props words: its name is to be seen; far: how far it goes */
function Move({
  deed,
  icon,
  class: kind = "",
  actions,
  disabled,
  reason,
  words = false,
  far = "",
  label = DEEDS[deed].label,
}) {
  return html`<${Button}
    ...${does({ ...DEEDS[deed], label }, actions, reason)}
    class=${`move ${kind}`}
    data-move=${icon}
    aria-label=${words ? undefined : label}
    disabled=${disabled}
  ><${Icon} name=${icon} />${words ? html`<span class="words">${label}</span>` : null}${far ? html`<small>${far}</small>` : null}<//>`;
}

/** @param {Props} props */
function Moves(props) {
  const { store } = props;
  const [open, setOpen] = useState(false);
  const reason = hindrance(store);
  const each = { ...props, disabled: reason !== null, reason };
  const state = store.state.value;
  const playing = state?.play !== "paused";
  const far = state && state.grain !== "quantity" ? GRAINS[state.grain].step : "";
  /** @param {KeyboardEvent} event */
  const close = (event) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  return html`<div class="moves" role="group" aria-label="Move through the lesson" onKeyDown=${close}>
    <${Move} ...${each} class="rare" icon="restart" deed="restart" />
    <${Move} ...${each} icon="back" deed="stepBack" />
    <${Move} ...${each} class="play" deed="play" icon=${playing ? "pause" : "play"} label=${playing ? "Pause" : "Play"} />
    <${Move} ...${each} class="next" words icon="step" deed="step" far=${far} />
    <${Move} ...${each} class="rare" icon="nextPhase" deed="nextPhase" />
    <${Move} ...${each} class="rare" icon="nextIteration" deed="nextIteration" />
    <${Button}
      explains="More ways through the lesson: to the phase or the iteration before, and what has no room here."
      class="move more"
      aria-label="More controls"
      title="More controls"
      aria-expanded=${open}
      aria-controls="more"
      onClick=${() => setOpen(!open)}
    ><${Icon} name=${open ? "close" : "more"} /><//>
    <div id="more" class=${open ? "more-moves open" : "more-moves"} hidden=${!open}>
      <${Move} ...${each} words class="narrow" icon="restart" deed="restart" label="Restart" />
      <${Move} ...${each} words icon="previousPhase" deed="previousPhase" />
      <${Move} ...${each} words class="narrow" icon="nextPhase" deed="nextPhase" />
      <${Move} ...${each} words icon="previousIteration" deed="previousIteration" />
      <${Move} ...${each} words class="narrow" icon="nextIteration" deed="nextIteration" />
      <${Move} ...${props} words class="narrow" icon="experiment" deed="experiment" disabled=${false} reason=${null} />
    </div>
  </div>`;
}

/** The timeline looks after itself; here it only gets its place, and between what it reads out the branch it is of. @param {Props} props */
function Track(props) {
  const { store, actions } = props;
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  const between = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (host.current && between.current) new Timeline(host.current, store, actions, between.current);
  }, [store, actions]);
  return html`<div class="track">
    <div class="timeline" ref=${host}></div>
    <div class="between" ref=${between}><${BranchButton} ...${props} /></div>
  </div>`;
}

/** Why the controls do not move anything, where they do not. @param {Props} props */
function Reason({ store, actions }) {
  const reason = hindrance(store);
  if (!reason) return null;
  const may = store.snapshot.value?.may_drive && !store.stale.value;
  return html`<p class="reason" ...${explains("Why the controls do not move anything just now.", "Reason")}>
    ${reason}
    ${may ? html`<${Button} class="button" ...${does(DEEDS.takeOver, actions)}>Take over<//>` : null}
  </p>`;
}

/** @param {Props} props */
export function Transport(props) {
  const { store } = props;
  const seeking = store.state.value?.play === "seeking";
  return html`<section class="dock card" aria-label="Playback" ...${part("Moving through the lesson")}>
    <div class="left">
      <${Moves} ...${props} />
      <div class="second">
        ${seeking ? html`<${Seeking} ...${props} />` : html`<${GoTo} ...${props} />`}
        <${UndoButtons} ...${props} />
      </div>
    </div>
    <${Track} ...${props} />
    <div class="settings"><${Eta} ...${props} /><${SpeedChoice} ...${props} /></div>
    <${Reason} ...${props} />
  </section>`;
}
