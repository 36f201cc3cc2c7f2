// The answer to "why this number?", as plain data: question, symbols, factors, numbers, result, what it means.
import { numeric, result, valueText } from "./arithmetic.js";
import { cardsOf } from "./cards.js";
import { isOfOneExample, ofSame } from "./course.js";
import * as x from "./expression.js";
import { describe } from "./notation/description.js";
import { textbook } from "./notation/textbook.js";
import { meaning, question } from "./questions.js";
import { symbolOf } from "./symbols.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./expression.js").Expression} Expression
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 *
 * @typedef {import("./cards.js").Card} Card
 *
 * @typedef {object} Explanation
 * @property {Quantity} quantity
 * @property {import("./notation/description.js").Description} description
 * @property {string} question
 * @property {Expression} symbol
 * @property {Expression | null} symbolic what it is made of; null for givens, and where the symbol says it already
 * @property {Expression | null} numeric the same with the numbers filled in
 * @property {"product" | "sum" | "function" | "given"} form
 * @property {Card[]} cards
 * @property {number | null} value
 * @property {string} text
 * @property {{rule: Expression, known: boolean} | null} next the line of the parameter's next value
 * @property {string | null} meaning
 */

/** The line of the next weight, from the gradient that the update uses. @param {Quantity} quantity @param {Lesson} lesson */
function nextValue(quantity, lesson) {
  const gradient = /^(batch_)?dE_d[wb]$/.test(quantity.kind) && !isOfOneExample(quantity, lesson);
  const next = gradient && lesson.value(quantity.id) !== null ? ofSame("_next", quantity, lesson) : null;
  if (next?.rule == null) return null;
  const steps = [symbolOf(next, lesson.names), numeric(next.rule, lesson, next.kind), result(next.id, lesson)];
  return { rule: x.joined(steps, "="), known: lesson.value(next.id) !== null };
}

/**
 * Everything the panel says about one quantity.
 * @param {string} id
 * @param {Lesson} lesson
 * @returns {Explanation}
 */
export function explain(id, lesson) {
  const description = describe(id, lesson);
  const { quantity, rule } = description;
  const value = lesson.value(id);
  return {
    quantity,
    question: question(quantity, lesson),
    ...textbook(description, lesson),
    description,
    form: rule === null ? "given" : rule.form,
    cards: rule ? cardsOf(rule, quantity, lesson) : [],
    value,
    text: valueText(quantity, value),
    next: nextValue(quantity, lesson),
    meaning: value === null ? null : meaning(quantity, value, lesson),
  };
}
