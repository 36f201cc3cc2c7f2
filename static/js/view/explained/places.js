// Where on the page the things are that have an explanation.

/**
 * @typedef {import("./everything.js").Entry} Entry
 * @typedef {import("../stage/stage.js").Shown} Shown
 * @typedef {{left: number, top: number, width: number, height: number}} Box in pixels of the window
 * @typedef {{entry: Entry, name: string, box: Box}} Found
 */

/** @param {Element} element */
const nameOf = (element) =>
  (element.getAttribute("aria-label") ?? element.textContent ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 60);

/** @param {Element} element */
function seen(element) {
  if (element.closest("dialog") || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    return false;
  const { width, height, right, bottom } = element.getBoundingClientRect();
  return width + height > 2 && right > 0 && bottom > 0;
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

/**
 * The things that are on the page now; two of the same look share no place if there are two places.
 * @param {Entry[]} entries
 * @param {Shown | null} shown
 * @returns {Found[]}
 */
export function placesOf(entries, shown) {
  /** @type {Set<Element>} */
  const taken = new Set();
  const stage = document.querySelector("#stage .view");
  return entries.flatMap((entry) => {
    if (entry.glyph !== null) {
      const box = glyphBox(entry, shown, stage);
      return box ? [{ entry, name: entry.name, box }] : [];
    }
    const all = [...document.querySelectorAll(entry.selector ?? ":not(*)")].filter(seen);
    const element = all.find((each) => !taken.has(each)) ?? all[0];
    if (!element) return [];
    taken.add(element);
    const { left, top, width, height } = element.getBoundingClientRect();
    return [{ entry, name: entry.name || nameOf(element), box: { left, top, width, height } }];
  });
}
