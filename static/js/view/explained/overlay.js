// Everything on the page explained where it is: numbered places to walk through, or the same as a list.
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../controls.js";
import { useModal } from "../modal.js";
import { ExplainedList } from "./list.js";
import { here as isHere, partsOf, textBoxes } from "./places.js";
import { cardPlace, markerPlaces } from "./placing.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("./places.js").Thing} Thing
 */

/** Narrower windows have no room beside the things for words. */
const NARROW = 860;

/** What is on the page may still move, or others move it: so often it is looked at again, in ms. */
const AGAIN = 500;

/** Draws anew when the window changes, when anything scrolls, and now and then. */
function useWindowSize() {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: innerWidth, height: innerHeight });
    addEventListener("resize", follow);
    addEventListener("scroll", follow, true);
    const timer = setInterval(follow, AGAIN);
    return () => {
      clearInterval(timer);
      removeEventListener("resize", follow);
      removeEventListener("scroll", follow, true);
    };
  }, []);
  return size;
}

/** @param {Pick<DOMRect, "left" | "top" | "width" | "height">} box */
const styleOf = ({ left, top, width, height }) => ({
  left: `${left}px`,
  top: `${top}px`,
  width: `${width}px`,
  height: `${height}px`,
});

/** @param {{found: Thing[], at: number, go: (at: number) => void, size: {width: number, height: number}}} props */
function Markers({ found, at, go, size }) {
  const places = markerPlaces(
    found.map(({ box }) => box),
    size,
    textBoxes(),
  );
  const box = found[at]?.box;
  return html`<div class="markers" aria-hidden="true">
    ${box ? html`<div class="outlined" style=${styleOf(box)}></div>` : null}
    ${places.map((place, index) =>
      place === null
        ? null
        : html`<div
            key=${found[index].key}
            class=${index === at ? "marker here" : "marker"}
            style=${{ left: `${place.x}px`, top: `${place.y}px` }}
            onClick=${() => go(index)}
          >${index + 1}</div>`,
    )}
  </div>`;
}

/** @param {{found: Thing[], at: number, go: (at: number) => void, size: {width: number, height: number}, children: any}} props */
function Card({ found, at, go, size, children }) {
  const { name, words, box } = found[at];
  return html`<div class="callout" style=${cardPlace(box ?? { left: 0, top: 0, width: 0, height: 0 }, size)}>
    <p role="status"><b>${at + 1}. ${name}</b> ${words}</p>
    <div class="choices">
      <${Button} explains="To the thing before; the arrow keys do the same." class="button" onClick=${() => go(at - 1)}>Previous<//>
      <${Button} explains="To the next thing; the arrow keys do the same." class="button primary" autofocus onClick=${() => go(at + 1)}>Next<//>
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
    <${Button} explains="The same explanations in place, or as a list." class="button" onClick=${turn}>${listed ? "In place" : "As a list"}<//>
    <${Button} explains="What every key does, and what every letter means." class="button" onClick=${toKeys}>Keys and letters<//>
    <${IconButton} explains="Closes the explanations." icon="close" label="Close" onClick=${close} />
  </div>`;
}

/** @param {Props} props */
export function Overlay(props) {
  const { store, keep } = props;
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const size = useWindowSize();
  const [listed, setListed] = useState(innerWidth <= NARROW);
  const [at, setAt] = useState(/** @type {string | null} */ (null));
  // Where things are follows from what is shown just now.
  const shown = store.frame.value ? keep.shown() : null;
  const parts = partsOf(shown);
  const found = parts.flatMap(({ things }) => things).filter(isHere);
  const here = Math.max(
    0,
    found.findIndex(({ key }) => key === at),
  );
  const inPlace = !listed && found.length > 0;
  useModal(dialog);
  // What is out of sight is scrolled to; then everything is where it is now.
  useLayoutEffect(() => {
    if (inPlace && found[here].box === null)
      found[here].element?.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }, [at, inPlace]);
  // Who turns from one form to the other goes on with the keyboard where they are.
  useLayoutEffect(() => {
    const first = dialog.current?.querySelector(inPlace ? ".primary" : ".explained-list");
    if (first instanceof HTMLElement) first.focus();
  }, [inPlace]);
  const go = (/** @type {number} */ to) => setAt(found[(to + found.length) % found.length].key);
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
  const ways = html`<${Ways} ...${props} listed=${!inPlace} turn=${() => setListed(inPlace)} close=${close} />`;
  return html`<dialog ref=${dialog} class=${inPlace ? "explained" : "explained as-list"} aria-labelledby="explained-title" onClose=${close} onKeyDown=${walk}>
    <div class=${inPlace ? "hidden-text" : "explained-head"}>
      <h2 id="explained-title">Everything explained</h2>
      ${inPlace ? null : ways}
    </div>
    ${
      inPlace
        ? html`<${Markers} found=${found} at=${here} go=${go} size=${size} /><${Card} found=${found} at=${here} go=${go} size=${size}>${ways}<//>`
        : html`<${ExplainedList} parts=${parts} />`
    }
  </dialog>`;
}
