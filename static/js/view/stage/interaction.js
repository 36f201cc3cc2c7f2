// Pointing, clicking and walking on the stage: what is hovered or focused is highlighted, what is clicked is selected.
import { TOTAL } from "../layout.js";
import { inOrder, isArrow, neighbour } from "./roving.js";

/**
 * @typedef {import("../../model/store.js").Store} Store
 * @typedef {import("../layout.js").Geometry} Geometry
 * @typedef {import("./diagram.js").Diagram} Diagram
 * @typedef {import("./roving.js").Stop} Stop
 */

/**
 * The nearest element around a target with a data attribute.
 * @param {EventTarget | null} target
 * @param {string} name
 * @returns {Element | null}
 */
const around = (target, name) => (target instanceof Element ? target.closest(`[data-${name}]`) : null);

/** @param {Element | null} element @param {string} name @returns {string | null} */
const data = (element, name) => element?.getAttribute(`data-${name}`) ?? null;

export class Interaction {
  #store;
  #diagram;
  /** @type {Stop[]} */
  #stops = [];
  /** @type {string | null} */
  #here = null;
  #lost = false;

  /** @param {HTMLElement} host @param {Store} store @param {Diagram} diagram */
  constructor(host, store, diagram) {
    this.#store = store;
    this.#diagram = diagram;
    host.dataset.roving = "";
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", "Network diagram. Arrow keys move among units and weights, Enter explains one.");
    host.addEventListener("click", (event) => this.#select(event.target));
    host.addEventListener("keydown", (event) => this.#key(event));
    host.addEventListener("pointerover", (event) => this.#point(event.target));
    // Where the keyboard stands is still pointed at when the pointer has gone.
    host.addEventListener("pointerleave", () => this.#point(host.querySelector(":focus-visible")));
    host.addEventListener("focusin", (event) => this.#point(event.target));
    host.addEventListener("focusout", () => this.#point(null));
  }

  /** After each picture: where one can go, and which one of the stops Tab leads to. @param {Geometry} geometry */
  update({ units, edges, total }) {
    const { stops } = this.#diagram;
    const at = (/** @type {string} */ key) => units.get(key) ?? edges.get(key)?.plate ?? total;
    this.#stops = inOrder([...stops.keys()].map((key) => ({ key, x: at(key).x, y: at(key).y })));
    if (this.#here === null || !stops.has(this.#here)) this.#here = this.#stops[0]?.key ?? null;
    for (const [key, element] of stops) {
      const wanted = key === this.#here ? "0" : "-1";
      if (element.getAttribute("tabindex") !== wanted) element.setAttribute("tabindex", wanted);
    }
    const again = this.#lost && this.#here !== null ? stops.get(this.#here) : null;
    if (!again?.isConnected) return;
    this.#lost = false;
    again.focus();
  }

  /** Give the focus back to where it was, in a picture that was built anew, once it is drawn. */
  refocus() {
    this.#lost = true;
  }

  /**
   * What a click or Enter there would explain: its own quantity, or its edge's newest.
   * @param {EventTarget | null} target
   * @returns {string | null}
   */
  #quantityAt(target) {
    const own = data(around(target, "quantity"), "quantity");
    if (own !== null) return own;
    const place = data(around(target, "place"), "place");
    return place === null ? null : data(this.#diagram.stops.get(place) ?? null, "quantity");
  }

  /** @param {EventTarget | null} target */
  #select(target) {
    this.#store.selection.value = this.#quantityAt(target);
    const place = data(around(target, "place"), "place");
    if (place !== null) this.#go(place);
  }

  /** @param {EventTarget | null} target */
  #point(target) {
    this.#store.highlight.value = this.#quantityAt(target);
  }

  /** @param {string} key */
  #go(key) {
    const element = this.#diagram.stops.get(key);
    if (!element) return;
    if (this.#here !== null) this.#diagram.stops.get(this.#here)?.setAttribute("tabindex", "-1");
    this.#here = key;
    element.setAttribute("tabindex", "0");
    element.focus();
  }

  /** Space is left alone: it steps the lesson; so are arrows with Shift, which go by phases and iterations. @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { key } = event;
    const from = data(around(event.target, "place"), "place") ?? this.#here ?? TOTAL;
    if (isArrow(key)) this.#go(neighbour(this.#stops, from, key));
    else if (key === "Home" || key === "End") this.#go(this.#stops.at(key === "Home" ? 0 : -1)?.key ?? from);
    else if (key === "Enter") this.#store.selection.value = this.#quantityAt(event.target);
    else if (key === "Escape") this.#store.selection.value = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
