// How this reader looks at the page: theme, notation and digits, put on the page and remembered for the next one.
import { effect } from "@preact/signals-core";
import { DIGITS, NOTATIONS, wholeWithin } from "../model/notation.js";
import { precision } from "./format.js";

/** @typedef {import("../types.js").Theme} Theme */
/** @typedef {import("../model/store.js").Store} Store */

/** @type {Theme[]} */
export const THEMES = ["light", "dark", "projector"];

/** @param {string} name @returns {string | null} null also where storage is switched off */
function remembered(name) {
  try {
    return localStorage.getItem(`deltaflow.${name}`);
  } catch {
    return null;
  }
}

/** What a link brought, as long as nobody has chosen anything else. @type {Map<string, string>} */
const borrowed = new Map();

/**
 * Shows something for this page only: what was chosen before stays remembered.
 * @param {Store} store
 * @param {"theme" | "notation" | "digits"} name
 * @param {any} value
 */
export function borrow(store, name, value) {
  borrowed.set(name, String(value ?? ""));
  store[name].value = value;
}

/** @param {string} name @param {string} choice */
function remember(name, choice) {
  if (borrowed.get(name) === choice) return;
  borrowed.delete(name);
  try {
    localStorage.setItem(`deltaflow.${name}`, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** @returns {Theme} what was chosen, else what the system prefers */
function firstTheme() {
  const chosen = THEMES.find((theme) => theme === remembered("theme"));
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Shows what is remembered, and what is chosen from then on. @param {Store} store */
export function startTheme(store) {
  store.theme.value = firstTheme();
  store.notation.value = NOTATIONS.find((notation) => notation === remembered("notation")) ?? "modern";
  store.digits.value = wholeWithin(remembered("digits"), DIGITS);
  effect(() => {
    document.documentElement.dataset.theme = store.theme.value;
    remember("theme", store.theme.value);
  });
  effect(() => remember("notation", store.notation.value));
  effect(() => {
    precision.value = store.digits.value;
    remember("digits", String(store.digits.value ?? ""));
  });
}
