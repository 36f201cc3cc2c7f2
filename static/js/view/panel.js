// The side panel: tabs, and how their numbers are written.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { DEEDS } from "../deeds.js";
import { does, IconButton } from "./controls.js";
import { Compared, Editing } from "./editing/changed.js";
import { explains, part } from "./explains.js";
import { lazy } from "./lazy.js";
import { Reading } from "./reading.js";
import { Reminder } from "./reminder.js";
import { RulePanel } from "./rule.js";
import { TabList } from "./tablist.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("../types.js").Tab} Tab
 */

/** @type {{id: Tab, title: string, words: string, body: (props: Props) => any}[]} */
export const TABS = [
  {
    id: "rule",
    title: "Chain rule",
    words: "Where the number you look at comes from: its rule, with symbols and with numbers.",
    body: RulePanel,
  },
  {
    id: "paths",
    title: "Paths",
    words: "Every way from a weight to the error, numbered in the picture, and what each way of adding them up costs.",
    body: lazy(async () => (await import("./paths/paths.js")).PathsPanel),
  },
  {
    id: "check",
    title: "Check it",
    words: "Nudge the weight and see: finite differences, complex step and dual numbers against the gradient.",
    body: lazy(async () => (await import("./check/check.js")).CheckPanel),
  },
  {
    id: "data",
    title: "Data",
    words: "What the network makes of its data, live: answers everywhere, accuracy, errors, gradients by layer.",
    body: lazy(async () => (await import("./data/data.js")).DataPanel),
  },
  {
    id: "table",
    title: "Table",
    words: "Every number of the picture as a table; each can be chosen.",
    body: lazy(async () => (await import("./table.js")).Tables),
  },
];

/** @type {(props: Props) => any} */
const OnPaper = lazy(async () => (await import("./paper/paper.js")).OnPaper);

/** @param {Props} props */
export function Panel(props) {
  const { store, actions } = props;
  const Body = TABS.find(({ id }) => id === store.tab.value)?.body ?? RulePanel;
  // In a table nothing may come in between and push away the cell that one is at.
  const reading = store.tab.value === "rule";
  const choose = () => {
    store.dialog.value = "network";
  };
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  // What is new is read from its beginning; in a table one stays where one is. The first is there anyway, and need not be laid out for it.
  const drawn = useRef(false);
  useLayoutEffect(() => {
    if (drawn.current) panel.current?.scrollTo(0, 0);
    drawn.current = true;
  }, [store.tab.value, reading && store.active.value]);
  return html`<aside class=${store.stale.value ? "side card stale" : "side card"} aria-label="Explanation" ...${part("Explanation beside the picture")}>
    <div class="tabs">
      <${TabList} label="Explanation" tabs=${TABS} chosen=${store.tab.value} choose=${actions.setTab} controls="panel" />
      <${Reminder} ...${props} />
      <${IconButton}
        explains="Other activation functions, another loss, other rules for the biases, another optimiser, other batches."
        icon="network"
        label="Change the network: activations, loss, biases, training"
        aria-haspopup="dialog"
        onClick=${choose}
      />
      <${IconButton} ...${does(DEEDS.find, actions)} icon="find" label=${DEEDS.find.label} aria-haspopup="dialog" />
    </div>
    <${Reading} ...${props} />
    <div id="panel" ref=${panel} class="panel" role="tabpanel" aria-labelledby=${`tab-${store.tab.value}`} tabindex="0" ...${explains("What the chosen tab says; here the arrow keys scroll.", "Page of the tab")}>
      ${store.paper.value === null ? null : html`<${OnPaper} ...${props} />`}
      ${reading ? html`<${Editing} ...${props} />` : null}
      <${Body} ...${props} />
      ${reading ? null : html`<${Compared} ...${props} />`}
    </div>
  </aside>`;
}
