// The active number's equation in the chosen notation, at the top of its derivation.
import { html } from "htm/preact";
import { lazy } from "../lazy.js";
import { Symbols } from "./symbols_line.js";

/**
 * @typedef {import("../app.js").Props} Props
 * @typedef {import("../arithmetic.js").Lesson} Lesson
 * @typedef {import("../rules.js").Explanation} Explanation
 * @typedef {Props & {lesson: Lesson, told: Explanation}} Told
 */

/** @type {(props: Told) => any} */
const Matrices = lazy(async () => (await import("./matrices.js")).Matrices);
/** @type {(props: Told) => any} */
const Code = lazy(async () => (await import("./code.js")).Code);

/** @param {Told} props */
export function Equation(props) {
  const { store, told } = props;
  const fast = store.frame.value?.layout === "summary";
  if (store.notation.value === "matrix" && !fast) return html`<${Matrices} ...${props} />`;
  if (store.notation.value === "numpy" && !fast) return html`<${Code} ...${props} />`;
  return html`<${Symbols} ...${props} written=${told} />`;
}
