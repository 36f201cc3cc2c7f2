// Tabs, of the panel or of a dialog: one is chosen, the arrow keys go from one to the next.
import { html } from "htm/preact";
import { Button } from "./controls.js";

/** @typedef {{id: string, title: string, words: string}} TabWords */

/** Where a key leads from a tab. @param {string} key @param {number} index @param {number} count @returns {number | null} */
function turned(key, index, count) {
  if (key === "Home" || key === "End") return key === "Home" ? 0 : count - 1;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return by === undefined ? null : (index + by + count) % count;
}

/** @param {{label: string, tabs: TabWords[], chosen: string, choose: (id: any) => void, controls: string}} props controls: the id of what a tab shows */
export function TabList({ label, tabs, chosen, choose, controls }) {
  /** @param {KeyboardEvent} event */
  const turn = (event) => {
    const index = tabs.findIndex(({ id }) => id === chosen);
    const to = turned(event.key, index, tabs.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    choose(tabs[to].id);
    document.getElementById(`tab-${tabs[to].id}`)?.focus();
  };
  return html`<div role="tablist" aria-label=${label} class="tablist" onKeyDown=${turn}>
    ${tabs.map(({ id, title, words }) => {
      const selected = chosen === id;
      /** @param {MouseEvent & {currentTarget: HTMLElement}} event */
      const press = ({ detail, currentTarget }) => {
        choose(id);
        // Who clicks a tab goes on with the lesson: its keys step, they do not turn tabs.
        if (detail > 0) currentTarget.blur();
      };
      return html`<${Button}
        explains=${words}
        key=${id}
        id=${`tab-${id}`}
        role="tab"
        aria-selected=${selected}
        aria-controls=${controls}
        tabindex=${selected ? 0 : -1}
        onClick=${press}
      >${title}<//>`;
    })}
  </div>`;
}
