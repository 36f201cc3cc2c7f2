// A cell of a table with one number of the iteration, which can be pointed at and chosen.
import { html } from "htm/preact";
import { quantityOf, valueText } from "./arithmetic.js";
import { Button } from "./controls.js";
import { signOf } from "./format.js";
import { pointsAt } from "./pointing.js";

/** @typedef {NonNullable<ReturnType<typeof import("./lesson.js").lessonOf>>} Lesson */

/** @param {import("./app.js").Props & {lesson: Lesson, id: string, explains: string, called: string}} props */
export function NumberCell(props) {
  const { id, lesson, store, explains, called } = props;
  const text = valueText(quantityOf(lesson, id), lesson.value(id));
  return html`<td class=${store.highlight.value === id ? "lit" : undefined}>
    <${Button} explains=${explains} called=${called} data-quantity=${id} class=${signOf(lesson.value(id))}
      aria-label=${`${text}, ${lesson.names.quantity(id).words}`} ...${pointsAt(id, props)}>${text}<//>
  </td>`;
}
