// Changing givens in the picture: a double click, Enter or F2 opens a field over the number; dragging a plate changes its weight.
import { effect } from "@preact/signals-core";
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { givenOf, stepOf, stepped } from "../../model/givens.js";
import { newGesture } from "../../nudger.js";
import { drives } from "../lesson.js";
import { latestOnly } from "../timeline/throttle.js";
import { GivenField } from "./field.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {{of: string, value: number, x: number, y: number, gesture: string, moved: boolean, sent: number, left: boolean}} Drag
 */

/** So many pixels to one step; a pointer that has moved less was only clicking. */
const NOTCH = 4;
/** Least time between two edits of a drag, in ms. */
const INTERVAL = 50;
/** How wide a reason is at most, with a little room beside it, in CSS pixels. */
const REASON = 250;
/** A click this soon after a drag belongs to it, in ms. */
const AFTER_DROP = 100;

/** @param {EventTarget | null} target @param {string} name @returns {string | null} */
const data = (target, name) =>
  (target instanceof Element && target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`)) || null;

/**
 * The given at a place of the picture: the number's own; on a plate its weight, in an input its value, and only if asked for, in a
 * unit its bias.
 * @param {EventTarget | null} target
 * @param {boolean} biases
 */
function givenAt(target, biases) {
  const own = data(target, "quantity") ?? "";
  const [kind, place] = (data(target, "place") ?? "").split(":");
  if (kind === "edge") return `w.${place}`;
  return givenOf(own) ?? (kind === "unit" && biases ? `b.${place}` : null);
}

/** Where a given stands in the picture. @param {string} of @param {ParentNode} root */
function anchorOf(of, root) {
  const place = of.slice(of.indexOf(".") + 1);
  const plate = of.startsWith("w.") ? `.label[data-place="edge:${place}"]` : null;
  return (
    root.querySelector(plate ?? `.label[data-quantity="${of}"]`) ??
    root.querySelector(`.unit[data-place="unit:${place}"]`)
  );
}

/**
 * Listens on the stage.
 * @param {HTMLElement} host
 * @param {Props} props
 */
export function editOnStage(host, { store, actions }) {
  /** @type {Drag | null} */
  let drag = null;
  let dropped = Number.NEGATIVE_INFINITY;
  const send = latestOnly((/** @type {Drag} */ { of, value, gesture, left }) => {
    // Letting go takes the gesture back, if any of it has arrived.
    if (left && store.standing(of) !== value) actions.undo();
    else actions.edit([{ of, to: value }], { gesture });
  }, INTERVAL);
  actions.goesBefore(send);
  effect(() => {
    host.classList.toggle("changeable", drives(store));
  });

  /** @param {Event} event @param {string | null} of */
  const open = (event, of) => {
    if (of === null || !actions.mayEdit()) return;
    event.preventDefault();
    event.stopPropagation();
    actions.setEditing({ of, place: "stage" });
  };
  host.addEventListener("dblclick", (event) => open(event, givenAt(event.target, false)));
  host.addEventListener(
    "keydown",
    (event) => {
      const again = event.key === "Enter" && store.selection.peek() === data(event.target, "quantity");
      if (event.key === "F2" || event.key === "e") open(event, givenAt(event.target, true));
      else if (again && !event.ctrlKey) open(event, givenAt(event.target, false));
    },
    true,
  );

  host.addEventListener("pointerdown", (event) => {
    const plate = event.target instanceof Element ? event.target.closest(".label.plate") : null;
    const of = plate && givenAt(plate, false);
    const value = of ? store.standing(of) : null;
    if (!of || value === null || event.button !== 0 || !event.isPrimary) return;
    // A viewer's finger scrolls; a viewer's mouse is told why nothing changes.
    if (event.pointerType === "touch" && !drives(store)) return;
    drag = {
      of,
      value,
      x: event.clientX,
      y: event.clientY,
      gesture: newGesture(),
      moved: false,
      sent: value,
      left: false,
    };
  });
  host.addEventListener("pointermove", (event) => {
    if (drag === null || drag.left) return;
    const notches = Math.trunc((event.clientX - drag.x - (event.clientY - drag.y)) / NOTCH);
    if (!drag.moved && notches === 0) return;
    if (!drag.moved) {
      if (!actions.mayEdit()) {
        drag = null;
        return;
      }
      drag.moved = true;
      host.setPointerCapture(event.pointerId);
      host.classList.add("dragging");
      actions.select(drag.of);
    }
    const to = stepped(drag.value, notches, stepOf(event));
    if (to === drag.sent) return;
    drag.sent = to;
    send({ ...drag, value: to });
  });
  // Escape lets go, and all is as it was.
  const leave = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !drag?.moved || drag.left) return;
    event.preventDefault();
    event.stopPropagation();
    drag.left = true;
    send(drag);
  };
  window.addEventListener("keydown", leave, true);
  /** @param {Event} event */
  const drop = ({ timeStamp }) => {
    host.classList.remove("dragging");
    if (drag?.moved) dropped = timeStamp;
    drag = null;
  };
  host.addEventListener("pointerup", drop);
  host.addEventListener("pointercancel", drop);
  // A finger on a plate changes its weight; it does not scroll.
  host.addEventListener("touchmove", (event) => drag !== null && event.preventDefault(), { passive: false });
  // What a drag ends with is no click.
  const isDrop = (/** @type {Event} */ event) => event.timeStamp - dropped < AFTER_DROP;
  host.addEventListener("click", (event) => isDrop(event) && event.stopImmediatePropagation(), true);
}

/** The field over the picture, while one is open. @param {Props} props */
export function StageField(props) {
  const { store } = props;
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const editing = store.editing.value;
  const open = editing?.place === "stage" && store.frame.value !== null;
  useLayoutEffect(() => {
    const stage = document.getElementById("stage");
    const anchor = open && stage ? anchorOf(editing.of, stage) : null;
    if (!stage || !anchor || !box.current) return;
    const [outer, inner] = [stage.getBoundingClientRect(), anchor.getBoundingClientRect()];
    const half = box.current.offsetWidth / 2;
    const x = Math.min(outer.width - half - 4, Math.max(half + 4, inner.x + inner.width / 2 - outer.x));
    const y = inner.y + inner.height / 2 - outer.y;
    // What is refused is said within the stage, on the side where there is room.
    const aside = Math.max(0, REASON / 2 - x) - Math.max(0, x + REASON / 2 - outer.width);
    box.current.classList.toggle("over", y > outer.height / 2);
    for (const [name, at] of Object.entries({ x, y, aside })) box.current.style.setProperty(`--${name}`, `${at}px`);
  });
  if (!open) return null;
  return html`<div class="stage-field" ref=${box}><${GivenField} key=${editing.of} ...${props} of=${editing.of} place="stage" /></div>`;
}
