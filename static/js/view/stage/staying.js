// The parts of lines and units that stay on the stage, from the lowest, each with what it says.

import { explains } from "../explains.js";

/** @typedef {import("../explained/drawn.js").Said} Said */

/** @typedef {"halo" | "case" | "line" | "hit"} EdgePart */
/** @typedef {"touch" | "ring" | "disc" | "track" | "gauge"} UnitPart */

const BAND = {
  name: "Yellow band",
  words: "What you are looking at, and the path its number came along. Yellow means this and nothing else.",
};

/** @type {Record<EdgePart, Said | null>} null: nobody sees it, it only gives room */
export const EDGE_PARTS = {
  halo: { ...BAND, selector: ".edge.lit .halo, .edge.hot .halo" },
  case: null,
  line: {
    name: "Line",
    words: "A weight: from the unit that sends on the left to the unit that receives on the right.",
    selector: ".edge .line",
  },
  hit: null,
};

/** @type {Record<UnitPart, Said | null>} */
export const UNIT_PARTS = {
  touch: null,
  ring: { ...BAND, name: "Yellow ring", selector: ".unit.lit .ring, .unit.hot .ring" },
  disc: {
    name: "Circle",
    words:
      "A unit with its name: x an input, h a hidden unit, o an output. The number in it is its net input z, then its activation.",
    selector: ".unit .disc",
  },
  track: { name: "Pale ring", words: "The room of the activation: a full turn is 1.", selector: ".unit .track" },
  gauge: {
    name: "Dark ring",
    words:
      "How far the activation fills its range, clockwise from the top; for functions beyond 0 to 1, half a turn each way.",
    selector: ".unit .gauge:not([visibility=hidden])",
  },
};

/** What one can point at, choose and walk to with the arrow keys. */
export const STOPS = {
  unit: explains(
    "A unit of the network: a click or Enter has its newest number explained; F2 changes its bias, in an input its value.",
    "Unit",
  ),
  weight: explains(
    "A weight of the network: a click or Enter has it explained; dragging its plate, a double click or F2 changes it.",
    "Weight",
  ),
  total: explains("The error of all outputs together: a click or Enter has it explained.", "Total error"),
};

/** How the same line or ring looks in other states. @type {Record<string, Said>} */
export const STATES = {
  positive: { name: "Solid line", words: "The weight is positive.", selector: ".edge:not(.neg) .line" },
  negative: { name: "Dashed line", words: "The weight is negative.", selector: ".edge.neg .line" },
  dimmed: {
    name: "Pale line",
    words: "A weight that has no part in what you are looking at.",
    selector: ".dimmed .edge:not(.lit, .hot) .line",
  },
  backward: { name: "Ring in colour", words: "The activation is negative.", selector: ".unit.negative .gauge" },
};
