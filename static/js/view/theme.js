// Light, dark or projector: put on the page, and remembered for the next one.
import { effect } from "@preact/signals-core";

/** @typedef {"light" | "dark" | "projector"} Theme */

/** @type {Theme[]} */
export const THEMES = ["light", "dark", "projector"];

const KEY = "deltaflow.theme";

/** @returns {string | null} null also where storage is switched off */
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {Theme} theme */
function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** @returns {Theme} what was chosen, else what the system prefers */
function first() {
  const chosen = THEMES.find((theme) => theme === remembered());
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Shows the remembered theme, and every one chosen from then on. @param {import("../model/store.js").Store} store */
export function startTheme(store) {
  store.theme.value = first();
  effect(() => {
    document.documentElement.dataset.theme = store.theme.value;
    remember(store.theme.value);
  });
}
