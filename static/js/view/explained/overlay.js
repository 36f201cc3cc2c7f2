// Everything on the page explained where it is: numbered places to walk through, or the same as a list.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons.js";
import { EVERYTHING } from "./everything.js";
import { ExplainedList } from "./list.js";
import { placesOf } from "./places.js";
import { cardPlace } from "./placing.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("./places.js").Found} Found
 */

const ENTRIES = EVERYTHING.flatMap(({ entries }) => entries);
/** Narrower windows have no room beside the things for words. */
const NARROW = 860;

/** Draws anew when the window changes. */
function useWindowSize() {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: innerWidth, height: innerHeight });
    addEventListener("resize", follow);
    return () => removeEventListener("resize", follow);
  }, []);
  return size;
}

/** @param {{found: Found[], at: number, go: (at: number) => void}} props */
function Markers({ found, at, go }) {
  return html`<div class="markers" aria-hidden="true">
    ${found.map(({ entry, box }, index) => {
      const style = { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` };
      const here = index === at;
      return html`${here ? html`<div key="here" class="outlined" style=${style}></div>` : null}
        <div key=${entry.key} class=${here ? "marker here" : "marker"} style=${{ left: style.left, top: style.top }} onClick=${() => go(index)}>
          ${index + 1}
        </div>`;
    })}
  </div>`;
}

/** @param {{found: Found[], at: number, go: (at: number) => void, size: {width: number, height: number}, children: any}} props */
function Card({ found, at, go, size, children }) {
  const { name, entry, box } = found[at];
  return html`<div class="callout" style=${cardPlace(box, size)}>
    <p role="status"><b>${at + 1}. ${name}</b> ${entry.words}</p>
    <div class="choices">
      <button type="button" class="button" onClick=${() => go(at - 1)}>Previous</button>
      <button type="button" class="button primary" autofocus onClick=${() => go(at + 1)}>Next</button>
      <span class="count">${at + 1} of ${found.length}</span>
    </div>
    ${children}
  </div>`;
}

/** The ways out, or on. @param {Props & {listed: boolean, turn: () => void, close: () => void}} props */
function Ways({ store, listed, turn, close }) {
  const toKeys = () => {
    store.dialog.value = "keys";
  };
  return html`<div class="choices ways">
    <button type="button" class="button" onClick=${turn}>${listed ? "In place" : "As a list"}</button>
    <button type="button" class="button" onClick=${toKeys}>Keys and letters</button>
    <button type="button" class="icon-button" aria-label="Close" onClick=${close}><${Icon} name="close" /></button>
  </div>`;
}

/** @param {Props} props */
export function Overlay(props) {
  const { store, keep } = props;
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const size = useWindowSize();
  const [listed, setListed] = useState(innerWidth <= NARROW);
  const [at, setAt] = useState(0);
  // Where things are follows from what is shown just now.
  const shown = store.frame.value ? keep.shown() : null;
  const found = placesOf(ENTRIES, shown);
  const here = Math.min(at, found.length - 1);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const go = (/** @type {number} */ to) => setAt((to + found.length) % found.length);
  const close = () => {
    if (store.dialog.peek() === "help") store.dialog.value = null;
  };
  /** @param {KeyboardEvent} event */
  const walk = (event) => {
    const steps = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: -1,
    };
    const to = listed ? undefined : steps[/** @type {keyof typeof steps} */ (event.key)];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const inPlace = !listed && found.length > 0;
  const ways = html`<${Ways} ...${props} listed=${!inPlace} turn=${() => setListed(inPlace)} close=${close} />`;
  return html`<dialog ref=${dialog} class=${inPlace ? "explained" : "explained as-list"} aria-labelledby="explained-title" onClose=${close} onKeyDown=${walk}>
    <div class=${inPlace ? "hidden-text" : "explained-head"}>
      <h2 id="explained-title">Everything explained</h2>
      ${inPlace ? null : ways}
    </div>
    ${
      inPlace
        ? html`<${Markers} found=${found} at=${here} go=${go} /><${Card} found=${found} at=${here} go=${go} size=${size}>${ways}<//>`
        : html`<${ExplainedList} found=${found} />`
    }
  </dialog>`;
}
