// The dock: what moves the lesson, the timeline, the speed, the learning rate.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Seeking } from "./editing/seeking.js";
import { BranchButton, UndoButtons } from "./editing/undo.js";
import { Icon } from "./icons.js";
import { hindrance } from "./lesson.js";
import { Eta, GoTo, SpeedChoice } from "./settings.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("./icons.js").IconName} IconName
 *
 * @typedef {object} Control
 * @property {IconName} icon
 * @property {string} label
 * @property {string} [key] as aria-keyshortcuts spells it
 * @property {string} [class]
 * @property {() => void} act
 */

/** @param {Control & {disabled: boolean, reason: string | null, words?: boolean}} props */
function Button({ icon, label, key: keys, class: kind = "", act, disabled, reason, words = false }) {
  return html`<button
    type="button"
    class=${`move ${kind}`}
    data-move=${icon}
    aria-label=${words ? undefined : label}
    aria-keyshortcuts=${keys}
    title=${reason ?? label}
    disabled=${disabled}
    onClick=${act}
  ><${Icon} name=${icon} />${words ? html`<span class="words">${label}</span>` : null}</button>`;
}

/** @param {Props} props */
function Moves({ store, actions }) {
  const [open, setOpen] = useState(false);
  const reason = hindrance(store);
  const each = { disabled: reason !== null, reason };
  const playing = store.state.value?.play !== "paused";
  /** @param {KeyboardEvent} event */
  const close = (event) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  return html`<div class="moves" role="group" aria-label="Move through the lesson" onKeyDown=${close}>
    <${Button} ...${each} class="rare" icon="restart" label="Restart from iteration 0" act=${actions.restart} />
    <${Button} ...${each} icon="back" label="Step back" act=${actions.stepBack} />
    ${
      playing
        ? html`<${Button} ...${each} class="play" icon="pause" label="Pause" act=${actions.pause} />`
        : html`<${Button} ...${each} class="play" icon="play" label="Play" act=${actions.play} />`
    }
    <${Button} ...${each} class="next" words icon="step" label="Next" act=${actions.step} />
    <${Button} ...${each} class="rare" icon="nextPhase" label="Next phase" act=${actions.nextPhase} />
    <${Button} ...${each} class="rare" icon="nextIteration" label="Next iteration" act=${actions.nextIteration} />
    <button type="button" class="move more" aria-label="More controls" title="More controls" aria-expanded=${open} aria-controls="more" onClick=${() => setOpen(!open)}>
      <${Icon} name=${open ? "close" : "more"} />
    </button>
    <div id="more" class=${open ? "more-moves open" : "more-moves"} hidden=${!open}>
      <${Button} ...${each} words class="narrow" icon="restart" label="Restart" act=${actions.restart} />
      <${Button} ...${each} words icon="previousPhase" label="Previous phase" act=${actions.previousPhase} />
      <${Button} ...${each} words class="narrow" icon="nextPhase" label="Next phase" act=${actions.nextPhase} />
      <${Button} ...${each} words icon="previousIteration" label="Previous iteration" act=${actions.previousIteration} />
      <${Button} ...${each} words class="narrow" icon="nextIteration" label="Next iteration" act=${actions.nextIteration} />
    </div>
  </div>`;
}

/** The timeline looks after itself; here it only gets its place. @param {Props} props */
function Track({ store, actions }) {
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (host.current) new Timeline(host.current, store, actions);
  }, [store, actions]);
  return html`<div class="timeline" ref=${host}></div>`;
}

/** Why the controls do not move anything, where they do not. @param {Props} props */
function Reason({ store, actions }) {
  const reason = hindrance(store);
  if (!reason) return null;
  const may = store.snapshot.value?.may_drive && !store.stale.value;
  return html`<p class="reason">
    ${reason}
    ${may ? html`<button type="button" class="button" onClick=${actions.takeOver}>Take over</button>` : null}
  </p>`;
}

/** @param {Props} props */
export function Transport(props) {
  const { store } = props;
  const seeking = store.state.value?.play === "seeking";
  return html`<section class="dock card" aria-label="Playback">
    <div class="left">
      <${Moves} ...${props} />
      <div class="second">
        ${seeking ? html`<${Seeking} ...${props} />` : html`<${GoTo} ...${props} />`}
        <${UndoButtons} ...${props} /><${BranchButton} ...${props} />
      </div>
    </div>
    <${Track} ...${props} />
    <div class="settings"><${Eta} ...${props} /><${SpeedChoice} ...${props} /></div>
    <${Reason} ...${props} />
  </section>`;
}
