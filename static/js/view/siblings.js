// The other numbers of the same unit or wire, to switch to, and the way back to the lesson.
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { DEEDS } from "../deeds.js";
import { parameterOf } from "../model/givens.js";
import { stemOf } from "../model/training.js";
import { quantityOf } from "./arithmetic.js";
import { Button, does } from "./controls.js";
import { Words } from "./words.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 * @typedef {import("./app.js").Props} Props
 */

/** Steps on the way that have no name of their own in a textbook. */
const AUXILIARY = new Set(["weighted", "difference", "complement", "jacobian"]);

/** A step that is one product is said where its factors are. @param {Quantity} quantity */
const isAuxiliary = ({ kind, rule }) => AUXILIARY.has(kind) || (/^change_[wb]$/.test(kind) && rule?.form === "product");

/** @param {Quantity} quantity @param {Lesson} lesson @returns {string[]} */
export function siblingsOf({ layer, unit, source, kind, id }, lesson) {
  if (layer === null) return [];
  const edge = source !== null && kind !== "jacobian";
  const { script } = lesson;
  const all = edge ? script.ofEdge(layer, unit ?? 0, source) : script.ofUnit(layer, unit ?? 0);
  // What an optimiser adds to a bias is among the numbers of the bias, not of the whole unit.
  const isAdded = (/** @type {string} */ each) => stemOf(each) !== null || each === "change_b";
  const ofBias = !edge && isAdded(kind);
  const near = (/** @type {string} */ each) => (ofBias ? parameterOf(each) === "b" : edge || !isAdded(each));
  return all.filter((each) => {
    const other = quantityOf(lesson, each);
    return each === id || (near(other.kind) && !isAuxiliary(other));
  });
}

/**
 * What stands on a chip: the symbol without the name all of them share; of what a batch adds, whose it is.
 * @param {string} symbol @param {string} own @param {string} kind
 */
const short = (symbol, own, kind) => stemOf(kind)?.index ?? symbol.replaceAll(` ${own}`, "");

/** @param {Props & {lesson: Lesson, quantity: Quantity}} props */
export function Siblings({ store, actions, lesson, quantity }) {
  const { layer, unit, id } = quantity;
  const own = layer === null ? "" : lesson.names.unit(layer, unit ?? 0);
  const others = siblingsOf(quantity, lesson);
  const selected = store.selection.value !== null;
  const empty = others.length === 0 && !selected;
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  // The result stays above this row, however many lines it has.
  useEffect(() => {
    const row = list.current;
    if (row === null) return;
    const watch = new ResizeObserver(() => row.parentElement?.style.setProperty("--siblings", `${row.offsetHeight}px`));
    watch.observe(row);
    return () => watch.disconnect();
  }, [empty]);
  if (empty) return null;
  return html`<ul ref=${list} class="siblings" aria-label="Other numbers of the same place">
    ${others.map((each) => {
      const { symbol, words } = lesson.names.quantity(each);
      const chip = short(symbol, own, quantityOf(lesson, each).kind);
      return html`<li key=${each}>
        <${Button}
          explains="The other numbers of the same unit or weight: click to go on to one."
          called="Number of the same place"
          aria-current=${each === id ? "true" : undefined}
          aria-label=${`${chip}, ${words}`}
          title=${words}
          onClick=${() => actions.select(each)}
        ><${Words} text=${chip} /><//>
      </li>`;
    })}
    ${
      selected
        ? html`<li class="follow">
          <${Button} ...${does(DEEDS.leave, actions)}>${DEEDS.leave.label}<//>
        </li>`
        : null
    }
  </ul>`;
}
