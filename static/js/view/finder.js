// Find by name: a combobox over every quantity of the network.
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Input } from "./controls.js";
import { explains } from "./explains.js";
import { entriesOf, found } from "./finding.js";
import { lessonOf } from "./lesson.js";
import { Words } from "./words.js";

/** @typedef {import("./app.js").Props} Props */

/** More than these are not looked through. */
const MOST = 40;

/** @param {number} length @param {number} index @returns {Record<string, number>} where each key leads */
const ways = (length, index) => ({
  ArrowDown: Math.min(length - 1, index + 1),
  ArrowUp: Math.max(0, index - 1),
  PageDown: Math.min(length - 1, index + 8),
  PageUp: Math.max(0, index - 8),
});

/** @param {Props} props */
export function Finder({ store, actions }) {
  const [typed, setTyped] = useState("");
  const [index, setIndex] = useState(0);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const lesson = lessonOf(store);
  const entries = useMemo(() => {
    if (!lesson) return [];
    const others = [lesson.names.in("article"), lesson.names.in("modern")];
    return entriesOf(lesson.script.ids, lesson.names, others);
  }, [lesson?.script, lesson?.names]);
  const hits = found(entries, typed).slice(0, MOST);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [index]);

  /** @param {string | undefined} id */
  const choose = (id) => {
    if (id === undefined) return;
    store.tab.value = "rule";
    store.dialog.value = null;
    actions.select(id);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key === "Enter") choose(hits[index]?.id);
    const to = ways(hits.length, index)[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setIndex(to);
  };
  /** @param {Event & {currentTarget: HTMLInputElement}} event */
  const type = (event) => {
    setTyped(event.currentTarget.value);
    setIndex(0);
  };
  return html`<label class="find" for="find">Name or words, such as w5, delta h1, gradient</label>
    <${Input}
      explains="A name or words; arrows choose, Enter goes there."
      id="find"
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck=${false}
      autofocus
      aria-expanded="true"
      aria-controls="found"
      aria-autocomplete="list"
      aria-activedescendant=${hits.length ? `found-${index}` : undefined}
      value=${typed}
      onInput=${type}
      onKeyDown=${key}
    />
    <ul id="found" class="found" role="listbox" aria-label="Numbers" ref=${list}>
      ${hits.map(
        ({ id, symbol, words }, at) => html`<li
          key=${id}
          id=${`found-${at}`}
          role="option"
          aria-selected=${at === index}
          ...${explains("A number with such a name. Click to go to it.", "Number that was found")}
          onClick=${() => choose(id)}
        ><b><${Words} text=${symbol} /></b> <span>${words}</span></li>`,
      )}
    </ul>
    <p class="lede" role="status">${hits.length === 0 ? "Nothing has this name. Try w1, h1, delta or gradient." : ""}</p>`;
}
