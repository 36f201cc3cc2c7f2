import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countParameters,
  initialRequest,
  MOST_LAYERS,
  planOf,
  roomRequest,
  sizesOf,
  withChanged,
  withLayer,
  withLoss,
  withOutput,
  withoutLayer,
} from "../../../static/js/model/plan.js";

/** @type {import("../../../static/js/model/plan.js").Defaults} */
const DEFAULTS = {
  sizes: [2, 3, 1],
  activations: ["tanh", "logistic"],
  loss: "binary_cross_entropy",
  bias_policy: "per_unit",
  initial: { name: "xavier_uniform", gain: 1 },
  eta: 0.5,
  method: { optimiser: { name: "sgd" }, batch: 2, reduction: "mean", shuffle: 7 },
};
const DATA = {
  inputs: ["x", "y"],
  outputs: ["differ"],
  classes: ["no", "yes"],
  x: [
    [0, 0],
    [0, 1],
    [1, 0],
  ],
  target: [[0], [1], [1]],
  train: [2, 0],
  test: [1],
  defaults: DEFAULTS,
};
const PLAN = planOf(DEFAULTS);

test("the server's way of learning is the plan one begins with", () => {
  assert.deepEqual(PLAN.hidden, [{ units: 3, activation: "tanh" }]);
  assert.deepEqual([PLAN.output, PLAN.loss, PLAN.seed], ["logistic", "binary_cross_entropy", 7]);
  assert.deepEqual(sizesOf(PLAN, DATA), DEFAULTS.sizes);
});

test("layers come and go, up to the most", () => {
  let plan = PLAN;
  for (let more = 0; more < 20; more += 1) plan = withLayer(plan);
  assert.equal(plan.hidden.length + 1, MOST_LAYERS);
  assert.deepEqual(plan.hidden[3], PLAN.hidden[0]);
  assert.deepEqual(withoutLayer(withChanged(withLayer(PLAN), 1, { units: 5 }), 0).hidden, [
    { units: 5, activation: "tanh" },
  ]);
  assert.equal(withLayer(withoutLayer(PLAN, 0)).hidden.length, 1);
  assert.equal(PLAN.hidden.length, 1);
});

test("a loss and outputs that do not go together never stand together", () => {
  assert.equal(withOutput(PLAN, "softmax").loss, "half_squared_error");
  assert.equal(withOutput(PLAN, "logistic").loss, "binary_cross_entropy");
  assert.equal(withLoss(PLAN, "categorical_cross_entropy").output, "softmax");
  assert.equal(withLoss(PLAN, "huber").output, "logistic");
  assert.equal(withLoss(PLAN, "hinge").output, "tanh", "whose targets are −1 and 1");
  assert.equal(withLoss({ ...PLAN, output: "identity" }, "hinge").output, "identity");
});

test("weights and biases are counted", () => {
  assert.equal(countParameters([2, 2, 2]), 12);
  assert.equal(countParameters([4, 8, 3]), 67);
});

test("the requests say what was planned, and keep the rows that are only tested apart", () => {
  assert.deepEqual(initialRequest(PLAN, DATA), {
    sizes: [2, 3, 1],
    initial: { name: "xavier_uniform", gain: 1 },
    seed: 7,
    bias_policy: "per_unit",
  });
  const parameters = { w: [[[1, 2]]], b: [[3]] };
  const asked = roomRequest(PLAN, DATA, parameters, "Mine");
  assert.deepEqual(asked.network.activations, ["tanh", "logistic"]);
  assert.deepEqual([asked.network.w, asked.network.b], [parameters.w, parameters.b]);
  assert.deepEqual(
    [asked.x, asked.target],
    [
      [
        [1, 0],
        [0, 0],
      ],
      [[1], [0]],
    ],
  );
  assert.deepEqual([asked.data.test_x, asked.data.test_target], [[[0, 1]], [[1]]]);
  assert.equal(asked.title, "Mine");
  assert.ok(!("source" in asked), "of a table nobody knows it");
  const about = { id: "iris", description: "Flowers.", source: "Fisher 1936." };
  const { description, source } = roomRequest(PLAN, DATA, parameters, "Iris", about);
  assert.deepEqual({ description, source }, { description: "Flowers.", source: "Fisher 1936." });
  const hinge = roomRequest(withLoss(PLAN, "hinge"), DATA, parameters, "Mine");
  assert.deepEqual([hinge.target, hinge.data.test_target], [[[1], [-1]], [[1]]]);
});
