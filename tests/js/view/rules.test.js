import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "../../../static/js/view/expression.js";
import { explain } from "../../../static/js/view/rules.js";
import { lesson, PUBLISHED, script } from "./lesson.js";

/** @param {import("../../../static/js/view/expression.js").Expression | null | undefined} expression */
const text = (expression) => (expression ? plain(expression) : null);

test("a gradient is three factors: how wrong, how steep, what came in", () => {
  const told = explain("dE_dw.2.0.0", lesson());
  assert.equal(told.question, "How does w5 change the error?");
  assert.equal(text(told.symbolic), "∂E/∂a o1 · ∂a o1/∂z o1 · ∂z o1/∂w5");
  assert.equal(text(told.numeric), "+0.7414 × 0.187 × 0.593");
  assert.equal(told.text, "+0.0822");
  assert.deepEqual(
    told.cards.map(({ id }) => id),
    ["dE_da.2.0", "df.2.0", "a.1.0"],
  );
  assert.deepEqual(
    told.cards.map(({ hint }) => hint),
    ["How wrong is the output?", "How steep is σ right now?", "What came in on this wire?"],
  );
  assert.deepEqual(
    told.cards.map(({ formula, numbers }) => [text(formula), numbers && text(numbers)]),
    [
      ["∂E/∂a o1 = a o1 − t o1", "0.751 − 0.01"],
      ["∂a o1/∂z o1 = a o1 · (1 − a o1)", "0.751 × 0.249"],
      ["∂z o1/∂w5 = a h1", null],
    ],
  );
  assert.equal(told.cards[0].share, 1);
  assert.equal(told.meaning, "Raising this weight would raise the error, so it goes down.");
});

test("the next weight waits for the update", () => {
  const { "w_next.2.0.0": _, ...before } = PUBLISHED;
  assert.equal(text(explain("dE_dw.2.0.0", lesson()).next?.rule), "w5+ = 0.400 − 0.5 × 0.0822 = 0.3589");
  assert.equal(text(explain("dE_dw.2.0.0", lesson(before)).next?.rule), "w5+ = 0.400 − 0.5 × 0.0822 = ?");
});

test("what a parameter was is asked for as before the update: beside it stands already what it is now", () => {
  assert.equal(explain("w_next.2.0.0", lesson()).cards[0].hint, "Where does the weight stand before the update?");
});

test("a negative factor stands in brackets, and the weight goes up", () => {
  const told = explain("dE_dw.2.1.0", lesson({ ...PUBLISHED, "w_next.2.1.0": 0.51130127 }));
  assert.equal(text(told.next?.rule), "w7+ = 0.500 − 0.5 × (−0.0226) = 0.5113");
  assert.equal(told.meaning, "Raising this weight would lower the error, so it goes up.");
});

test("streams that meet are shown one by one, with their signs", () => {
  const told = explain("dE_da.1.0", lesson());
  assert.equal(text(told.symbolic), "δ o1 · w5 + δ o2 · w7");
  assert.equal(text(told.numeric), "+0.0554 − 0.0190");
  assert.deepEqual(
    told.cards.map((card) => card.text),
    ["+0.0554", "−0.0190"],
  );
});

test("the terms of a net input are the server's products, and its bias", () => {
  const told = explain("z.1.0", lesson());
  assert.equal(text(told.numeric), "0.150 × 0.05 + 0.200 × 0.10 + 0.35");
  assert.deepEqual(
    told.cards.map(({ id }) => id),
    ["weighted.1.0.0", "weighted.1.0.1", "b.1.0"],
  );
  assert.deepEqual(
    told.cards.map((card) => card.text),
    ["0.0075", "0.0200", "0.35"],
  );
});

test("an activation is a function of its net input, an error half a square", () => {
  assert.equal(text(explain("a.1.0", lesson()).numeric), "σ(0.378)");
  assert.equal(text(explain("error.2.1", lesson()).numeric), "½ × (−0.2171)²");
});

test("what is not computed leaves slots, and says nothing about it", () => {
  const told = explain("dE_dw.2.0.0", lesson({ "a.1.0": 0.593 }));
  assert.equal(text(told.numeric), "? × ? × 0.593");
  assert.equal(told.value, null);
  assert.equal(told.meaning, null);
  assert.equal(told.text, "–");
});

test("a result is the server's number, not the product of what is shown", () => {
  assert.equal(explain("dE_dw.2.0.0", lesson({ ...PUBLISHED, "dE_dw.2.0.0": 7 })).text, "+7.0000");
});

test("where four decimals leave one digit, the result has six", () => {
  assert.equal(explain("dE_dw.1.0.0", lesson()).text, "+0.000439");
});

test("every quantity of the script has a question and can be explained", () => {
  for (const { id } of script.quantities) {
    const told = explain(id, lesson());
    assert.match(told.question, /^(How|What) .+\?$/, id);
    for (const card of told.cards) assert.match(card.hint, /\w/, id);
  }
});
