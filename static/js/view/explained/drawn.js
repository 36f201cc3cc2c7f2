// What the stage draws, with its words, gathered from where it is drawn. Pure. What the page around it draws carries its words itself.
import { EDGE_WIDTH } from "../scales.js";
import { GLYPHS } from "../stage/glyph_pen.js";
import { MARKS, SHAPES } from "../stage/label_view.js";
import { EDGE_PARTS, STATES, UNIT_PARTS } from "../stage/staying.js";
import { TONES } from "../stage/text.js";

/**
 * @typedef {object} Said What something says.
 * @property {string} name
 * @property {string} words
 * @property {string} [selector] what finds it on the page
 *
 * @typedef {Said & {key: string, glyph: import("../stage/glyphs.js").Glyph["kind"] | null}} Entry
 * @typedef {{title: string, entries: Entry[]}} Group
 */

/**
 * @param {string} prefix
 * @param {Record<string, Said | null>} table
 * @param {(kind: string) => string} [selector] where the table's own things have none
 * @returns {Entry[]}
 */
const entries = (prefix, table, selector) =>
  Object.entries(table).flatMap(([kind, said]) =>
    said === null
      ? []
      : [
          {
            name: said.name,
            words: said.words,
            selector: said.selector ?? selector?.(kind),
            key: `${prefix}.${kind}`,
            glyph: null,
          },
        ],
  );

/** @type {Group[]} */
export const DRAWN = [
  {
    title: "Lines and units",
    entries: [
      ...entries("edge", EDGE_PARTS),
      ...entries("width", { line: EDGE_WIDTH }, () => ".edge:nth-of-type(2) .line, .edge .line"),
      ...entries("state", STATES),
      ...entries("unit", UNIT_PARTS),
    ],
  },
  {
    title: "Numbers, plates and marks",
    entries: [
      ...entries("tone", TONES, (tone) => `.net text.${tone}, .net .mark.${tone}`),
      ...entries("shape", SHAPES, (shape) => `.label.${shape}:not(.quiet)`),
      ...entries("mark", MARKS, (mark) => `.net .mark.${mark}`),
    ],
  },
  {
    title: "What moves",
    entries: entries("glyph", GLYPHS).map((entry) => ({
      ...entry,
      glyph: /** @type {Entry["glyph"]} */ (entry.key.replace("glyph.", "")),
    })),
  },
];
