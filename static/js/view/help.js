// What the keys do, and what colours, shapes and letters mean: all of it read from where it is defined.
import { html } from "htm/preact";
import { DEEDS, keyName } from "../deeds.js";
import { KIND_WORDS, saysOf } from "../model/network.js";
import { Legend } from "./caption.js";
import { Formula } from "./mathml.js";
import { TABS } from "./panel.js";
import { READING } from "./reading.js";
import { SIGNS } from "./reminder.js";
import { letterOf } from "./symbols.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../model/script.js").ScriptView} ScriptView
 */

const WITH_KEYS = Object.values(DEEDS).filter(({ keys }) => keys.length > 0);

/** What else a number can be asked, and how it is written. @type {{name: string, words: string}[]} */
const ASKING = [
  ...TABS.map(({ title, words }) => ({ name: title, words })),
  SIGNS,
  ...Object.values(READING).map(({ short, words }) => ({ name: short, words })),
];

/** The kinds of numbers that a network has. @param {Pick<ScriptView, "ids">} script */
function kindsOf({ ids }) {
  const there = new Set(["x", ...ids.map((id) => id.split(".")[0])]);
  return Object.keys(KIND_WORDS).filter((kind) => there.has(kind));
}

/** Every letter with its meaning. @param {Props} props */
function Letters({ store }) {
  const script = store.script.value;
  const letters = store.names.value?.letters;
  if (!script || !letters) return null;
  return html`<h3>Letters</h3>
    <dl class="keys letters">
      ${kindsOf(script).map(
        (kind) => html`<div key=${kind}>
          <dt><${Formula} of=${letterOf(kind, letters)} /></dt>
          <dd>${saysOf(kind)}</dd>
        </div>`,
      )}
    </dl>`;
}

/** @param {Props} props */
export function Help(props) {
  const { store } = props;
  const example = store.snapshot.value?.example;
  return html`<h3>Keyboard</h3>
    <dl class="keys">
      ${WITH_KEYS.map(
        ({ keys, explains }) => html`<div key=${explains}>
          <dt>${keys.map((each) => html`<kbd key=${each}>${keyName(each)}</kbd> `)}</dt>
          <dd>${explains}</dd>
        </div>`,
      )}
    </dl>
    <h3>Colours and shapes</h3>
    <${Legend} />
    <p class="lede">
      Colour means sign and nothing else; every sign also has its own shape and dash. Width and size mean how large.
      Yellow marks what you are looking at. The badges 1, 2, 3 tie each factor to its place in the picture.
    </p>
    <h3>Asking further</h3>
    <dl class="keys letters">
      ${ASKING.map(({ name, words }) => html`<div key=${name}><dt>${name}</dt><dd>${words}</dd></div>`)}
    </dl>
    <${Letters} ...${props} />
    ${example ? html`<h3>${example.title}</h3><p>${example.description}</p><p class="lede">${example.source}</p>` : null}`;
}
