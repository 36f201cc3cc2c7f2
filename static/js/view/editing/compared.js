// Old and new side by side: what an edit changed, what matters most first. Nothing is computed but which differ by how much. Pure.
import { quantityOf, valueText } from "../arithmetic.js";
import { number, UNKNOWN } from "../format.js";

/**
 * @typedef {import("../../model/before.js").Before} Before
 * @typedef {NonNullable<ReturnType<typeof import("../lesson.js").lessonOf>>} Lesson
 * @typedef {{id: string, from: string, to: string}} Row
 */

/** How many gradients are shown besides errors and outputs. */
const GRADIENTS = 3;
const MOST_DECIMALS = 12;

/**
 * Two numbers of a quantity, with as many decimals as tell them apart.
 * @param {import("../../types.js").Quantity} quantity
 * @param {number | null} from
 * @param {number | null} to
 * @returns {{from: string, to: string}}
 */
export function apart(quantity, from, to) {
  const usual = { from: valueText(quantity, from), to: valueText(quantity, to) };
  if (from === null || to === null || from === to || usual.from !== usual.to) return usual;
  const signed = usual.from.startsWith("+") || usual.to.startsWith("+");
  for (let decimals = 5; decimals <= MOST_DECIMALS; decimals += 1) {
    const closer = { from: number(from, decimals, signed), to: number(to, decimals, signed) };
    if (closer.from !== closer.to) return closer;
  }
  return usual;
}

/**
 * What stood there before, where it differs.
 * @param {string} id
 * @param {Before | null} before
 * @param {Lesson} lesson
 * @returns {{from: string, to: string} | null}
 */
export function formerly(id, before, lesson) {
  const [from, to] = [before?.value(id) ?? null, lesson.value(id)];
  if (from === null || to === null || from === to) return null;
  return apart(quantityOf(lesson, id), from, to);
}

/**
 * The selected number, the error, the outputs, and the gradients that changed most.
 * @param {Before} before
 * @param {Lesson} lesson
 * @param {string | null} selected
 * @returns {Row[]}
 */
export function consequences(before, lesson, selected) {
  const { script, value } = lesson;
  const last = Math.max(0, ...script.units().map(({ layer }) => layer));
  const told = new Set(before.changes.map(({ of }) => of));
  const changed = script.ids.filter((id) => !told.has(id) && formerly(id, before, lesson) !== null);
  const size = (/** @type {string} */ id) => Math.abs((value(id) ?? 0) - (before.value(id) ?? 0));
  const of = (/** @type {string} */ start) => changed.filter((id) => id.startsWith(start));
  const gradients = [...of("dE_dw."), ...of("dE_db.")].sort((one, other) => size(other) - size(one));
  const chosen = [
    ...changed.filter((id) => id === selected),
    ...of("error_total"),
    ...of(`a.${last}.`).slice(0, 4),
    ...gradients.slice(0, GRADIENTS),
  ];
  const texts = (/** @type {string} */ id) => formerly(id, before, lesson) ?? { from: UNKNOWN, to: UNKNOWN };
  return [...new Set(chosen)].map((id) => ({ id, ...texts(id) }));
}
