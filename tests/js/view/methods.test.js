// Every number that batches and optimisers bring: its words, its formula, and what the formula's own numbers come to.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ranking } from "../../../static/js/view/blame.js";
import { plain } from "../../../static/js/view/expression.js";
import { precision } from "../../../static/js/view/format.js";
import { matrix } from "../../../static/js/view/notation/matrix.js";
import { numpy } from "../../../static/js/view/notation/numpy.js";
import { explain } from "../../../static/js/view/rules.js";
import { sentence } from "../../../static/js/view/sentences.js";
import { siblingsOf } from "../../../static/js/view/siblings.js";
import { biasRows, edgeRows } from "../../../static/js/view/table_rows.js";
import { batchRows } from "../../../static/js/view/whole_batch.js";
import { CASES, lessonBy } from "./methods.js";

/** @param {import("../../../static/js/view/expression.js").Expression | null} expression */
const text = (expression) => (expression ? plain(expression) : "");

/** What a formula in one line comes to. @param {string} formula */
function worth(formula) {
  const code = formula
    .replaceAll("−", "-")
    .replaceAll("×10", "e")
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) =>
      power === "²"
        ? "**2"
        : power.replace("⁻", "-").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit))),
    )
    .replaceAll("×", "*")
    .replaceAll("½", "0.5")
    .replace(/√\(?([\d.e-]+)\)?/g, "Math.sqrt($1)")
    .replaceAll("^", "**");
  return new Function(`return ${code};`)();
}

afterEach(() => {
  precision.value = null;
});

for (const [name, { script, values }] of Object.entries(CASES)) {
  test(`${name}: every number has its question and is worth what its formula says`, () => {
    precision.value = 17;
    const lesson = lessonBy(name);
    let checked = 0;
    for (const { id, rule } of script.quantities) {
      const told = explain(id, lesson);
      assert.match(told.question, /\?$/, id);
      assert.doesNotMatch(told.question, /undefined/, id);
      assert.ok(told.meaning === null || !told.meaning.includes("undefined"), id);
      assert.ok(!lesson.names.quantity(id).words.includes("undefined"), id);
      if (rule === null || !told.numeric || /σ|tanh/.test(text(told.numeric))) continue;
      const difference = Math.abs(worth(text(told.numeric)) - values[id]);
      assert.ok(
        difference <= 1e-10 * Math.max(1e-3, Math.abs(values[id])),
        `${id}: ${text(told.numeric)} is not ${values[id]}`,
      );
      checked += 1;
    }
    assert.ok(checked > 30, `${checked}`);
  });

  test(`${name}: each notation writes every number, each moment has its sentence`, () => {
    const lesson = lessonBy(name);
    for (const { id } of script.quantities) {
      const { description } = explain(id, lesson);
      const written = matrix(description, lesson);
      assert.doesNotMatch(text(written.symbolic), /undefined|0\.[01]99999/, id);
      const { line, givens } = numpy(description, lesson);
      assert.doesNotMatch([...givens, line].join("\n"), /undefined|0\.09999999|nan/, id);
    }
    script.moments.forEach((moment) => {
      const said = sentence(moment, 2, lesson);
      assert.match(said, /\.$/);
      assert.doesNotMatch(said, /undefined/);
    });
  });
}

test("Adam, as its paper writes it", () => {
  const lesson = lessonBy("adam");
  const written = (/** @type {string} */ id) => {
    const { symbol, symbolic } = explain(id, lesson);
    return `${text(symbol)} = ${text(symbolic)}`;
  };
  assert.equal(written("batch_dE_dw.2.0.0"), "∂E batch/∂w5 = share · ∂E/∂w5 + share · ∂E others/∂w5");
  assert.equal(written("m_next_w.2.0.0"), "m w5+ = β1 · m w5 + (1 − β1) · ∂E batch/∂w5");
  assert.equal(written("v_next_b.2.0"), "v b3+ = β2 · v b3 + (1 − β2) · ∂E batch/∂b3²");
  assert.equal(written("m_hat_w.2.0.0"), "m̂ w5 = m w5+/(1 − β1^n)");
  assert.equal(written("change_w.2.0.0"), "Δw5 = − η · m̂ w5/(√v̂ w5 + ε)");
  assert.equal(written("w_next.2.0.0"), "w5+ = w5 + Δw5");
  const filled = text(explain("m_hat_w.2.0.0", lesson).numeric);
  assert.match(filled, /^[+−]\d\.\d+\/\(1 − 0\.9\^3\)$/);
});

test("Adam for whole layers, as matrices and as code", () => {
  const lesson = lessonBy("adam");
  const of = (/** @type {string} */ id) => explain(id, lesson).description;
  const step = matrix(of("change_w.1.0.0"), lesson);
  assert.equal(`${text(step.symbol)} = ${text(step.symbolic)}`, "ΔW1 = − η · m̂W1/(√v̂W1 + ε)");
  const mean = numpy(of("m_next_w.1.0.0"), lesson);
  assert.equal(mean.line, "m_next_W1 = (0.9 * m_W1) + ((1 - 0.9) * batch_dE_dW1)");
  assert.equal(numpy(of("change_b.1.0"), lesson).line, "change_b1 = -eta * m_hat_b1 / (np.sqrt(v_hat_b1) + 1e-8)");
  assert.equal(numpy(of("v_hat_w.1.0.0"), lesson).line, "v_hat_W1 = v_next_W1 / (1 - 0.999 ** updates)");
});

test("a gradient of one example says whose error it changes, and only the batch's leads to the next weight", () => {
  const lesson = lessonBy("batch");
  const [own, batch] = ["dE_dw.2.0.0", "batch_dE_dw.2.0.0"].map((id) => explain(id, lesson));
  assert.match(own.meaning ?? "", /the error of this example\.$/);
  assert.equal(own.next, null);
  assert.match(batch.question, /the error of the batch/);
  assert.match(text(batch.next?.rule ?? null), /^w5\+ = 0\.\d+ [−+] 0\.1 × /);
  assert.match(explain("dE_dw.2.0.0", lessonBy("one row")).meaning ?? "", /so it goes (up|down)\.$/);
  assert.doesNotMatch(explain("dE_dw.2.0.0", lessonBy("momentum")).meaning ?? "", /so it goes/);
});

test("the moment of the batch says how many come in and what is made of them", () => {
  const said = (/** @type {string} */ name) =>
    sentence(CASES[name].script.moments.find(({ id }) => id === "batch") ?? null, 2, lessonBy(name));
  assert.match(
    said("batch"),
    /^The other 2 examples of the batch come in: all gradients become one, their mean, and E of the batch is 0\.\d{4}\.$/,
  );
  assert.match(said("sum"), /added up/);
});

test("the sentence of the update says what each weight follows", () => {
  const said = (/** @type {string} */ name) => sentence(CASES[name].script.moments.at(-1) ?? null, 2, lessonBy(name));
  assert.equal(said("one row"), "All weights move at once, each against its own gradient times the learning rate 0.1.");
  assert.match(said("batch"), /against its gradient of the batch times/);
  assert.match(said("momentum"), /against its velocity times/);
  assert.match(said("adamw"), /against its mean gradient, measured by its usual size, times/);
  assert.match(said("decay"), /against its gradient with decay times/);
});

test("what is added to a weight stands in its row and among its siblings; what is added to a bias among the bias's", () => {
  const lesson = lessonBy("adam");
  const [row] = edgeRows(lesson);
  for (const kind of [
    "others_dE_dw",
    "batch_dE_dw",
    "m_w",
    "v_w",
    "m_next_w",
    "v_next_w",
    "m_hat_w",
    "v_hat_w",
    "change_w",
    "w_next",
  ]) {
    assert.ok(row.cells.includes(`${kind}.1.0.0`), kind);
    assert.ok(siblingsOf(lesson.script.quantity("w.1.0.0"), lesson).includes(`${kind}.1.0.0`), kind);
  }
  assert.ok(biasRows(lesson)[0].cells.includes("m_hat_b.1.0"));
  assert.ok(siblingsOf(lesson.script.quantity("m_b.1.0"), lesson).includes("v_hat_b.1.0"));
  assert.ok(!siblingsOf(lesson.script.quantity("z.1.0"), lesson).includes("v_hat_b.1.0"));
  assert.deepEqual(biasRows(lessonBy("one row")), []);
});

test("the wires into one layer are those of all wires whose sums it has", () => {
  const lesson = lessonBy("one row");
  const all = edgeRows(lesson).map(({ key }) => key);
  assert.deepEqual(all, ["1.0.0", "1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.0.1"]);
  const into = [1, 2].map((layer) => edgeRows(lesson, layer).map(({ key }) => key));
  assert.deepEqual(into, [all.slice(0, 4), all.slice(4)]);
});

test("the moment of the batch lists E, then the gradients by size, each of one, of the others and of all", () => {
  const lesson = lessonBy("batch");
  const [error, ...gradients] = batchRows(lesson);
  assert.deepEqual(error.ids, ["error_total", "others_error", "batch_error"]);
  assert.equal(gradients.length, 9);
  const sizes = gradients.map(({ ids }) => Math.abs(lesson.value(ids[2]) ?? 0));
  assert.deepEqual(
    sizes,
    [...sizes].sort((p, q) => q - p),
  );
  for (const { ids } of [error, ...gradients]) {
    const [own, others, batch] = ids.map((id) => lesson.value(id) ?? Number.NaN);
    assert.ok(Math.abs((own + others) / 3 - batch) < 1e-12, ids[2]);
  }
});

test("who is to blame is said by the gradients of the batch, where there is one", () => {
  const ids = ranking(lessonBy("batch").script.ids, lessonBy("batch")).map(({ id }) => id);
  assert.equal(ids.length, 9);
  assert.ok(ids.every((id) => id.startsWith("batch_dE_d")));
  assert.ok(ranking(lessonBy("adamw").script.ids, lessonBy("adamw")).every(({ id }) => id.startsWith("dE_d")));
});
