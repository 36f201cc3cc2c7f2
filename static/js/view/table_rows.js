// What stands in the table twin of the picture: which columns there are, and which quantity is in each cell. Pure.
import { stemOf, symbolText, TRAINING_KINDS } from "../model/training.js";
import { quantityOf } from "./arithmetic.js";

/**
 * @typedef {NonNullable<ReturnType<typeof import("./lesson.js").lessonOf>>} Lesson
 * @typedef {{key: string, name: string, cells: (string | null)[]}} Row
 * @typedef {[kind: string, heading: string]} Column
 */

/** @param {import("../model/notation.js").Letters} letters @returns {Column[]} */
export const unitColumns = ({ z, a, target, slope }) => [
  ["z", z],
  ["a", a],
  ["target", target],
  ["error", "E"],
  ["dE_da", `∂E/∂${a}`],
  ["df", slope],
  ["delta", "δ"],
  ["b", "b"],
];

/** What a batch and an optimiser add, as far as this network has it. @param {"w" | "b"} of @param {Lesson} lesson @returns {Column[]} */
function addedColumns(of, { script }) {
  const kinds = new Set(script.ids.map((id) => id.split(".")[0]));
  const added = TRAINING_KINDS.filter((kind) => kinds.has(kind) && stemOf(kind)?.of === of);
  const plain = !added.some((kind) => !/dE_d[wb]$/.test(kind));
  return [
    ...added.map((kind) => /** @type {Column} */ ([kind, heading(kind, of)])),
    ...(plain ? [] : [/** @type {Column} */ ([`change_${of}`, `Δ${of}`])]),
  ];
}

/** @param {string} kind @param {string} of */
function heading(kind, of) {
  const stem = /** @type {import("../model/training.js").Stem} */ (stemOf(kind));
  return ["", "E"].includes(stem.letter) ? symbolText(stem, of) : symbolText(stem, "").replace(" ", "");
}

/** @param {Lesson} lesson @returns {Column[]} */
export const edgeColumns = (lesson) => [
  ["w", "w"],
  ["contribution", "δ·w"],
  ["dE_dw", "∂E/∂w"],
  ...addedColumns("w", lesson),
  ["w_next", "w⁺"],
];

/** @param {Lesson} lesson @returns {Column[]} */
export const biasColumns = (lesson) => [["b", "b"], ["dE_db", "∂E/∂b"], ...addedColumns("b", lesson), ["b_next", "b⁺"]];

/** @param {string[]} ids @param {Column[]} columns @param {Lesson} lesson @returns {(string | null)[]} */
const cellsOf = (ids, columns, lesson) =>
  columns.map(([kind]) => ids.find((id) => quantityOf(lesson, id).kind === kind) ?? null);

/** @param {Lesson} lesson @returns {Row[]} */
export function unitRows(lesson) {
  const columns = unitColumns(lesson.names.letters);
  return lesson.script.units().map(({ layer, unit }) => ({
    key: `${layer}.${unit}`,
    name: lesson.names.unit(layer, unit),
    cells: cellsOf(lesson.script.ofUnit(layer, unit), columns, lesson),
  }));
}

/** @param {Lesson} lesson @param {number | null} [into] only those into this layer @returns {Row[]} */
export function edgeRows(lesson, into = null) {
  const { script, names } = lesson;
  const columns = edgeColumns(lesson);
  const edges = script.edges().filter(({ layer }) => into === null || layer === into);
  return edges.map(({ layer, unit, source }) => ({
    key: `${layer}.${unit}.${source}`,
    name: `${names.weight(layer, unit, source)} ${names.unit(layer - 1, source)}→${names.unit(layer, unit)}`,
    cells: cellsOf(script.ofEdge(layer, unit, source), columns, lesson),
  }));
}

/** The units whose biases a batch or an optimiser adds numbers to. @param {Lesson} lesson @returns {Row[]} */
export function biasRows(lesson) {
  const columns = biasColumns(lesson);
  if (columns.length === 3 || !lesson.script.ids.some((id) => id.startsWith("b_next."))) return [];
  const { script, names } = lesson;
  const units = script.units().filter(({ layer }) => layer > 0);
  return units.map(({ layer, unit }) => ({
    key: `${layer}.${unit}`,
    name: `${names.bias(layer, unit)} ${names.unit(layer, unit)}`,
    cells: cellsOf(script.ofUnit(layer, unit), columns, lesson),
  }));
}
