// The moment of the batch: each gradient of the example that is shown, the others', and the one that is made of them.
import { html } from "htm/preact";
import { quantityOf } from "./arithmetic.js";
import { ofSame } from "./course.js";
import { NumberCell } from "./number_cell.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {NonNullable<ReturnType<typeof import("./lesson.js").lessonOf>>} Lesson
 * @typedef {{name: string, ids: string[], size: number}} Row own, the others', the batch's
 */

/** More gradients than these are in the table. */
const MOST = 10;

/** E, then the gradients, the largest first. @param {Lesson} lesson @returns {Row[]} */
export function batchRows(lesson) {
  const { script, value } = lesson;
  const gradients = script.ids.flatMap((id) => {
    const quantity = quantityOf(lesson, id);
    if (!/^batch_dE_d[wb]$/.test(quantity.kind)) return [];
    const parameter = ofSame("", quantity, lesson);
    const name = parameter ? lesson.names.quantity(parameter.id).symbol : "";
    const own = id.replace("batch_", "");
    return [{ name, ids: [own, `others_${own}`, id], size: Math.abs(value(id) ?? 0) }];
  });
  const error = { name: "E", ids: ["error_total", "others_error", "batch_error"], size: 0 };
  return [error, ...gradients.sort((p, q) => q.size - p.size)];
}

/** @param {Props & {lesson: Lesson}} props */
export function WholeBatch(props) {
  const { lesson } = props;
  const rows = batchRows(lesson);
  const rest = rows.length - MOST - 1;
  const others = (lesson.batch?.count ?? 1) - 1;
  const mean = lesson.batch?.reduction !== "sum";
  return html`<h2>What does the whole batch say?</h2>
    <p class="lede">
      Up to here it was one example. Now ${others === 1 ? "the other one comes" : `the other ${others} come`} in:
      their gradients are added, and the batch's is ${mean ? "the mean of all" : "the sum of all"}. The update uses that.
    </p>
    <table class="numbers whole-batch">
      <thead>
        <tr><th scope="col">∂E/∂</th><th scope="col">this one</th><th scope="col">others</th><th scope="col">${mean ? "mean" : "sum"}</th></tr>
      </thead>
      <tbody>
        ${rows.slice(0, MOST + 1).map(
          ({ name, ids }) => html`<tr key=${ids[2]}>
            <th scope="row"><${Words} text=${name} /></th>
            ${ids.map(
              (
                id,
              ) => html`<${NumberCell} key=${id} ...${props} lesson=${lesson} id=${id} called="Gradient of one and of all"
                explains="A gradient of this example, of the others, or of the batch. Click to have it explained." />`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
    ${rest > 0 ? html`<p class="lede">and ${rest} smaller ones: see the table.</p>` : null}`;
}
