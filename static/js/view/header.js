// The top line: which example, which room, who drives, how it looks.
import { html } from "htm/preact";
import { Icon, Mark } from "./icons.js";
import { THEMES } from "./theme.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {Record<string, string>} */
const EXAMPLES = { mazur: "Mazur 2-2-2", xor: "XOR" };

/** @type {Record<string, {icon: import("./icons.js").IconName, word: string}>} */
const LOOKS = {
  light: { icon: "sun", word: "light" },
  dark: { icon: "moon", word: "dark" },
  projector: { icon: "screen", word: "projector" },
};

/** @param {Props} props */
function Examples({ store }) {
  const id = store.snapshot.value?.example.id ?? "";
  const known = id in EXAMPLES || id === "" ? EXAMPLES : { ...EXAMPLES, [id]: store.snapshot.value?.example.title };
  /** @param {Event & {currentTarget: HTMLSelectElement}} event */
  const choose = (event) => location.assign(`/?example=${encodeURIComponent(event.currentTarget.value)}`);
  return html`<label class="chip"><span class="label">Example</span>
    <select aria-label="Example" value=${id} onChange=${choose}>
      ${Object.entries(known).map(([value, title]) => html`<option key=${value} value=${value}>${title}</option>`)}
    </select>
  </label>`;
}

/** @param {Props} props */
function Room({ store }) {
  const room = store.snapshot.value?.room;
  const open = () => {
    store.dialog.value = "invite";
  };
  return html`<span class="chip room wide">Room <b>${room}</b></span>
    <button type="button" class="button invites" aria-haspopup="dialog" onClick=${open}>Invite</button>`;
}

/** @param {Props} props */
function Share({ store }) {
  const open = () => {
    store.dialog.value = "keep";
  };
  return html`<button type="button" class="button share" aria-label="Share and save" title="Share and save: link, file, picture, numbers, program" aria-haspopup="dialog" onClick=${open}>
    <${Icon} name="keep" /><span class="words" aria-hidden="true">Share and save</span>
  </button>`;
}

/** @param {Props} props */
function Role({ store, actions }) {
  const snapshot = store.snapshot.value;
  const viewers = store.state.value?.viewers ?? 1;
  const driver = snapshot?.role === "driver";
  const people = viewers === 1 ? "1 page is in this room" : `${viewers} pages are in this room`;
  return html`<span class="role">
    <span class="people" title=${people}><${Icon} name="people" />
      <span aria-hidden="true">${viewers}</span><span class="hidden-text">${people}.</span></span>
    <span class="what">${driver ? "You drive" : "Watching"}</span>
    ${
      !driver && snapshot?.may_drive
        ? html`<button type="button" class="button" onClick=${() => actions.takeOver()}>Take over</button>`
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
  return html`<button type="button" class="icon-button look" aria-label=${label} title=${label} onClick=${change}>
    <${Icon} name=${LOOKS[theme].icon} />
  </button>`;
}

/** @param {Props} props */
export function Header(props) {
  const { store } = props;
  const help = () => {
    store.dialog.value = "help";
  };
  return html`<header class="top">
    <h1 class="brand"><${Mark} /><span class="word">Deltaflow<span class="tail">, step by step</span></span></h1>
    ${
      store.snapshot.value
        ? html`<${Role} ...${props} /><${Examples} ...${props} /><${Room} ...${props} /><${Share} ...${props} />`
        : null
    }
    <${Look} ...${props} />
    <button type="button" class="icon-button explains" aria-label="Explain everything" title="Explain everything on this page; keys and letters (?)" aria-haspopup="dialog" onClick=${help}>
      <${Icon} name="help" />
    </button>
  </header>`;
}
