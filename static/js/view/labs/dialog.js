// Experiments beside the lesson, in three tabs. The room stays as it is, whatever is tried here.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { createLab } from "../../experiments.js";
import { explains } from "../explains.js";
import { lessonOf } from "../lesson.js";
import { TabList } from "../tablist.js";
import { Compare } from "./compare.js";
import { Surface } from "./surface.js";
import { SweepPart } from "./sweep.js";

/**
 * @typedef {import("../../experiments.js").Lab} Lab
 * @typedef {NonNullable<ReturnType<typeof lessonOf>>} Lesson
 * @typedef {import("../app.js").Props & {lab: Lab, lesson: Lesson}} Props
 */

/** @type {{id: string, title: string, words: string, body: (props: Props) => any}[]} */
const TABS = [
  {
    id: "compare",
    title: "Compare",
    words: "This run beside others: other settings, or a wrong algorithm and the check that unmasks it.",
    body: Compare,
  },
  {
    id: "surface",
    title: "Error surface",
    words: "E over one weight or two, where training is on it, and how large a learning rate it bears.",
    body: Surface,
  },
  {
    id: "sweep",
    title: "Sweep",
    words: "Many learning rates with many first weights at once: which of them learn, and which run away.",
    body: SweepPart,
  },
];

/** What was tried stays when the dialog is closed. @type {WeakMap<import("../app.js").Props["keep"], {lab: Lab, tab: string}>} */
const LABS = new WeakMap();

/** @param {import("../app.js").Props["keep"]} keep */
function kept(keep) {
  const known = LABS.get(keep);
  if (known) return known;
  const { store, fetch, doors } = keep;
  const made = { lab: createLab({ store, fetch, enter: (room, key) => doors.enter(room, key, {}) }), tab: TABS[0].id };
  LABS.set(keep, made);
  return made;
}

/** @param {import("../app.js").Props} page */
export function Labs(page) {
  const mine = kept(page.keep);
  const [tab, setTab] = useState(mine.tab);
  const lesson = lessonOf(page.store);
  if (!lesson) return html`<p class="lede">Nothing is shown yet that could be tried.</p>`;
  const choose = (/** @type {string} */ id) => {
    mine.tab = id;
    setTab(id);
  };
  const { body: Body } = TABS.find(({ id }) => id === tab) ?? TABS[0];
  return html`<div class="build labs">
    <div class="tabs"><${TabList} label="Experiments" tabs=${TABS} chosen=${tab} choose=${choose} controls="labs-panel" /></div>
    <div id="labs-panel" class="labs-panel" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0" ...${explains("What the chosen experiment asks, and what came of it.", "Experiment")}>
      <${Body} ...${page} lab=${mine.lab} lesson=${lesson} />
    </div>
  </div>`;
}
