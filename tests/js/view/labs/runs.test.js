// Runs side by side: what is asked for, and what is made of the answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../../static/js/model/store.js";
import { curves, EDGE, furthest, iterationsOf } from "../../../../static/js/view/labs/compared.js";
import {
  boundsOf,
  furtherOf,
  hereOf,
  KINDS,
  nameOf,
  plannedOf,
  requestOf,
  runName,
  runRequest,
  valuesOf,
} from "../../../../static/js/view/labs/runs.js";

import { frame, snapshot } from "../../model/samples.js";

/** @type {import("../../../../static/js/view/labs/runs.js").Here} */
const HERE = {
  network: {
    sizes: [2, 2, 2],
    activations: [{ name: "logistic" }, { name: "logistic" }],
    loss: { name: "half_squared_error" },
    bias_policy: "frozen",
  },
  method: { optimiser: { name: "sgd", weight_decay: 0 }, batch: 1, reduction: "mean", shuffle: null, rows: 4 },
  eta: 0.5,
  limits: { eta: [1e-6, 1000] },
  value: (id) => (id === "target.2.0" ? 0.01 : 0.99),
};

test("a run of every kind has a value that is offered, a request and a name of its own", () => {
  const names = new Set();
  for (const [kind] of KINDS) {
    const planned = plannedOf(kind, HERE);
    const values = valuesOf(kind, HERE);
    if (values)
      assert.ok(
        values.some(([value]) => value === planned.value),
        kind,
      );
    else
      assert.ok(Number(planned.value) >= boundsOf(kind, HERE)[0] && Number(planned.value) <= boundsOf(kind, HERE)[1]);
    assert.equal(Object.keys(requestOf(planned, HERE)).length, 1);
    names.add(nameOf(planned, HERE));
  }
  assert.equal(names.size, KINDS.length);
});

test("what goes only together is asked for together", () => {
  assert.deepEqual(requestOf({ kind: "loss", value: "hinge" }, HERE).changes?.slice(1), [
    { of: "target.2.0", to: -1 },
    { of: "target.2.1", to: 1 },
  ]);
  assert.deepEqual(requestOf({ kind: "mistake", value: "early" }, HERE), { mistake: "early" });
  assert.deepEqual(requestOf({ kind: "eta", value: 2 }, HERE), { changes: [{ of: "eta", to: 2 }] });
  assert.match(nameOf({ kind: "mistake", value: "early" }, HERE), /^WRONG: /);
});

test("a run may differ in several things: all are asked for in their order, and named", () => {
  /** @type {import("../../../../static/js/view/labs/runs.js").Planned[]} */
  const run = [
    { kind: "optimiser", value: "adam" },
    { kind: "eta", value: 0.01 },
    { kind: "mistake", value: "early" },
  ];
  assert.deepEqual(runRequest(run, HERE), {
    changes: [
      { of: "optimiser", to: { name: "adam" } },
      { of: "eta", to: 0.01 },
    ],
    mistake: "early",
  });
  assert.match(runName(run, HERE), /^Adam, η = 0.01, WRONG: hidden deltas/);
  assert.deepEqual(runRequest([run[2]], HERE), { mistake: "early" });
  const all = KINDS.map(([kind]) => plannedOf(kind, HERE));
  assert.equal(furtherOf(run, HERE)?.kind, "activation");
  assert.equal(furtherOf(all, HERE), null);
});

test("another learning rate is one before the schedule, and another optimiser keeps the schedule", () => {
  const schedule = { name: "step", step_size: 1000, gamma: 0.1 };
  const method = { ...HERE.method, optimiser: { name: "adam", weight_decay: 0.002, schedule } };
  const here = { ...HERE, method, eta: 0.02 };
  assert.deepEqual(plannedOf("eta", here), { kind: "eta", value: 0.08 });
  assert.equal(nameOf({ kind: "eta", value: 0.08 }, here), "η before its schedule = 0.08");
  assert.deepEqual(requestOf({ kind: "optimiser", value: "momentum" }, here), {
    changes: [{ of: "optimiser", to: { name: "momentum", schedule } }],
  });
});

test("another learning rate is planned from the one that is set, however small its schedule has made it", () => {
  const store = createStore();
  const shown = snapshot({ set_eta: 0.02 });
  store.receive(shown);
  store.receive(frame({ values: frame().values.with(shown.layouts.record.indexOf("eta"), 5e-31) }));
  const here = /** @type {NonNullable<ReturnType<typeof hereOf>>} */ (hereOf(store));
  assert.equal(here.value("eta"), 5e-31);
  assert.deepEqual(plannedOf("eta", here), { kind: "eta", value: 0.08 });
  store.receive({ ...shown, seq: 6, set_eta: null });
  store.receive(frame({ seq: 6, values: frame().values.with(shown.layouts.record.indexOf("eta"), 0.3) }));
  assert.deepEqual(plannedOf("eta", hereOf(store) ?? here), { kind: "eta", value: 1.2 }, "without a schedule from η");
});

const passed = { passed: true, largest_relative_difference: 0, parameter: "w.1.0.0" };
/** @type {import("../../../../static/js/experiments.js").Comparison} */
const FOUND = {
  iteration: 5,
  parameters: ["w.1.0.0", "b.1.0"],
  runs: [
    {
      error: [
        [5, 1],
        [6, 0.1],
        [14, 0.01],
      ],
      parameters: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      gradients: passed,
      diverged: null,
    },
    {
      error: [
        [5, 1],
        [6, 10],
      ],
      parameters: [
        [1, 2],
        [3.5, -4],
      ],
      gradients: passed,
      diverged: { iteration: 7, quantity: "w.1.0.0", detail: "It ran over." },
    },
  ],
};

test("differences are from the first run, the largest first; of a run that has ended there are none", () => {
  assert.deepEqual(iterationsOf(FOUND), [5, 6, 14]);
  const [first, second] = furthest(FOUND, 1, 8);
  assert.deepEqual([first.id, first.differences], ["b.1.0", [0, -8]]);
  assert.deepEqual([second.id, second.differences], ["w.1.0.0", [0, 0.5]]);
  assert.deepEqual(furthest(FOUND, 2, 1)[0].differences, [0, null]);
});

test("both axes are logarithmic: ten times less is as far down everywhere", () => {
  const { lines, x, columns } = curves(FOUND, 600);
  const [one, two, three] = lines[0].map(({ y }) => y);
  assert.ok(Math.abs(two - one - (three - two)) < 1e-9 && two > one);
  assert.deepEqual([x(5), x(14)], [EDGE.left, 600 - EDGE.right]);
  assert.deepEqual(
    columns.map(({ after }) => after),
    [0, 1],
  );
  assert.equal(lines[1].length, 2);
});

test("errors that lie close together have round numbers beside them, and where they are", () => {
  const close = {
    ...FOUND,
    runs: [{ ...FOUND.runs[0], error: FOUND.runs[0].error.map(([n], at) => [n, 0.05 + at * 0.012]) }],
  };
  const { rows, lines } = curves(/** @type {typeof FOUND} */ (close), 600);
  assert.deepEqual(
    rows.map(({ text }) => text),
    ["0.04", "0.05", "0.06", "0.07", "0.08", "0.09"],
  );
  assert.ok(Math.abs(rows[1].y - lines[0][0].y) < 1e-9);
  assert.ok(rows.every(({ y }, index) => index === 0 || rows[index - 1].y - y > 15));
  assert.deepEqual(
    curves(FOUND, 600).rows.every(({ text }) => /^(10|1|0\.0*1$)/.test(text)),
    true,
  );
});

test("errors that are 0 all the time, or as large as a number can be, have a chart, too", () => {
  for (const value of [0, Number.MAX_VALUE]) {
    const flat = { ...FOUND, runs: FOUND.runs.map((run) => ({ ...run, error: run.error.map(([n]) => [n, value]) })) };
    const { rows, lines } = curves(/** @type {typeof FOUND} */ (flat), 600);
    assert.equal(rows.length > 0, value > 0);
    for (const { y } of [...rows, ...lines.flat()]) assert.ok(Number.isFinite(y));
  }
});

test("a run begins with something else than the room has", () => {
  const network = {
    ...HERE.network,
    activations: [{ name: "tanh" }, { name: "softmax" }],
    loss: { name: "squared_error" },
    bias_policy: /** @type {const} */ ("per_unit"),
  };
  const method = { ...HERE.method, optimiser: { name: "adam", weight_decay: 0 }, batch: null };
  const first = KINDS.map(([kind]) => plannedOf(kind, { ...HERE, network, method }).value);
  assert.deepEqual(first, [2, "sgd", "1 logistic", "half_squared_error", "shared", 1, "early"]);
});
