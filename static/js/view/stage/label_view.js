// One label on the page: a box of parts, patched from picture to picture.
import { make, set, write } from "./elements.js";
import { LOWERED, nameParts } from "./text.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./text.js").Placed} Placed
 * @typedef {import("./text.js").Mark} Mark
 * @typedef {import("../explained/drawn.js").Said} Said
 */

/** The marks: an outline of radius 1, and what it says. @type {Record<Mark, {outline: string} & Said>} */
export const MARKS = {
  circle: {
    outline: "M-1,0a1,1 0 1,0 2,0a1,1 0 1,0 -2,0z",
    name: "Round mark",
    words: "The number beside it is positive. Its size says how large it is beside the others.",
  },
  open: {
    outline: "M-1,0a1,1 0 1,0 2,0a1,1 0 1,0 -2,0z",
    name: "Open dot",
    words: "A number that is not computed yet at this moment.",
  },
  diamond: {
    outline: "M0,-1.15L1.15,0L0,1.15L-1.15,0z",
    name: "Diamond mark",
    words: "The number beside it is negative. Its size says how large it is beside the others.",
  },
  up: {
    outline: "M0,-1L1,0.8L-1,0.8z",
    name: "Triangle up",
    words: "By how much the parameter has grown in the update.",
  },
  down: {
    outline: "M0,1L1,-0.8L-1,-0.8z",
    name: "Triangle down",
    words: "By how much the parameter has shrunk in the update.",
  },
  slope: {
    outline: "M-1.4,0L1.4,0",
    name: "Small sloping line",
    words: "The slope f′ of the activation function, as steep as it is at z: 45° is 1/4, the steepest of the logistic.",
  },
};

/** The shapes around labels: how round their corners are, as a share of the height. @type {Record<Label["shape"], {corner: number} & Said>} */
export const SHAPES = {
  none: { corner: 0.2, name: "Text without a frame", words: "A number at its place: bias, slope, target, error, sum." },
  plate: {
    corner: 0.22,
    name: "Plate on a line",
    words: "A weight: its name and value; below, with ∂, its gradient; after the update, by how much it has changed.",
  },
  tag: {
    corner: 0.22,
    name: "Tag beside a small unit",
    words:
      "What a unit holds that has no room for numbers: its name and its activation, until then its net input; below, its δ.",
  },
  round: {
    corner: 0.5,
    name: "Round chip",
    words: "A positive δ, or a positive part of a sum that waits to be added; grey where it is exactly 0.",
  },
  square: {
    corner: 0.14,
    name: "Square chip",
    words: "A negative δ, or a negative part of a sum that waits to be added.",
  },
  badge: {
    corner: 0.5,
    name: "Numbered badge",
    words: "The factor with this number in the explanation: this is where it stands in the picture.",
  },
};

/** The least a plate's corner may be larger than. */
const PLATE_CORNER = 10;

/** @param {Placed} part */
const kindOf = ({ mark, text }) => mark ?? (nameParts(text ?? "")[1] === "" ? "text" : "name");

/** What is seen of a part, and of a label besides its parts. */
const SEEN_OF_PART = /** @type {const} */ (["mark", "text", "x", "y", "size", "turn", "weight", "tone"]);
const SEEN_OF_LABEL = /** @type {const} */ (["x", "y", "w", "h", "shape", "id"]);

/** Do two labels look the same? @param {Label} a @param {Label} b */
const alike = (a, b) =>
  SEEN_OF_LABEL.every((name) => a[name] === b[name]) &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, index) => SEEN_OF_PART.every((name) => part[name] === b.parts[index][name]));

export class LabelView {
  #box;
  /** @type {{label: Label, className: string} | null} */
  #painted = null;
  /** @type {string | null} */
  #waitsAs = null;
  /** @type {SVGElement[]} */
  #parts = [];
  #signature = "";

  /** @param {string} className @param {Element} parent */
  constructor(className, parent) {
    this.element = make("g", { class: className }, parent);
    this.#box = make("rect", { class: "box" }, this.element);
  }

  /** It only looks another way; what it says comes with the next painting. @param {string} className */
  wait(className) {
    if (this.#waitsAs === className) return;
    this.#waitsAs = className;
    this.#painted = null;
    set(this.element, { class: className });
  }

  /** @param {Label} label @param {string} className */
  paint(label, className) {
    // Of thousands of labels few are others in the next picture.
    if (this.#painted?.className === className && alike(this.#painted.label, label)) return;
    this.#painted = { label, className };
    this.#waitsAs = null;
    const { x, y, w, h, shape, parts } = label;
    set(this.element, {
      transform: `translate(${x.toFixed(2)},${y.toFixed(2)})`,
      class: className,
      "data-quantity": label.id,
    });
    const corner = shape === "plate" ? Math.min(PLATE_CORNER, h * 0.3) : h * SHAPES[shape].corner;
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
        return make("path", { d: MARKS[/** @type {Mark} */ (kind)].outline }, this.element);
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
