// What is on the page and has words: which parts there are, what is in each, and where it is to be seen.
import { explanationOf } from "../explains.js";
import { DRAWN } from "./drawn.js";

/**
 * @typedef {import("./drawn.js").Entry} Entry
 * @typedef {import("../stage/stage.js").Shown} Shown
 * @typedef {{left: number, top: number, width: number, height: number}} Box in pixels of the window
 *
 * @typedef {object} Thing
 * @property {string} key
 * @property {string} name
 * @property {string} words
 * @property {Entry["glyph"]} glyph
 * @property {Element | null} element null: it is drawn by no element, or not on the page at this moment
 * @property {Box | null} box where it is to be seen; null: nowhere at this moment, but scrolling may bring it
 *
 * @typedef {{title: string, things: Thing[]}} Part
 */

/** How much of a name is said. */
const LONGEST = 60;

/** @param {Element} element */
const labelOf = (element) => (element instanceof HTMLInputElement ? (element.labels?.[0] ?? null) : null);

/** @param {Element} element */
const nameOf = (element) =>
  (element.getAttribute("aria-label") ?? labelOf(element)?.textContent ?? element.textContent ?? "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST);

/** @param {Element} element */
const visible = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
  element.getBoundingClientRect().width + element.getBoundingClientRect().height > 2;

/** What is to be seen of something: itself, or the label of a field that is drawn as its label. @param {Element} element */
const seenAs = (element) => [element, labelOf(element)].find((each) => each !== null && visible(each)) ?? null;

/** Shares of a line's length at which it can be pointed at, the best first. */
const SHARES = [0.5, 0.3, 0.7, 0.2, 0.8];
/** How much of a line is pointed at, in pixels, and how long it is at least to be one. */
const SPOT = 14;
const LINE = 60;

/** @param {DOMRect} one @param {DOMRect} other */
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Where an element is; of a line across the picture a piece that nothing stands on. @param {Element} element @returns {DOMRect} */
function outline(element) {
  const whole = element.getBoundingClientRect();
  if (!(element instanceof SVGPathElement) || Math.max(whole.width, whole.height) < LINE) return whole;
  const matrix = element.getScreenCTM();
  const pieces = SHARES.map((share) => {
    const { x, y } = element.getPointAtLength(share * element.getTotalLength()).matrixTransform(matrix ?? undefined);
    return new DOMRect(x - SPOT / 2, y - SPOT / 2, SPOT, SPOT);
  });
  const labels = [...document.querySelectorAll("#stage .label")].map((label) => label.getBoundingClientRect());
  return pieces.find((piece) => !labels.some((label) => meet(piece, label))) ?? pieces[0];
}

/** What stays in its place and covers what scrolls below it. @param {Element} element */
const covers = (element) =>
  [...document.querySelectorAll("[data-part]")].filter(
    (each) => getComputedStyle(each).position === "fixed" && !each.contains(element),
  );

/** The part of an element that its scrolling surroundings, what covers it and the window leave to be seen. @param {Element} element @returns {Box | null} */
function boxOf(element) {
  let { left, top, right, bottom } = outline(element);
  for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
    if (getComputedStyle(around).overflow === "visible") continue;
    const clip = around.getBoundingClientRect();
    [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
    [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
  }
  [left, right] = [Math.max(left, 0), Math.min(right, innerWidth)];
  [top, bottom] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
  for (const cover of covers(element)) bottom = Math.min(bottom, cover.getBoundingClientRect().top);
  const [width, height] = [right - left, bottom - top];
  return width < 0 || height < 0 || width + height <= 2 ? null : { left, top, width, height };
}

/** @param {Entry} entry @param {Shown | null} shown @param {Element | null} stage @returns {Box | null} */
function glyphBox({ glyph }, shown, stage) {
  const found = shown?.glyphs.find(({ kind }) => kind === glyph);
  if (!found || !shown || !stage) return null;
  const { left, top, width } = stage.getBoundingClientRect();
  const scale = width / shown.width;
  const middle =
    found.kind === "flow" ? { x: (found.from.x + found.to.x) / 2, y: (found.from.y + found.to.y) / 2 } : found;
  const size = 12;
  return {
    left: left + (middle.x - size) * scale,
    top: top + (middle.y - size) * scale,
    width: 2 * size * scale,
    height: 2 * size * scale,
  };
}

/** What the stage draws; two of the same look share no place if there are two places. @param {Shown | null} shown @returns {Part[]} */
function drawn(shown) {
  /** @type {Set<Element>} */
  const taken = new Set();
  const stage = document.querySelector("#stage .view");
  return DRAWN.map(({ title, entries }) => ({
    title,
    things: entries.map((entry) => {
      const { key, name, words, glyph } = entry;
      if (glyph !== null) return { key, name, words, glyph, element: null, box: glyphBox(entry, shown, stage) };
      const all = [...document.querySelectorAll(entry.selector ?? ":not(*)")].filter(visible);
      const element = all.find((each) => !taken.has(each)) ?? all[0] ?? null;
      if (element) taken.add(element);
      return { key, name, words, glyph, element, box: element && boxOf(element) };
    }),
  }));
}

/** What else was drawn with words, in the order of the page; what says the same in one part is one thing. @returns {Part[]} */
function said() {
  /** @type {Map<string, Map<string, Thing>>} */
  const parts = new Map();
  for (const element of document.querySelectorAll("[data-explains]")) {
    const own = element.closest("dialog") ? null : explanationOf(element);
    if (own === null) continue;
    const things = parts.get(own.part) ?? new Map();
    parts.set(own.part, things);
    const before = things.get(own.words);
    if (before?.box) continue;
    const seen = seenAs(element);
    if (before && !seen) continue;
    const key = `${own.part}: ${own.words}`;
    const name = own.called ?? nameOf(element);
    const box = seen && boxOf(seen);
    // What is put outside of the window, no scrolling brings in.
    const there = box || (seen && getComputedStyle(seen).position !== "fixed") ? seen : null;
    things.set(own.words, { key, name, words: own.words, glyph: null, element: there, box });
  }
  return [...parts].map(([title, things]) => ({ title, things: [...things.values()] }));
}

/** Is it on the page, if only after scrolling? @param {Thing} thing */
export const here = ({ element, box }) => element !== null || box !== null;

/** Where texts stand, which no number should cover. @returns {Box[]} */
export const textBoxes = () =>
  [...document.querySelectorAll("#stage .net text, [data-part] :is(h2, p, label)")]
    .filter((text) => visible(text) && !text.closest("dialog"))
    .map((text) => text.getBoundingClientRect());

/** All there is to explain now. @param {Shown | null} shown what the stage shows */
export const partsOf = (shown) => [...drawn(shown), ...said()];
