// A copy of a drawing that needs no style sheet: every style is written out as it is computed now.
import { make } from "../stage/elements.js";

/** What says where and how large something is. */
const GEOMETRY = ["d", "x", "y", "cx", "cy", "r", "rx", "width", "height", "dy", "transform", "pathLength"];

/** What a style sheet may say of a shape, with what it is where nothing is said. @type {Record<string, string>} */
const STYLES = {
  fill: "rgb(0, 0, 0)",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  opacity: "1",
};
const TYPE = { "font-size": "", "font-weight": "400" };

const TRANSPARENT = new Set(["none", "transparent", "rgba(0, 0, 0, 0)"]);

/** @param {CSSStyleDeclaration} style */
const invisible = (style) => style.display === "none" || style.visibility === "hidden" || Number(style.opacity) === 0;

/** @param {CSSStyleDeclaration} style */
const unpainted = (style) => TRANSPARENT.has(style.fill) && TRANSPARENT.has(style.stroke);

/** How many pixels of the screen a unit of this element is. @param {SVGGraphicsElement} element */
function scaleOf(element) {
  const matrix = element.getScreenCTM();
  return matrix ? Math.hypot(matrix.a, matrix.b) || 1 : 1;
}

/** @param {Element} element @param {CSSStyleDeclaration} style @returns {Record<string, string>} */
function attributesOf(element, style) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of GEOMETRY) {
    const value = element.getAttribute(name);
    if (value !== null) found[name] = value;
  }
  if (element instanceof SVGGElement) return style.opacity === "1" ? found : { ...found, opacity: style.opacity };
  const wanted = element instanceof SVGTextContentElement ? { ...STYLES, ...TYPE } : STYLES;
  for (const [name, usual] of Object.entries(wanted)) {
    const value = style.getPropertyValue(name).replaceAll("px", "");
    if (value !== usual.replace("px", "")) found[name] = TRANSPARENT.has(value) ? "none" : value;
  }
  // The attribute has the name of the shorthand: what was stays struck through on paper.
  if (style.textDecorationLine !== "none") found["text-decoration"] = style.textDecorationLine;
  // A line that is as thick on the screen whatever it is scaled by must be so on paper, too.
  if (style.vectorEffect === "non-scaling-stroke") {
    const width = Number.parseFloat(style.strokeWidth) / scaleOf(/** @type {SVGGraphicsElement} */ (element));
    found["stroke-width"] = String(width);
  }
  return found;
}

/**
 * Copies what can be seen of an element, without classes, names and roles.
 * @param {Element} element of a page that shows it
 * @param {Element} parent of the copy
 */
export function copyResolved(element, parent) {
  const style = getComputedStyle(element);
  if (invisible(style)) return;
  const group = element instanceof SVGGElement || element instanceof SVGSVGElement;
  const text = element instanceof SVGTextContentElement;
  if (!group && unpainted(style)) return;
  const tag = element instanceof SVGSVGElement ? "g" : element.tagName;
  const copy = make(tag, attributesOf(element, style), parent);
  for (const child of element.childNodes) {
    if (child instanceof Element) copyResolved(child, copy);
    else if (text) copy.append(child.cloneNode());
  }
  if (group && copy.childNodes.length === 0) copy.remove();
}
