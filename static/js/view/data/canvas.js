// A canvas that is drawn whenever its picture or the theme changes, and the marks of classes beside it.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { draw } from "./drawing.js";
import { shapeOf } from "./plane.js";

/** @param {{store: import("../../model/store.js").Store, picture: import("./drawing.js").Picture, [attribute: string]: any}} props */
export function Canvas({ store, picture, ...attributes }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  useLayoutEffect(() => {
    if (place.current) draw(place.current, picture);
  }, [theme, picture]);
  return html`<canvas ref=${place} ...${attributes}></canvas>`;
}

/** @param {{of: number, hollow?: boolean, ringed?: boolean}} props of: the class */
export function Mark({ of, hollow = false, ringed = false }) {
  const corners = shapeOf(of).corners.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`);
  return html`<svg class=${hollow ? "mark hollow" : "mark"} viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true"><polygon points=${corners.join(" ")} />${ringed ? html`<polygon class="core" transform="scale(0.45)" points=${corners.join(" ")} />` : null}</svg>`;
}
