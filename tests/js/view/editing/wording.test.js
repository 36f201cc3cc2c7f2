import assert from "node:assert/strict";
import { test } from "node:test";
import { networkNames } from "../../../../static/js/model/network.js";
import { branchPlace, nameTrouble } from "../../../../static/js/view/editing/branches.js";
import { tenth } from "../../../../static/js/view/editing/divergence.js";
import { progress } from "../../../../static/js/view/editing/seeking.js";
import { changesText, settingText } from "../../../../static/js/view/editing/wording.js";
import { snapshot } from "../../model/samples.js";

const names = networkNames(snapshot().network);

test("a change is told by name, from what to what", () => {
  assert.equal(changesText([{ of: "w.2.0.0", from: 0.4, to: -0.5 }], names, 2), "w5 0.4 → −0.5");
  assert.equal(
    changesText(
      [
        { of: "activation.1", from: { name: "logistic" }, to: { name: "leaky_relu", slope: 0.01 } },
        { of: "activation.2", from: { name: "logistic" }, to: { name: "softmax" } },
        { of: "loss", from: { name: "half_squared_error" }, to: { name: "huber", threshold: 1 } },
        { of: "bias_policy", from: "frozen", to: "per_unit" },
        { of: "eta", from: 0.5, to: 0.25 },
      ],
      names,
      2,
    ),
    "the hidden units logistic → leaky relu 0.01, the output units logistic → softmax, " +
      "the loss half squared error → huber 1, 2 more",
  );
  assert.equal(changesText([{ of: "activation.1", from: "tanh", to: "relu" }], names, 3), "hidden layer 1 tanh → relu");
});

test("how a network is trained is told in words, of the same optimiser only what is different", () => {
  const adam = { name: "adam", beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0 };
  const told = (/** @type {import("../../../../static/js/types.js").Changed[]} */ ...changes) =>
    changesText(changes, names, 2);
  assert.equal(
    told(
      { of: "optimiser", from: { name: "sgd", weight_decay: 0 }, to: adam },
      { of: "batch", from: 1, to: null },
      { of: "shuffle", from: null, to: 4 },
    ),
    "the optimiser sgd → adam, rows of a batch 1 → all, the seed of the order none, in order → 4",
  );
  assert.equal(
    told({
      of: "optimiser",
      from: adam,
      to: { ...adam, beta1: 0.5, schedule: { name: "step", step_size: 5, gamma: 0.1 } },
    }),
    "β1 0.9 → 0.5, the schedule constant → step 5 0.1",
  );
  assert.equal(told({ of: "reduction", from: "mean", to: "sum" }), "E of a batch mean → sum");
  assert.equal(
    told({ of: "x.3.1", from: 1, to: 0.5 }, { of: "t.0.1", from: 0, to: 1 }),
    "x2 of row 4 1 → 0.5, t o2 of row 1 0 → 1",
  );
});

test("a number too long to read is rounded", () => {
  assert.equal(settingText(0.35891647971788465), "0.3589");
  assert.equal(settingText(0.0625), "0.0625");
});

test("a branch's name is refused where it is none", () => {
  assert.equal(nameTrouble("bold"), null);
  assert.equal(nameTrouble("ö".repeat(60)), null);
  assert.match(nameTrouble("  ") ?? "", /at least one/);
  assert.match(nameTrouble("\u200b\u0301") ?? "", /at least one/);
  assert.match(nameTrouble("a\u202eb") ?? "", /control/);
  assert.match(nameTrouble("a\nb") ?? "", /one line/);
  assert.equal(nameTrouble("שלום"), null);
  assert.match(nameTrouble("x".repeat(61)) ?? "", /60/);
});

test("a branch says where it comes from and how far it goes", () => {
  const original = { id: 1, name: "original", parent: null, start: 0, trained_to: 12000 };
  const other = { id: 2, name: "bold", parent: 1, start: 12, trained_to: 40 };
  assert.equal(branchPlace(original, [original, other]), "from iteration 0, trained to 12,000");
  assert.equal(branchPlace(other, [original, other]), "leaves “original” at iteration 12, trained to 40");
});

test("a seek is as far as it has trained", () => {
  assert.equal(progress({ start: 100, goal: 300 }, 150), 0.25);
  assert.equal(progress({ start: 100, goal: 300 }, 50), 0);
  assert.equal(progress({ start: 100, goal: 300 }, 999), 1);
  assert.equal(progress({ start: 5, goal: 5 }, 5), 1);
});

test("a tenth of a learning rate is what one would write", () => {
  assert.equal(tenth(0.3), 0.03);
  assert.equal(tenth(1000), 100);
  assert.equal(tenth(0.7), 0.07);
});
