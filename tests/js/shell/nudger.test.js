import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createStore } from "../../../static/js/model/store.js";
import { createNudger, createTurner } from "../../../static/js/nudger.js";
import { frame, snapshot } from "../model/samples.js";

/** @type {{of: string, to: unknown, gesture: string | undefined}[]} */
let sent;
let time = 0;
/** What the room was asked for. @type {Map<string, unknown>} */
let waiting;
/** @type {ReturnType<typeof createNudger>} */
let nudge;
let allowed = true;
/** @type {ReturnType<typeof createStore>} */
let store;

beforeEach(() => {
  sent = [];
  time = 0;
  allowed = true;
  waiting = new Map();
  store = createStore();
  store.receive(snapshot());
  const values = frame().values.with(snapshot().layouts.record.indexOf("w.2.0.0"), 0.4);
  store.receive(frame({ values }));
  nudge = createNudger(
    store,
    ([{ of, to }], { gesture }) => {
      if (allowed) sent.push({ of, to, gesture });
      if (allowed) waiting.set(of, to);
      return allowed;
    },
    (of) => waiting.get(of),
    () => time,
  );
});

describe("small steps", () => {
  test("start from what stands there and add up, though no answer has come", () => {
    assert.equal(nudge("w.2.0.0", 1, 0.01), 0.41);
    assert.equal(nudge("w.2.0.0", 1, 0.1), 0.51);
    assert.equal(nudge("w.2.0.0", -2, 0.001), 0.508);
    assert.deepEqual(
      sent.map(({ to }) => to),
      [0.41, 0.51, 0.508],
    );
  });

  test("of a scheduled learning rate start from the one that is set", () => {
    store.receive(snapshot({ set_eta: 0.02 }));
    store.receive(frame());
    assert.equal(nudge("eta", 1, 0.01), 0.03);
  });

  test("in a row are one gesture; after a pause, or of another given, they are another one", () => {
    nudge("w.2.0.0", 1, 0.01);
    time = 1000;
    nudge("w.2.0.0", 1, 0.01);
    time = 4000;
    waiting.clear();
    assert.equal(nudge("w.2.0.0", 1, 0.01), 0.41);
    nudge("b.1.0", 1, 0.01);
    const gestures = sent.map(({ gesture }) => gesture);
    assert.equal(gestures[0], gestures[1]);
    assert.equal(new Set(gestures).size, 3);
  });

  test("start from what was asked for in any other way, and from what is there once that is answered", () => {
    nudge("w.2.0.0", 1, 0.01);
    waiting.set("w.2.0.0", 0.7);
    assert.equal(nudge("w.2.0.0", 1, 0.01), 0.71);
    // Such as taken back, or trained.
    waiting.clear();
    assert.equal(nudge("w.2.0.0", 1, 0.01), 0.41);
  });

  test("start from what was typed", () => {
    assert.equal(nudge("w.2.0.0", 1, 0.01, { from: 7 }), 7.01);
  });

  test("are none where nothing may be changed, or there is no such number", () => {
    assert.equal(nudge("w.9.9.9", 1, 0.01), null);
    allowed = false;
    assert.equal(nudge("w.2.0.0", 1, 0.01), null);
    assert.deepEqual(sent, []);
  });
});

describe("presses that turn through the examples of a batch", () => {
  /** @param {number} rows in batches of three @param {number} shown */
  function turning(rows, shown = 0) {
    const store = createStore();
    const { method, state } = snapshot();
    store.receive(snapshot({ method: { ...method, batch: 3, rows }, state: { ...state, shown } }));
    store.receive(frame());
    /** @type {number[]} */
    const asked = [];
    const turn = createTurner(
      store,
      (index) => (allowed ? asked.push(index) : null),
      () => time,
    );
    const answer = (/** @type {number} */ now) => {
      store.state.value = { ...state, shown: now };
    };
    return { store, asked, turn, answer };
  }

  test("count each, though no answer has come, and go round both ways", () => {
    const { asked, turn } = turning(9);
    for (const by of [1, 1, 1, 1, -1, -1, -1]) assert.equal(turn(by), true);
    assert.deepEqual(asked, [1, 2, 0, 1, 0, 2, 1]);
  });

  test("go on from what was asked last, not from the answer to an earlier one", () => {
    const { asked, turn, answer } = turning(9);
    turn(1);
    turn(1);
    answer(1);
    turn(1);
    assert.deepEqual(asked, [1, 2, 0]);
  });

  test("begin anew after a pause, a refusal, or what was not sent", () => {
    const { store, asked, turn } = turning(9, 1);
    turn(1);
    time = 2000;
    turn(1);
    store.receive({ type: "failure", id: 2, code: "slow_down", path: null, detail: "Slowly." });
    turn(1);
    allowed = false;
    turn(1);
    allowed = true;
    turn(1);
    assert.deepEqual(asked, [2, 2, 2, 2]);
  });

  test("go nowhere where there is one example only", () => {
    const { asked, turn } = turning(1);
    assert.equal(turn(1), false);
    assert.deepEqual(asked, []);
  });
});
