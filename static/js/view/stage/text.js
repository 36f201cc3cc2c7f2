// How wide text will be, without asking the page: labels are placed, and tested not to collide, before anything is drawn. Pure.

/**
 * @typedef {"ink" | "muted" | "old" | "pos" | "neg" | "on"} Tone
 * @typedef {"circle" | "diamond" | "up" | "down" | "open" | "slope"} Mark
 *
 * @typedef {object} Part A piece of a row: text, or a mark of `size` as its radius.
 * @property {string} [text]
 * @property {Mark} [mark]
 * @property {number} size font size, or radius
 * @property {number} [weight]
 * @property {Tone} [tone]
 * @property {number} [turn] by how many degrees a mark is turned
 * @property {number} [line] font size of the text it stands for, which gives the row its height
 * @property {number} [gap] room before it; otherwise a third of an em
 * @property {number} [least] room it takes at least; it stands at the right end of it
 *
 * @typedef {Part & {x: number, y: number}} Placed Text starts at x on the baseline y; a mark has its middle there.
 */

/** What the colour of a number or word says. @type {Record<Tone, import("../explained/drawn.js").Said>} */
export const TONES = {
  old: { name: "Struck through", words: "What stood here before the last change." },
  pos: { name: "Blue", words: "Positive. Hue means sign and nothing else." },
  neg: { name: "Vermilion", words: "Negative; always also with a minus, a dash, a diamond or a square." },
  ink: { name: "Black or white", words: "An answer, an error, a target: a number whose sign is not the point." },
  muted: { name: "Grey", words: "Names and words, and biases that are not trained." },
  on: { name: "Text on colour", words: "The number of a chip: the chip's own colour and shape say its sign." },
};

/**
 * Advance widths of Source Sans 3 at weight 560, in em; the Greek and ∂ are Noto Sans Math's.
 * @type {Record<string, number>}
 */
const ADVANCES = {
  ...{
    ".": 0.27,
    ",": 0.27,
    "·": 0.27,
    "′": 0.25,
    " ": 0.2,
    "–": 0.5,
    "∂": 0.54,
    δ: 0.61,
    Σ: 0.58,
    η: 0.62,
    E: 0.54,
    "/": 0.36,
  },
  ...{
    a: 0.52,
    b: 0.57,
    e: 0.51,
    f: 0.32,
    g: 0.53,
    h: 0.56,
    i: 0.27,
    l: 0.28,
    n: 0.55,
    o: 0.56,
    r: 0.38,
    s: 0.44,
    t: 0.37,
    u: 0.55,
    w: 0.76,
  },
  ...{
    x: 0.49,
    z: 0.45,
    "⁻": 0.36,
    "⁰": 0.36,
    "¹": 0.36,
    "²": 0.36,
    "³": 0.36,
    "⁴": 0.36,
    "⁵": 0.36,
    "⁶": 0.36,
    "⁷": 0.36,
  },
};
const DIGIT = 0.51;
const BOLDER = 0.00012;
const NAME = /^([a-z])([\d.]+)$/;
/** A lowered index is drawn at this share of its name's size. */
export const LOWERED = 0.74;

/**
 * Splits a unit's or a weight's name into letter and index: w5 → w, 5.
 * @param {string} text
 * @returns {[string, string]}
 */
export function nameParts(text) {
  const match = NAME.exec(text);
  return match ? [match[1], match[2]] : [text, ""];
}

/** @param {string} text @param {number} size @param {number} [weight] @returns {number} its width in drawing units */
export function textWidth(text, size, weight = 560) {
  const [head, index] = nameParts(text);
  const bare = (/** @type {string} */ piece) => [...piece].reduce((sum, char) => sum + (ADVANCES[char] ?? DIGIT), 0);
  return size * (bare(head) + bare(index) * LOWERED) * (1 + (weight - 560) * BOLDER * 2);
}

/** The size, `size` at most, at which a text needs no more than the room. @param {string} text @param {number} size @param {number} weight @param {number} room */
export const fittedSize = (text, size, weight, room) => Math.min(size, room / textWidth(text, 1, weight));

/** @param {Part} part */
const partWidth = ({ text, size, weight, least = 0 }) =>
  Math.max(least, text === undefined ? 2 * size : textWidth(text, size, weight));

/** @param {Part} part @param {number} index */
const gapBefore = ({ gap, size, text }, index) => (index === 0 ? 0 : (gap ?? (text === undefined ? 4 : size * 0.3)));

/** @param {Part[]} parts */
export const rowWidth = (parts) =>
  parts.reduce((sum, part, index) => sum + gapBefore(part, index) + partWidth(part), 0);

/**
 * Sets parts side by side.
 * @param {Part[]} parts
 * @param {number} left
 * @param {number} middle y of the row's middle
 * @returns {Placed[]}
 */
export function setRow(parts, left, middle) {
  let x = left;
  return parts.map((part, index) => {
    x += gapBefore(part, index);
    const width = partWidth(part);
    const own = part.text === undefined ? 2 * part.size : textWidth(part.text, part.size, part.weight);
    const at = x + width - own;
    x += width;
    return part.text === undefined
      ? { ...part, x: at + part.size, y: middle }
      : { ...part, x: at, y: middle + part.size * 0.345 };
  });
}
