import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { signal } from "@preact/signals-core";
import { talkToParent } from "../../../static/js/embed.js";

/** @type {any[]} */
let posted;
/** @type {string[]} */
let done;
/** @type {(event: any) => void} */
let hear;
/** @type {any} */
let store;
let now = 0;
const around = { name: "the page around" };

beforeEach(() => {
  posted = [];
  done = [];
  store = {
    position: signal({ iteration: 3, moment: 1 }),
    active: signal("z.1.0"),
    script: signal({ count: 36, phaseOf: () => "forward" }),
    stale: signal(false),
    snapshot: signal({ role: "driver", limits: { iteration: 100 } }),
    revision: signal(1),
    failure: signal(null),
    value: () => 0.5,
  };
  const note = (/** @type {string} */ name) => (/** @type {any} */ given) =>
    done.push(given ? `${name} ${JSON.stringify(given)}` : name);
  const actions = {
    step: note("step"),
    stepBack: note("stepBack"),
    play: note("play"),
    pause: note("pause"),
    goTo: note("goTo"),
  };
  const frame = {
    parent: around,
    addEventListener: (/** @type {string} */ _, /** @type {any} */ listener) => (hear = listener),
  };
  talkToParent({
    frame,
    post: (message, origin) => posted.push([message, origin]),
    store,
    actions: /** @type {any} */ (actions),
    now: () => now,
  });
  posted = posted.filter(([{ type }]) => type !== "deltaflow:ready" && type !== "deltaflow:step-changed");
});

const say = (/** @type {unknown} */ data, source = /** @type {object} */ (around)) =>
  hear({ source, origin: "http://a", data });
const last = () => posted.at(-1)?.[0];

test("does what the window around says", () => {
  for (const type of ["step", "step_back", "play", "pause"]) say({ type: `deltaflow:${type}` });
  say({ type: "deltaflow:go_to", iteration: 7, moment: 36 });
  assert.deepEqual(done, ["step", "stepBack", "play", "pause", 'goTo {"iteration":7,"moment":36}']);
  assert.deepEqual(posted, []);
  say({ type: "deltaflow:state?" });
  assert.deepEqual(posted, [
    [
      {
        type: "deltaflow:state",
        iteration: 3,
        moment: 1,
        phase: "forward",
        quantity: "z.1.0",
        value: 0.5,
        error_total: 0.5,
      },
      "http://a",
    ],
  ]);
});

test("does not even answer anybody else", () => {
  say({ type: "deltaflow:step" }, { name: "a stranger" });
  say({ type: "deltaflow:state?" }, { name: "a stranger" });
  assert.deepEqual([done, posted], [[], []]);
});

test("refuses what it does not know, with the reason", () => {
  const go = { type: "deltaflow:go_to", iteration: 1, moment: 1 };
  const wrong = [
    "text",
    null,
    7,
    [],
    {},
    { type: 7 },
    { type: "deltaflow:restart" },
    { type: "constructor" },
    { type: "deltaflow:state?", more: 1 },
    { type: "deltaflow:play", speed: 2 },
    { ...go, moment: 37 },
    { ...go, moment: -1 },
    { ...go, iteration: 101 },
    { ...go, iteration: "1" },
    { ...go, iteration: 0.5 },
    { ...go, iteration: Number.NaN },
    { ...go, key: "k" },
    { type: "deltaflow:go_to" },
  ];
  for (const data of wrong) {
    const before = posted.length;
    say(data);
    assert.equal(posted.length, before + 1, JSON.stringify(data));
    assert.equal(last().type, "deltaflow:refused");
    assert.match(last().reason, /^[\w:].*\.$/);
  }
  assert.deepEqual(done, []);
});

test("a frame that watches, or has no connection, moves nothing", () => {
  store.snapshot.value = { role: "viewer", limits: { iteration: 100 } };
  say({ type: "deltaflow:step" });
  assert.match(last().reason, /only watches/);
  store.stale.value = true;
  say({ type: "deltaflow:step" });
  assert.match(last().reason, /no connection/);
  assert.deepEqual(done, []);
});

test("tells of every step once", () => {
  posted = [];
  store.position.value = { iteration: 3, moment: 2 };
  store.position.value = { iteration: 3, moment: 2 };
  assert.deepEqual(
    posted.map(([{ type, moment }]) => [type, moment]),
    [["deltaflow:step-changed", 2]],
  );
  store.revision.value = 2;
  assert.equal(posted.length, 2);
});

test("refuses what would be more than the server takes, and goes on afterwards", () => {
  for (let n = 0; n < 500; n += 1) say({ type: "deltaflow:step" });
  assert.equal(done.length, 120);
  assert.deepEqual(last(), {
    type: "deltaflow:refused",
    reason: "More than 60 messages a second.",
    message: "deltaflow:step",
  });
  now += 1000;
  for (let n = 0; n < 500; n += 1) say({ type: "deltaflow:step" });
  assert.equal(done.length, 180);
});
