// The same moment in four notations: each of them names the same numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lettersOf } from "../../../static/js/model/notation.js";
import { plain } from "../../../static/js/view/expression.js";
import { describe } from "../../../static/js/view/notation/description.js";
import { matrix } from "../../../static/js/view/notation/matrix.js";
import { numpy } from "../../../static/js/view/notation/numpy.js";
import { textbook } from "../../../static/js/view/notation/textbook.js";
import { reminder } from "../../../static/js/view/reminder.js";
import { lesson, PUBLISHED, script } from "../view/lesson.js";

/**
 * @typedef {import("../../../static/js/view/expression.js").Expression} Expression
 * @typedef {(told: import("../../../static/js/view/notation/description.js").Description, lesson: import("../../../static/js/view/arithmetic.js").Lesson) => ReturnType<typeof textbook>} Told
 */

/** @type {Told} */
const article = (told, lesson) => textbook(told, { ...lesson, names: lesson.names.in("article") });
/** @type {Told} */
const modern = (told, lesson) => textbook(told, { ...lesson, names: lesson.names.in("modern") });

/** Values of every quantity, each its own, so that one sees which stands where. */
const NUMBERED = Object.fromEntries(script.quantities.map(({ id }, index) => [id, index + 0.25]));

/** @param {Expression | null} expression */
const text = (expression) => (expression ? plain(expression) : "");

/** @param {string} id @param {Record<string, number>} [values] */
function told(id, values = PUBLISHED) {
  const about = lesson(values);
  const description = describe(id, about);
  return { description, about };
}

/** The quantities an expression stands for. @param {Expression | null} expression @param {boolean} marked @returns {string[]} */
function named(expression, marked = false) {
  if (!expression) return [];
  const own = expression.of && (!marked || expression.marked) ? [expression.of] : [];
  return [
    ...own,
    ...[...(expression.parts ?? []), ...(expression.rows ?? []).flat()].flatMap((part) => named(part, marked)),
  ];
}

test("a hidden delta, four times", () => {
  const { description, about } = told("delta.1.0");
  assert.equal(text(article(description, about).symbolic), "∂E total/∂out h1 · ∂out h1/∂net h1");
  assert.equal(text(modern(description, about).symbolic), "∂E/∂a h1 · ∂a h1/∂z h1");
  const layer = matrix(description, about);
  assert.equal(`${text(layer.symbol)} = ${text(layer.symbolic)}`, "δ1 = (W2Tδ²) ⊙ f′(z1)");
  const { givens, line, element } = numpy(description, about);
  assert.deepEqual([line, element], ["delta1 = (W2.T @ delta2) * df1", "delta1[0]"]);
  assert.equal(givens[1], "delta2 = np.array([0.138498562, -0.038098237])");
});

test("the article's letters stand in numbers' places too", () => {
  const { description, about } = told("dE_dw.2.0.0");
  const written = article(description, about);
  assert.equal(text(written.symbol), "∂E total/∂w5");
  assert.equal(text(written.symbolic), "∂E total/∂out o1 · ∂out o1/∂net o1 · ∂net o1/∂w5");
  assert.equal(text(written.numeric), text(modern(description, about).numeric));
  assert.equal(text(article(told("z.1.0").description, about).symbolic), "w1 · i1 + w2 · i2 + b1");
});

test("matrices hold the numbers in their places, this element's marked", () => {
  const { description, about } = told("z.1.1", NUMBERED);
  const { numeric } = matrix(description, about);
  const at = (/** @type {string} */ id) => NUMBERED[id];
  const shown = named(numeric);
  for (const id of ["w.1.0.0", "w.1.0.1", "w.1.1.0", "w.1.1.1", "a.0.0", "b.1.0", "z.1.0"])
    assert.ok(shown.includes(id), id);
  assert.deepEqual(new Set(named(numeric, true)), new Set(["z.1.1", "w.1.1.0", "w.1.1.1", "a.0.0", "a.0.1", "b.1.1"]));
  const row = `${at("w.1.1.0").toFixed(3)}, ${at("w.1.1.1").toFixed(3)}`;
  assert.ok(text(numeric).includes(`; ${row}]`), text(numeric));
});

test("all four name the same numbers, for every quantity", () => {
  const about = lesson(NUMBERED);
  /** The streams of error, each down to what it is made of. @param {string} id @returns {string[]} */
  const down = (id) => {
    const { rule, kind } = script.quantities.find((each) => each.id === id) ?? {};
    const factors = rule?.terms.flatMap((term) => term.factors).filter((factor) => typeof factor === "string") ?? [];
    const back = kind === "delta" || kind === "contribution" || factors.some((each) => each.startsWith("contribution"));
    return back ? factors.flatMap(down) : [id];
  };
  for (const { id, rule } of script.quantities) {
    const description = describe(id, about);
    const both = [article, modern].map((render) => new Set(named(render(description, about).numeric)));
    assert.deepEqual(both[0], both[1], id);
    if (rule === null) continue;
    const marked = new Set(named(matrix(description, about).numeric, true));
    marked.delete(id);
    assert.ok(marked.size > 0, id);
    assert.deepEqual(new Set([...both[1]].flatMap(down)), new Set([...marked].flatMap(down)), id);
    const { givens, line } = numpy(description, about);
    for (const each of marked) assert.ok(givens.join("\n").includes(String(NUMBERED[each])), `${id}: ${each}`);
    for (const each of givens) assert.match(line, new RegExp(`\\b${each.split(" ")[0]}\\b`), id);
  }
});

test("what is not computed yet is said so, in each", () => {
  const { description, about } = told("z.1.0", { "w.1.0.0": 0.15 });
  assert.ok(text(matrix(description, about).numeric).includes("?"));
  assert.equal(numpy(description, about).givens[1], "x = np.array([np.nan, np.nan])");
});

test("the reminder speaks the notation's words", () => {
  const said = (/** @type {import("../../../static/js/model/notation.js").Notation} */ notation) =>
    JSON.stringify(reminder(notation, lettersOf(notation)));
  assert.match(said("article"), /δ = \+∂E total\/∂net.*w⁺ = w − η ∂E total\/∂w/);
  assert.match(said("modern"), /δ = \+∂E\/∂z.*\(a − t\)/);
  assert.match(said("matrix"), /W⁺ = W − η ∂E\/∂W/);
  assert.match(said("numpy"), /W_next = W - eta \* dE_dW/);
});
