import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  ACTIVATIONS,
  alongside,
  LOSSES,
  layerChanges,
  lossChanges,
  lossHindrance,
  networkAsked,
  SOFTMAX,
} from "../../../../static/js/view/editing/choices.js";
import { snapshot } from "../../model/samples.js";

const network = snapshot().network;
const targets = (/** @type {string} */ id) => (id === "target.2.0" ? 0.01 : 0.99);

describe("choices", () => {
  test("are one change where nothing else has to follow", () => {
    assert.deepEqual(layerChanges(network, 1, "tanh"), [{ of: "activation.1", to: "tanh" }]);
    assert.deepEqual(lossChanges(network, "binary_cross_entropy", targets), [
      { of: "loss", to: "binary_cross_entropy" },
    ]);
  });

  test("bring a parameter at its usual value", () => {
    assert.deepEqual(layerChanges(network, 1, "leaky_relu"), [
      { of: "activation.1", to: { name: "leaky_relu", slope: 0.01 } },
    ]);
    assert.deepEqual(lossChanges(network, "huber", targets), [{ of: "loss", to: { name: "huber", threshold: 1 } }]);
  });

  test("bring the outputs that a cross-entropy is made for, together", () => {
    assert.deepEqual(lossChanges(network, "categorical_cross_entropy", targets), [
      { of: "loss", to: "categorical_cross_entropy" },
      { of: "activation.2", to: "softmax" },
    ]);
  });

  test("take a cross-entropy with them when the outputs become others", () => {
    const softmax = {
      ...network,
      activations: [{ name: "logistic" }, SOFTMAX],
      loss: { name: "categorical_cross_entropy" },
    };
    assert.deepEqual(layerChanges(softmax, 2, "logistic"), [
      { of: "activation.2", to: "logistic" },
      { of: "loss", to: "half_squared_error" },
    ]);
    assert.deepEqual(layerChanges(softmax, 1, "tanh"), [{ of: "activation.1", to: "tanh" }]);
    assert.equal(layerChanges(softmax, 2, "softmax").length, 1);
  });

  test("go with what has been asked for, though the room has not answered", () => {
    const asked = new Map(lossChanges(network, "categorical_cross_entropy", targets).map(({ of, to }) => [of, to]));
    const coming = networkAsked(network, (of) => asked.get(of));
    assert.deepEqual(
      [coming.loss, coming.activations[0]],
      [{ name: "categorical_cross_entropy" }, network.activations[0]],
    );
    assert.deepEqual(layerChanges(coming, 2, "logistic")[1], { of: "loss", to: "half_squared_error" });
    assert.equal(layerChanges(network, 2, "logistic").length, 1);
  });

  test("bring targets that the hinge loss knows", () => {
    assert.deepEqual(lossChanges(network, "hinge", targets).slice(1), [
      { of: "target.2.0", to: -1 },
      { of: "target.2.1", to: 1 },
    ]);
    assert.equal(lossChanges(network, "hinge", () => -1).length, 1);
  });

  test("of a loss are hindered where the targets of other rows would have to change along", () => {
    const coded = (/** @type {string} */ id) => (id === "target.2.0" ? -1 : 1);
    assert.equal(lossHindrance(network, "hinge", targets, 1), null);
    assert.match(lossHindrance(network, "hinge", targets, 4) ?? "", /in every row/);
    assert.equal(lossHindrance(network, "hinge", coded, 4), null);
    assert.match(lossHindrance(network, "binary_cross_entropy", coded, 4) ?? "", /from 0 to 1/);
    const single = { ...network, sizes: [2, 2, 1] };
    assert.match(lossHindrance(single, "categorical_cross_entropy", targets, 4) ?? "", /for each class/);
    assert.equal(
      lossHindrance(network, "hinge", () => null, 4),
      null,
      "nothing is known yet",
    );
  });

  test("say what comes along", () => {
    assert.equal(alongside(lossChanges(network, "categorical_cross_entropy", targets)), "with softmax outputs");
    assert.equal(alongside(lossChanges(network, "hinge", targets)), "with targets −1 and 1");
    assert.equal(alongside(lossChanges(network, "huber", targets)), "");
  });

  test("each say what they mean", () => {
    for (const { name, words } of [...ACTIVATIONS, SOFTMAX, ...LOSSES]) assert.match(words, /\w{4}/, name);
  });
});
