// How a network is trained, as the dialog offers it: the core's names and usual numbers, and edits that keep what they do not change.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as methods from "../../../../static/js/view/editing/methods.js";

/** @type {Record<"optimisers" | "schedules", Record<string, Record<string, any>>>} */
const USUAL = JSON.parse(readFileSync(new URL("../../../fixtures/methods/defaults.json", import.meta.url), "utf8"));

/** @type {import("../../../../static/js/types.js").Method} */
const METHOD = {
  optimiser: { name: "momentum", momentum: 0.8, weight_decay: 0, schedule: { name: "step", step_size: 5, gamma: 0.5 } },
  ...{ batch: 1, reduction: "mean", shuffle: null, rows: 9 },
};

test("every optimiser and schedule of the core is offered, with its own numbers and their usual values", () => {
  for (const [offered, usual] of /** @type {const} */ ([
    [methods.OPTIMISERS, USUAL.optimisers],
    [methods.SCHEDULES, USUAL.schedules],
  ])) {
    assert.deepEqual(offered.map(({ name }) => name).sort(), Object.keys(usual).sort());
    for (const choice of offered) {
      const numbers = Object.fromEntries(choice.parameters.map((each) => [each.name, each.usual]));
      assert.deepEqual({ name: choice.name, ...numbers }, usual[choice.name]);
      assert.ok(methods.isUsual(choice, usual[choice.name]));
    }
  }
});

test("another optimiser begins at its usual numbers and keeps the schedule", () => {
  assert.deepEqual(methods.optimiserChanges(METHOD, "adam"), [
    { of: "optimiser", to: { name: "adam", schedule: METHOD.optimiser.schedule } },
  ]);
});

test("a number changes alone, and so does the schedule", () => {
  const [{ to }] = methods.parameterChanges(METHOD, "momentum", 0.7);
  assert.deepEqual(to, { ...METHOD.optimiser, momentum: 0.7 });
  const [step] = methods.scheduleParameterChanges(METHOD, "gamma", 0.9);
  assert.deepEqual(step.to, { ...METHOD.optimiser, schedule: { name: "step", step_size: 5, gamma: 0.9 } });
  const [constant] = methods.scheduleChanges(METHOD, "constant");
  assert.deepEqual(constant.to, { name: "momentum", momentum: 0.8, weight_decay: 0 });
  const momentum = methods.OPTIMISERS.find(({ name }) => name === "momentum");
  assert.ok(momentum && !methods.isUsual(momentum, METHOD.optimiser));
});

test("what is chosen next keeps what has been asked for, though the room has not answered", () => {
  const { schedule } = METHOD.optimiser;
  assert.equal(methods.methodAsked(METHOD, undefined), METHOD);
  const [{ to: adam }] = methods.optimiserChanges(METHOD, "adam");
  const [{ to: first }] = methods.parameterChanges(methods.methodAsked(METHOD, adam), "beta1", 0.5);
  const [{ to: second }] = methods.parameterChanges(methods.methodAsked(METHOD, first), "beta2", 0.6);
  assert.deepEqual(second, { name: "adam", beta1: 0.5, beta2: 0.6, schedule });
  const [{ to: constant }] = methods.scheduleChanges(methods.methodAsked(METHOD, second), "constant");
  assert.deepEqual(constant, { name: "adam", beta1: 0.5, beta2: 0.6 });
  assert.deepEqual(methods.methodAsked(METHOD, "sgd").optimiser, { name: "sgd" });
});

test("some rows are first half of them, at most 16, at least 2", () => {
  const some = (/** @type {number} */ rows) => methods.batchChanges({ ...METHOD, rows }, "some")[0].to;
  assert.deepEqual([2, 4, 9, 150].map(some), [2, 2, 4, 16]);
  assert.deepEqual(
    ["one", "all"].map((kind) => methods.batchChanges(METHOD, kind)[0].to),
    [1, null],
  );
  assert.deepEqual(
    [1, 3, null].map((batch) => methods.batchKind({ ...METHOD, batch })),
    ["one", "some", "all"],
  );
});

test("a learning rate is proposed only where the one that is set is ten times off", () => {
  assert.deepEqual(
    [0.5, 0.1, 0.099, 0.01, 0.002, 0.001].map((eta) => methods.etaToPropose("adam", eta)),
    [0.01, 0.01, null, null, null, 0.01],
  );
  assert.equal(methods.etaToPropose("sgd", 0.01), 0.5);
  for (const { name } of methods.OPTIMISERS) assert.notEqual(methods.etaToPropose(name, 1000), null, name);
});

test("numbers have the server's bounds: the usual one is within", () => {
  for (const { parameters } of [...methods.OPTIMISERS, ...methods.SCHEDULES])
    for (const { usual, bounds } of parameters) assert.ok(bounds[0] <= usual && usual <= bounds[1]);
});
