import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createBuilder } from "../../../static/js/building.js";

const DEFAULTS = {
  sizes: [2, 1],
  activations: ["logistic"],
  loss: "half_squared_error",
  bias_policy: "per_unit",
  initial: { name: "zeros" },
  eta: 0.5,
  method: { optimiser: { name: "sgd" }, batch: null, reduction: "mean", shuffle: null },
};

/** @typedef {{path: string, body: any, answer: (body: unknown) => void, refuse: (detail: string) => void}} Asked */
/** @type {Asked[]} */
let asked;
/** @type {string[]} */
let entered;
/** @type {ReturnType<typeof createBuilder>} */
let builder;

/** Let everything go on that waits for nothing. */
const rest = () => new Promise((next) => setImmediate(next));

/** Answer what was asked last. @param {unknown} body */
async function answer(body) {
  asked[asked.length - 1].answer(body);
  await rest();
}

/** Rows as the server prepares them. @param {number} first input of the only row */
const rows = (first) => ({
  inputs: ["x", "y"],
  outputs: ["z"],
  classes: [],
  x: [[first, 0]],
  target: [[1]],
  train: [0],
  test: [],
  defaults: DEFAULTS,
});

beforeEach(async () => {
  asked = [];
  entered = [];
  const fetch = (/** @type {string} */ path, /** @type {any} */ request) =>
    new Promise((resolve) => {
      const reply = (/** @type {boolean} */ ok, /** @type {unknown} */ body) => resolve({ ok, json: async () => body });
      asked.push({
        path,
        body: request?.body ? JSON.parse(request.body) : null,
        answer: (body) => reply(true, body),
        refuse: (detail) => reply(false, { detail }),
      });
    });
  builder = createBuilder({ fetch: /** @type {any} */ (fetch), enter: (room) => entered.push(room) });
  builder.begin("xor");
  await answer({ datasets: [{ id: "xor", title: "XOR" }] });
  await answer(rows(0));
});

test("what is still being prepared is what is built", async () => {
  builder.make({ fraction: 0.2 });
  const done = builder.build();
  void builder.build();
  assert.equal(builder.building.value, true);
  await rest();
  assert.deepEqual(
    asked.map(({ path }) => path),
    ["/api/v1/datasets", "/api/v1/data", "/api/v1/data"],
  );
  await answer(rows(7));
  await answer({ w: [[[0, 0]]], b: [[0]] });
  assert.deepEqual(asked[asked.length - 1].body.x, [[7, 0]]);
  await answer({ room: "R", host_key: "K" });
  await done;
  assert.deepEqual(entered, ["R"], "once, however often one asks");
  assert.equal(builder.building.value, false);
});

test("nothing is built of rows that were refused", async () => {
  builder.make({ fraction: 0.9 });
  const done = builder.build();
  asked[2].refuse("No row is left to train.");
  await done;
  assert.equal(builder.trouble.value, "No row is left to train.");
  assert.equal(asked.length, 3);
});

test("what is changed while the first weights come is kept with them", async () => {
  const given = builder.give();
  const change = (/** @type {object} */ to) => builder.change({ .../** @type {any} */ (builder.plan.value), ...to });
  change({ eta: 0.125 });
  await answer({ w: [[[1, 2]]], b: [[3]] });
  await given;
  assert.equal(builder.plan.value?.eta, 0.125);
  assert.deepEqual([builder.plan.value?.initial.name, builder.plan.value?.given.trim()], ["given", "1 2 3"]);
});

test("who takes another rule while the first weights come has that", async () => {
  const given = builder.give();
  builder.change({ .../** @type {any} */ (builder.plan.value), initial: { name: "normal" } });
  await answer({ w: [[[1, 2]]], b: [[3]] });
  await given;
  assert.equal(builder.plan.value?.initial.name, "normal");
});

test("other data begin with a plan of their own, also when something of them is changed at once", async () => {
  const later = { ...rows(3), defaults: { ...DEFAULTS, eta: 0.01 } };
  builder.change({ .../** @type {any} */ (builder.plan.value), eta: 9 });
  builder.choose({ from: "set", id: "moons", options: {} });
  builder.adjust({ from: "set", id: "moons", options: { noise: 0.3 } });
  await answer(later);
  assert.equal(builder.plan.value?.eta, 0.01);
  builder.change({ .../** @type {any} */ (builder.plan.value), eta: 9 });
  builder.adjust({ from: "set", id: "moons", options: { noise: 0.4 } });
  await answer(later);
  assert.equal(builder.plan.value?.eta, 9);
});
