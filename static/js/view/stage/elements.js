// Writing to SVG without writing twice: an attribute that already has its value is left alone.

const NAMESPACE = "http://www.w3.org/2000/svg";

/** @type {WeakMap<Element, Map<string, string>>} */
const written = new WeakMap();

/** @typedef {Record<string, string | number | null>} Attributes null takes the attribute away */

/** Sets what has changed. @param {Element} element @param {Attributes} attributes */
export function set(element, attributes) {
  const known = written.get(element) ?? new Map();
  written.set(element, known);
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === null ? "" : typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
    const key = value === null ? "\0" : text;
    if (known.get(name) === key) continue;
    known.set(name, key);
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, text);
  }
}

/**
 * Makes an SVG element inside another.
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {Element} [parent]
 * @returns {SVGElement}
 */
export function make(tag, attributes, parent) {
  const element = document.createElementNS(NAMESPACE, tag);
  set(element, attributes);
  parent?.append(element);
  return element;
}

/** Sets the text if it is another one. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
