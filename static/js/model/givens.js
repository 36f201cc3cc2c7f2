// What is given and can be changed: which given a number belongs to, in which order they stand, and the next readable number. Pure.

import { stemOf } from "./training.js";

/** @typedef {import("./script.js").ScriptView} ScriptView */

/** Kinds that belong to a weight, or to a bias. @type {Record<string, "w" | "b">} */
const PARAMETERS = {
  ...{ w: "w", w_next: "w", dE_dw: "w", change_w: "w", contribution: "w", weighted: "w" },
  ...{ b: "b", b_next: "b", dE_db: "b", change_b: "b" },
};

/** Whether a kind belongs to a weight or to a bias; null: to neither. @param {string} kind */
export const parameterOf = (kind) => PARAMETERS[kind] ?? stemOf(kind)?.of ?? null;

/** Is it one of the numbers that one can change? @param {string} id */
export const isGiven = (id) => id === "eta" || /^(w|b|target|a\.0)\./.test(id);

/**
 * The given that a number belongs to: itself, or the weight or bias whose gradient, change, next value, velocity … it is.
 * @param {string} id
 * @returns {string | null}
 */
export function givenOf(id) {
  if (isGiven(id)) return id;
  const [kind, ...indices] = id.split(".");
  const parameter = parameterOf(kind);
  if (parameter === null) return null;
  // A shared bias has one gradient for its whole layer.
  if (parameter === "b" && indices.length === 1) indices.push("0");
  return [parameter, ...indices].join(".");
}

/** The id of what a parameter is after the update; null for what no update changes. @param {string} given */
export const nextOf = (given) => (/^[wb]\./.test(given) ? given.replace(/^[wb]/, "$&_next") : null);

/**
 * A given's number as it stands: at the end of an iteration a parameter has just changed, and the new one is what one changes further.
 * @param {string} given
 * @param {(id: string) => number | null} value
 */
export function standing(given, value) {
  const next = nextOf(given);
  return (next === null ? null : value(next)) ?? value(given);
}

/** Every given in the order of the record; of a bias that its layer shares, the first. @param {ScriptView} script @param {string} policy */
export function givensOf(script, policy) {
  return script.ids.filter((id) => isGiven(id) && (policy === "per_unit" || !/^b\.\d+\.[1-9]/.test(id)));
}

/**
 * Where Tab leads from the field of a given: to that of the next one in the order of the record. Each cell of the table has its own.
 * @param {{of: string, place: string}} here
 * @param {number} way 1 or −1
 * @param {ScriptView} script
 * @param {string} policy
 * @returns {{of: string, place: string}}
 */
export function neighbouring({ of, place }, way, script, policy) {
  // The learning rate stands neither in the picture nor in the table.
  const all = givensOf(script, policy).filter((id) => id !== "eta");
  const here = policy === "per_unit" ? of : of.replace(/^(b\.\d+)\.\d+/, "$1.0");
  const next = all[(all.indexOf(here) + way + all.length) % all.length];
  if (!place.startsWith("table:")) return { of: next, place };
  const after = nextOf(next);
  const updated = place !== `table:${of}` && after !== null && script.has(after);
  return { of: next, place: `table:${updated ? after : next}` };
}

/** @param {number} value @returns {number} how many decimals its shortest text has */
const decimals = (value) => (/e/.test(String(value)) ? 20 : (String(value).split(".")[1]?.length ?? 0));

/**
 * A number and so many steps more, without the dust of adding in binary: 0.4 + 0.01 is 0.41.
 * @param {number} value
 * @param {number} count of steps, negative for less
 * @param {number} step
 */
export function stepped(value, count, step) {
  const digits = Math.min(20, Math.max(decimals(value), decimals(step)));
  const sum = value + count * step;
  return Number.isFinite(sum) && Math.abs(sum) < 1e15 ? Number(sum.toFixed(digits)) : sum;
}

/** How far one press or one notch goes; Shift: ten times as far, Alt: a tenth. @param {{shiftKey: boolean, altKey: boolean}} keys */
export function stepOf({ shiftKey, altKey }) {
  if (shiftKey) return 0.1;
  return altKey ? 0.001 : 0.01;
}
