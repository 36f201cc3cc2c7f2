// The side panel: tabs, and how their numbers are written.
import { html } from "htm/preact";
import { CheckPanel } from "./check/check.js";
import { Compared, Editing } from "./editing/consequences.js";
import { Icon } from "./icons.js";
import { OnPaper } from "./paper/paper.js";
import { PathsPanel } from "./paths/paths.js";
import { Reading } from "./reading.js";
import { Reminder } from "./reminder.js";
import { RulePanel } from "./rule.js";
import { Tables } from "./table.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../types.js").Tab} Tab
 */

/** @type {[Tab, string][]} */
const TABS = [
  ["rule", "Chain rule"],
  ["paths", "Paths"],
  ["check", "Check it"],
  ["table", "Table"],
];

/** @type {Record<Tab, (props: Props) => any>} */
const BODIES = { rule: RulePanel, paths: PathsPanel, check: CheckPanel, table: Tables };

/** Where a key leads from a tab. @param {string} key @param {number} index @returns {number | null} */
function turned(key, index) {
  if (key === "Home" || key === "End") return key === "Home" ? 0 : TABS.length - 1;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return by === undefined ? null : (index + by + TABS.length) % TABS.length;
}

/** @param {Props} props */
function Tabs({ store }) {
  /** @param {KeyboardEvent} event */
  const turn = (event) => {
    const to = turned(
      event.key,
      TABS.findIndex(([id]) => id === store.tab.value),
    );
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    store.tab.value = TABS[to][0];
    document.getElementById(`tab-${store.tab.value}`)?.focus();
  };
  return html`<div role="tablist" aria-label="Explanation" class="tablist" onKeyDown=${turn}>
    ${TABS.map(([id, title]) => {
      const selected = store.tab.value === id;
      /** @param {MouseEvent & {currentTarget: HTMLElement}} event */
      const choose = ({ detail, currentTarget }) => {
        store.tab.value = id;
        // Who clicks a tab goes on with the lesson: its keys step, they do not turn tabs.
        if (detail > 0) currentTarget.blur();
      };
      return html`<button
        key=${id}
        id=${`tab-${id}`}
        type="button"
        role="tab"
        aria-selected=${selected}
        aria-controls="panel"
        tabindex=${selected ? 0 : -1}
        onClick=${choose}
      >${title}</button>`;
    })}
  </div>`;
}

/** @param {Props} props */
export function Panel(props) {
  const { store } = props;
  const Body = BODIES[store.tab.value];
  // In a table nothing may come in between and push away the cell that one is at.
  const reading = store.tab.value === "rule";
  const find = () => {
    store.dialog.value = "find";
  };
  const choose = () => {
    store.dialog.value = "network";
  };
  return html`<aside class=${store.stale.value ? "side card stale" : "side card"} aria-label="Explanation">
    <div class="tabs">
      <${Tabs} ...${props} />
      <${Reminder} ...${props} />
      <button type="button" class="icon-button" aria-label="Change the network: activations, loss, biases" title="Change the network: activations, loss, biases" aria-haspopup="dialog" onClick=${choose}>
        <${Icon} name="network" />
      </button>
      <button type="button" class="icon-button" aria-label="Find a number by its name" title="Find a number by its name (/)" aria-haspopup="dialog" onClick=${find}>
        <${Icon} name="find" />
      </button>
    </div>
    <${Reading} ...${props} />
    <div id="panel" class="panel" role="tabpanel" aria-labelledby=${`tab-${store.tab.value}`} tabindex="0">
      <${OnPaper} ...${props} />
      ${reading ? html`<${Editing} ...${props} />` : null}
      <${Body} ...${props} />
      ${reading ? null : html`<${Compared} ...${props} />`}
    </div>
  </aside>`;
}
