// Round numbers along the two axes of a map, below it and to its left, as many as have room there.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { exact } from "./format.js";

/**
 * @typedef {object} Axis
 * @property {(value: number) => number} share where a number is, 0 to 1 from the left or from below
 * @property {(count: number) => number[]} ticks about so many round numbers, rising
 * @property {(value: number) => string} [text] how one is written
 * @typedef {{at: number, text: string}} Tick
 */

/** Ticks are about this far apart, in type sizes, and numbers at least so far from each other. */
const SPACING = { across: 8, up: 4.5 };
const LEAST = 3;
const APART = { across: 0.75, up: 1.25 };
/** The width of a digit, in type sizes: a little more than most faces need. */
const DIGIT = 0.56;

/** Where a number lies on an axis of cells, each of which is around its own number. @param {number} share of the way from the first cell's number to the last one's @param {number} cells */
export const inCells = (share, cells) => (share * (cells - 1) + 0.5) / cells;

/**
 * The ticks of an axis, so few that no two numbers touch.
 * @param {Axis} axis
 * @param {"across" | "up"} way
 * @param {number} length of the axis, in type sizes
 * @returns {Tick[]}
 */
export function apart({ share, ticks, text = exact }, way, length) {
  const wide = (/** @type {Tick} */ tick) => (way === "across" ? tick.text.length * DIGIT : 0);
  const touch = (/** @type {Tick} */ one, /** @type {Tick} */ next) =>
    (next.at - one.at) * length < (wide(one) + wide(next)) / 2 + APART[way];
  for (let count = Math.max(LEAST, Math.floor(length / SPACING[way])); ; count -= 1) {
    const found = ticks(count).map((value) => ({ at: share(value), text: text(value) }));
    if (!found.some((tick, index) => index > 0 && touch(found[index - 1], tick))) return found;
    if (count === 1) return found.slice(0, 1);
  }
}

/** @param {{ticks: Tick[], way: "across" | "up"}} props */
function Ticks({ ticks, way }) {
  return html`<div class=${`lab-ticks ${way}`} aria-hidden="true">
    ${ticks.map(({ at, text }) => html`<span key=${text} style=${{ "--at": String(at) }}>${text}</span>`)}
  </div>`;
}

/** A map with numbers at its axes. @param {{x: Axis, y: Axis, children?: any, kind?: string}} props */
export function Axes({ x, y, children, kind = "" }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [size, setSize] = useState({ across: 0, up: 0 });
  // The room for numbers is as wide as it is, whatever they are; so they change nothing that is measured.
  useEffect(() => {
    const around = place.current;
    const map = around?.firstElementChild;
    if (!around || !map) return;
    const watch = new ResizeObserver(() => {
      const type = Number.parseFloat(getComputedStyle(around).fontSize);
      const { width, height } = map.getBoundingClientRect();
      setSize({ across: width / type, up: height / type });
    });
    watch.observe(map);
    return () => watch.disconnect();
  }, []);
  return html`<div ref=${place} class=${`lab-axes ${kind}`}>
    ${children}
    ${size.across > 0 ? html`<${Ticks} ticks=${apart(x, "across", size.across)} way="across" /><${Ticks} ticks=${apart(y, "up", size.up)} way="up" />` : null}
  </div>`;
}
