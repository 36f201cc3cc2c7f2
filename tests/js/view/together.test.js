import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Walk } from "../../../static/js/model/grains.js";
import { networkNames } from "../../../static/js/model/network.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { plain } from "../../../static/js/view/expression.js";
import { rulesOf } from "../../../static/js/view/group.js";
import { lettersIn } from "../../../static/js/view/notation/general.js";
import { numbersOf, togetherQuestion, togetherSentence } from "../../../static/js/view/together.js";
import { example, made } from "../stage/fixture.js";
import { lesson } from "./lesson.js";

const mazur = lesson();
const source = example(made([3, 16, 16, 2]));
const big = {
  script: new ScriptView(source.script),
  names: networkNames(source.info),
  value: (/** @type {string} */ id) => source.values[id] ?? null,
  batch: null,
};

/** @typedef {typeof mazur} Lesson */

/** Every step of an iteration. @param {Lesson} of @param {import("../../../static/js/types.js").Grain} grain */
const steps = (of, grain) =>
  new Walk(of.script, grain).between(0, of.script.count).map(({ from, to }) => of.script.moments(from, to));

/** @param {Lesson} of @param {import("../../../static/js/types.js").Grain} grain @param {number} index */
const rules = (of, grain, index) => rulesOf(numbersOf(steps(of, grain)[index], of), of);

describe("what is said of a step", () => {
  test("by unit: its numbers", () => {
    const said = steps(mazur, "unit").map((moments) => togetherSentence(moments, mazur));
    assert.equal(said[0], "h1: net input 0.378 and activation 0.593.");
    assert.equal(said[9], "o1: 2 gradients.");
    assert.equal(said[11], "h1: 2 contributions, 1 ∂E/∂a, 1 slope and delta +0.00877.");
  });

  test("by layer: how many of what", () => {
    const said = steps(big, "layer").map((moments) => togetherSentence(moments, big));
    assert.equal(said[0], "Layer 1: 16 net inputs and 16 activations.");
    assert.match(said[3], /^The output layer: errors \S+ and \S+ and total error \S+\.$/);
    assert.equal(said[6], "Layer 2: 32 contributions, 16 ∂E/∂a, 16 slopes and 16 deltas.");
    assert.equal(said[9], "Layer 1: 48 gradients.");
  });

  test("by phase: all of it", () => {
    assert.equal(togetherSentence(steps(big, "phase")[0], big), "Forward: 34 net inputs and 34 activations.");
  });

  test("as a question", () => {
    const asked = (/** @type {Lesson} */ of, /** @type {import("../../../static/js/types.js").Grain} */ grain) =>
      steps(of, grain).map((moments) => togetherQuestion(moments, of));
    assert.deepEqual(asked(mazur, "layer").slice(0, 6), [
      "What does the hidden layer answer?",
      "What does the output layer answer?",
      "How wrong are the outputs?",
      "How much is the output layer to blame?",
      "How do the weights into the output layer change the error?",
      "How much is the hidden layer to blame?",
    ]);
    assert.equal(asked(mazur, "unit")[0], "What does h1 answer?");
    assert.equal(asked(big, "phase")[2], "Who is to blame?");
  });
});

describe("the rule of every unit", () => {
  const written = (/** @type {Parameters<typeof rules>} */ ...step) => rules(...step).map(plain);

  test("has letters for numbers, and a sum where there are many", () => {
    assert.deepEqual(written(mazur, "layer", 0), ["z j = ∑ i w ji · x i + b j", "a j = σ(z j)"]);
    assert.deepEqual(written(mazur, "layer", 1)[0], "z j = ∑ i w ji · a i + b j");
    assert.deepEqual(written(mazur, "layer", 3)[0], "∂E/∂a j = a j − t j");
    assert.ok(written(mazur, "layer", 5).includes("∂E/∂a j = ∑ k δ k · w kj"));
    assert.deepEqual(written(mazur, "layer", 4), ["∂E/∂w ji = δ j · a i"]);
    assert.deepEqual(written(mazur, "layer", 6), ["∂E/∂w ji = δ j · x i"]);
    assert.deepEqual(written(mazur, "layer", 2)[1], "E = ∑ j E j");
  });

  test("is there once, in whatever layers it holds", () => {
    assert.deepEqual(written(big, "phase", 0), [
      "z j = ∑ i w ji · x i + b j",
      "a j = σ(z j)",
      "z j = ∑ i w ji · a i + b j",
    ]);
  });

  test("says which letters there are, and stands for no number in particular", () => {
    assert.deepEqual(lettersIn(rules(mazur, "layer", 0)), ["j", "i"]);
    assert.deepEqual(lettersIn(rules(mazur, "layer", 5)), ["j", "k"]);
    assert.doesNotMatch(JSON.stringify(rules(mazur, "layer", 0)), /"of"/);
  });
});
