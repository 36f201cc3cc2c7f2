// The top line: which example, which room, who drives, how it looks.
import { html } from "htm/preact";
import { DEEDS } from "../deeds.js";
import { Button, does, IconButton } from "./controls.js";
import { Decision } from "./decision.js";
import { explains, part } from "./explains.js";
import { Icon, Mark } from "./icons.js";
import { THEMES } from "./theme.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<string, string>} */
const EXAMPLES = { mazur: "Mazur 2-2-2", xor: "XOR" };

/** What the list of examples ends with. */
const BUILD = "build";

/** @type {Record<string, {icon: import("./icons.js").IconName, word: string}>} */
const LOOKS = {
  light: { icon: "sun", word: "light" },
  dark: { icon: "moon", word: "dark" },
  projector: { icon: "screen", word: "projector" },
};

/** @param {Props} props */
function Examples({ store }) {
  const id = store.snapshot.value?.example.id ?? "";
  const known = id in EXAMPLES ? EXAMPLES : { ...EXAMPLES, [id]: store.snapshot.value?.example.title };
  const choose = (/** @type {string} */ wanted) => {
    if (wanted === BUILD) store.dialog.value = "build";
    else location.assign(`/?example=${encodeURIComponent(wanted)}`);
  };
  return html`<label class="chip"><span class="label">Example</span>
    <${Decision} id="examples" explains="Opens another example in a new room, or lets you build a network of your own." aria-label="Example" takes="opens it" value=${id} choose=${choose}>
      ${Object.entries(known).map(([value, title]) => html`<option key=${value} value=${value}>${title}</option>`)}
      <option value=${BUILD}>Build your own …</option>
    <//>
  </label>`;
}

/** @param {Props} props */
function Room({ store }) {
  const room = store.snapshot.value?.room;
  const open = () => {
    store.dialog.value = "invite";
  };
  return html`<span class="chip room wide" ...${explains("The name of this room, for others to type.")}>Room <b>${room}</b></span>
    <${Button} explains="The link and QR code with which others watch along." class="button invites" aria-haspopup="dialog" onClick=${open}>Invite<//>`;
}

/** @param {Props} props */
function Share({ store }) {
  const open = () => {
    store.dialog.value = "keep";
  };
  return html`<${Button}
    explains="Everything to take away or bring: link, file, picture, numbers, program."
    class="button share"
    aria-label="Share and save"
    title="Share and save: link, file, picture, numbers, program"
    aria-haspopup="dialog"
    onClick=${open}
  >
    <${Icon} name="keep" /><span class="words" aria-hidden="true">Share and save</span>
  <//>`;
}

/** @param {Props} props */
function Role({ store, actions }) {
  const snapshot = store.snapshot.value;
  const viewers = store.state.value?.viewers ?? 1;
  const driver = snapshot?.role === "driver";
  const people = viewers === 1 ? "1 page is in this room" : `${viewers} pages are in this room`;
  return html`<span class="role">
    <span class="people" title=${people} ...${explains("How many pages are in this room. Those that watch see what you see.", "People")}><${Icon} name="people" />
      <span aria-hidden="true">${viewers}</span><span class="hidden-text">${people}.</span></span>
    <span class="what">${driver ? "You drive" : "Watching"}</span>
    ${
      !driver && snapshot?.may_drive
        ? html`<${Button} class="button" ...${does(DEEDS.takeOver, actions)}>Take over<//>`
        : null
    }
  </span>`;
}

/** @param {Props} props */
function Look({ store }) {
  const theme = store.theme.value;
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  const label = `Theme: ${LOOKS[theme].word}. Change to ${LOOKS[next].word}.`;
  const change = () => {
    store.theme.value = next;
  };
  return html`<${IconButton}
    explains="Light for a desk, dark for the evening, projector for the back row."
    class="icon-button look"
    icon=${LOOKS[theme].icon}
    label=${label}
    onClick=${change}
  />`;
}

/** @param {Props} props */
export function Header(props) {
  const { store, actions } = props;
  const { explain, experiment } = DEEDS;
  return html`<header class="top" ...${part("Top line")}>
    <h1 class="brand"><${Mark} /><span class="word">Deltaflow<span class="tail">, step by step</span></span></h1>
    ${
      store.snapshot.value
        ? html`<${Role} ...${props} /><${Examples} ...${props} /><${Room} ...${props} /><${Share} ...${props} />
            <${IconButton} ...${does(experiment, actions)} class="icon-button experiments" icon="experiment" label=${experiment.label} aria-haspopup="dialog" />`
        : null
    }
    <${Look} ...${props} />
    <${IconButton} ...${does(explain, actions)} class="icon-button explains" icon="help" label=${explain.label} aria-haspopup="dialog" />
  </header>`;
}
