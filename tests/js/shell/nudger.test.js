import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createStore } from "../../../static/js/model/store.js";
import { createNudger } from "../../../static/js/nudger.js";
import { frame, snapshot } from "../model/samples.js";

/** @type {{of: string, to: unknown, gesture: string | undefined}[]} */
let sent;
let time = 0;
/** @type {ReturnType<typeof createNudger>} */
let nudge;
let allowed = true;

beforeEach(() => {
  sent = [];
  time = 0;
  allowed = true;
  const store = createStore();
  store.receive(snapshot());
  const values = frame().values.with(snapshot().layouts.record.indexOf("w.2.0.0"), 0.4);
  store.receive(frame({ values }));
  nudge = createNudger(
    store,
    ([{ of, to }], { gesture }) => {
      if (allowed) sent.push({ of, to, gesture });
      return allowed;
    },
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

  test("in a row are one gesture; after a pause, or of another given, they are another one", () => {
    nudge("w.2.0.0", 1, 0.01);
    time = 1000;
    nudge("w.2.0.0", 1, 0.01);
    time = 4000;
    assert.equal(nudge("w.2.0.0", 1, 0.01), 0.41);
    nudge("b.1.0", 1, 0.01);
    const gestures = sent.map(({ gesture }) => gesture);
    assert.equal(gestures[0], gestures[1]);
    assert.equal(new Set(gestures).size, 3);
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
