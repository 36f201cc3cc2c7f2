// E over two parameters as a relief that one turns with the pointer or the arrow keys; the way of training lies on it.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { explains } from "../explains.js";
import { SIZE, spoken } from "./height_map.js";
import { LINES } from "./levels.js";
import { FIRST_VIEW, heightsOf, keyed, turnedBy } from "./relief.js";
import { drawRelief } from "./relief_drawing.js";

/** @typedef {import("./surface.js").Landscape} Landscape */

/** Half a turn is about as wide as the drawing. */
const DEGREES_PER_PIXEL = 0.4;

/** @param {{answer: Landscape, named: string[], theme: string}} props */
export function Relief({ answer, named, theme }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const grip = useRef(/** @type {{x: number, y: number} | null} */ (null));
  const [view, look] = useState(FIRST_VIEW);
  useLayoutEffect(() => {
    if (canvas.current) drawRelief(canvas.current, answer, named, view);
  }, [answer, theme, view, named.join()]);
  const key = (/** @type {KeyboardEvent} */ event) => {
    const to = keyed(view, event.key);
    if (to === null) return;
    event.preventDefault();
    look(to);
  };
  const hold = (
    /** @type {PointerEvent & {currentTarget: Element}} */ { currentTarget, pointerId, clientX: x, clientY: y },
  ) => {
    currentTarget.setPointerCapture(pointerId);
    grip.current = { x, y };
  };
  const drag = (/** @type {PointerEvent} */ { clientX: x, clientY: y }) => {
    const from = grip.current;
    if (from === null) return;
    grip.current = { x, y };
    look((now) => turnedBy(now, (from.x - x) * DEGREES_PER_PIXEL, (y - from.y) * DEGREES_PER_PIXEL));
  };
  const release = () => {
    grip.current = null;
  };
  const { logarithmic } = heightsOf(answer.error_total);
  const words = `turned by ${Math.round(view.turn)}°, seen from ${Math.round(view.tilt)}° above`;
  const own = explains(
    "E over two weights as a relief, the higher the larger: drag it or use the arrow keys to turn it, Home for the first view. The coloured line is the way of training, laid on it; the ring where it is now.",
    "Relief of E",
  );
  return html`<canvas ref=${canvas} class="lab-map lab-relief" width=${SIZE.width} height=${SIZE.height} role="slider" tabindex="0" ...${own}
      aria-label=${spoken(answer, named)} aria-valuenow=${Math.round(view.turn)} aria-valuemin="0" aria-valuemax="360" aria-valuetext=${words}
      onKeyDown=${key} onPointerDown=${hold} onPointerMove=${drag} onPointerUp=${release} onPointerCancel=${release}></canvas>
    <p class="lab-axis">Height is E${logarithmic ? ", by its logarithm" : ""}; ${LINES} lines of equal E, each the same factor above the one below. On the way the other weights were others: the line shows where these two were. Drag, or arrow keys, to turn it: ${words}.</p>`;
}
