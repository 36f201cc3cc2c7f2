// The side panel: two tabs, the chain rule and the table twin of the picture.
import { html } from "htm/preact";
import { Icon } from "./icons.js";
import { RulePanel } from "./rule.js";
import { Tables } from "./table.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {"rule" | "table"} Tab
 */

/** @type {[Tab, string][]} */
const TABS = [
  ["rule", "Chain rule"],
  ["table", "Table"],
];

/** @param {Props} props */
function Tabs({ store }) {
  /** @param {KeyboardEvent} event */
  const turn = (event) => {
    const back = event.key === "ArrowLeft" || event.key === "Home";
    if (!back && event.key !== "ArrowRight" && event.key !== "End") return;
    event.preventDefault();
    event.stopPropagation();
    store.tab.value = store.tab.value === "rule" ? "table" : "rule";
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
  const find = () => {
    store.dialog.value = "find";
  };
  return html`<aside class=${store.stale.value ? "side card stale" : "side card"} aria-label="Explanation">
    <div class="tabs">
      <${Tabs} ...${props} />
      <button type="button" class="icon-button" aria-label="Find a number by its name" title="Find a number by its name (/)" aria-haspopup="dialog" onClick=${find}>
        <${Icon} name="find" />
      </button>
    </div>
    <div id="panel" class="panel" role="tabpanel" aria-labelledby=${`tab-${store.tab.value}`} tabindex="0">
      ${store.tab.value === "rule" ? html`<${RulePanel} ...${props} />` : html`<${Tables} ...${props} />`}
    </div>
  </aside>`;
}
