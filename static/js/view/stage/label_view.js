// One label on the page: a box of parts, patched from picture to picture.
import { make, set, write } from "./elements.js";
import { LOWERED, nameParts } from "./text.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Placed} Placed
 * @typedef {import("./text.js").Mark} Mark
 */

/** Outlines of the marks, of radius 1. @type {Record<Mark, string>} */
const MARKS = {
  circle: "M-1,0a1,1 0 1,0 2,0a1,1 0 1,0 -2,0z",
  open: "M-1,0a1,1 0 1,0 2,0a1,1 0 1,0 -2,0z",
  diamond: "M0,-1.15L1.15,0L0,1.15L-1.15,0z",
  up: "M0,-1L1,0.8L-1,0.8z",
  down: "M0,1L1,-0.8L-1,-0.8z",
  slope: "M-1.4,0L1.4,0",
};

/** How round the corners of each shape are, as a share of its height. */
const CORNERS = { none: 0.2, plate: 0.22, round: 0.5, square: 0.14, badge: 0.5 };
/** The least a plate's corner may be larger than. */
const PLATE_CORNER = 10;

/** @param {Placed} part */
const kindOf = ({ mark, text }) => mark ?? (nameParts(text ?? "")[1] === "" ? "text" : "name");

export class LabelView {
  #box;
  /** @type {SVGElement[]} */
  #parts = [];
  #signature = "";

  /** @param {string} className @param {Element} parent */
  constructor(className, parent) {
    this.element = make("g", { class: className }, parent);
    this.#box = make("rect", { class: "box" }, this.element);
  }

  /** @param {Label} label @param {string} className */
  paint(label, className) {
    const { x, y, w, h, shape, parts } = label;
    set(this.element, {
      transform: `translate(${x.toFixed(2)},${y.toFixed(2)})`,
      class: className,
      "data-quantity": label.id,
    });
    const corner = shape === "plate" ? Math.min(PLATE_CORNER, h * 0.3) : h * CORNERS[shape];
    set(this.#box, { x: -w / 2, y: -h / 2, width: w, height: h, rx: corner });
    this.#fit(parts);
    parts.forEach((part, index) => {
      this.#one(this.#parts[index], part);
    });
  }

  /** Makes the elements for the parts, if they are others than before. @param {Placed[]} parts */
  #fit(parts) {
    const signature = parts.map(kindOf).join();
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.element.replaceChildren(this.#box);
    this.#parts = parts.map((part) => {
      this.element.append(" ");
      const kind = kindOf(part);
      if (kind !== "text" && kind !== "name")
        return make("path", { d: MARKS[/** @type {Mark} */ (kind)] }, this.element);
      const text = make("text", {}, this.element);
      if (kind === "name") text.append(make("tspan", {}), make("tspan", { class: "index" }));
      return text;
    });
  }

  /** @param {SVGElement} element @param {Placed} part */
  #one(element, { mark, text = "", x, y, size, turn = 0, weight = 560, tone = "ink" }) {
    if (mark) {
      set(element, {
        class: `mark ${mark} ${tone}`,
        transform: `translate(${x.toFixed(2)},${y.toFixed(2)}) rotate(${turn.toFixed(1)}) scale(${size.toFixed(2)})`,
      });
      return;
    }
    set(element, { class: tone, x, y, "font-size": size, "font-weight": weight });
    const [head, index] = nameParts(text);
    if (index === "") return write(element, text);
    const [letter, lowered] = element.children;
    write(letter, head);
    write(lowered, index);
    set(lowered, { dy: size * 0.16, "font-size": size * LOWERED });
  }
}
