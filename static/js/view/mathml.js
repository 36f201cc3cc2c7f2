// Expressions as native MathML. Numbers and symbols keep the id of their quantity, so that they can be pointed at.
import { html } from "htm/preact";
import { explains } from "./explains.js";

/**
 * @typedef {import("./expression.js").Expression} Expression
 * @typedef {{point?: (id: string | null) => void, pick?: (id: string) => void, lit?: string | null}} Pointing
 */

const TERM = explains(
  "A symbol or number of a formula: pointing at it lights its place in the picture, a click explains it.",
  "Part of a formula",
);

const FUNCTIONS = /^[\p{L} ]{2,}$/u;

/** @param {Expression} expression @param {Pointing} pointing @returns {Record<string, unknown>} */
function attributes({ of, sign, marked }, { point, pick, lit }) {
  const own = {
    class:
      [sign === "zero" ? "" : sign, marked && "marked", of && of === lit ? "lit" : ""].filter(Boolean).join(" ") ||
      undefined,
  };
  if (!of || !pick) return own;
  return {
    ...own,
    "data-of": of,
    ...TERM,
    onMouseEnter: () => point?.(of),
    onMouseLeave: () => point?.(null),
    onClick: () => pick(of),
  };
}

/**
 * @param {Expression} expression
 * @param {Pointing} pointing
 * @returns {import("preact").VNode<any>}
 */
function draw(expression, pointing) {
  const { form, text, parts = [], rows = [], call, large } = expression;
  const own = attributes(expression, pointing);
  const inner = parts.map((part) => draw(part, pointing));
  const grouped = parts.map((part, index) => (part.form === "row" ? inner[index] : html`<mrow>${inner[index]}</mrow>`));
  switch (form) {
    case "name":
      return html`<mi ...${own} mathvariant=${FUNCTIONS.test(text ?? "") ? "normal" : undefined}>${text}</mi>`;
    case "number":
      return text === "?" ? html`<mn ...${own} class="slot">?</mn>` : html`<mn ...${own}>${text}</mn>`;
    case "operator":
      if (text === "∂") return html`<mi>∂</mi>`;
      if (call) return html`<mo stretchy="false">${text}</mo>`;
      return html`<mo>${text}</mo>`;
    case "fraction":
      return html`<mrow class=${large ? "large" : undefined}><mfrac ...${own}>${grouped}</mfrac></mrow>`;
    case "sub":
      return html`<msub ...${own}>${grouped}</msub>`;
    case "sup":
      return html`<msup ...${own}>${grouped}</msup>`;
    case "root":
      return html`<msqrt ...${own}>${inner}</msqrt>`;
    case "hat":
      return html`<mover accent="true" ...${own}>${inner}<mo stretchy="false">^</mo></mover>`;
    case "matrix":
      return html`<mrow><mo>[</mo><mtable>${rows.map(
        (cells) => html`<mtr>${cells.map((each) => html`<mtd>${draw(each, pointing)}</mtd>`)}</mtr>`,
      )}</mtable><mo>]</mo></mrow>`;
    default:
      return html`<mrow ...${own}>${inner}</mrow>`;
  }
}

/**
 * A formula in the line of the text around it.
 * @param {{of: Expression, pointing?: Pointing, class?: string}} props
 */
export function Formula({ of, pointing = {}, class: name }) {
  return html`<math class=${name}>${draw(of, pointing)}</math>`;
}
