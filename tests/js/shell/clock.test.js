import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createClock } from "../../../static/js/clock.js";

/** @type {((now: number) => void)[]} */
let pending;
/** @type {unknown[]} */
let reported;
/** @type {import("../../../static/js/clock.js").Clock} */
let clock;

beforeEach(() => {
  pending = [];
  reported = [];
  const frames = {
    now: () => 42,
    request: (/** @type {(now: number) => void} */ callback) => pending.push(callback),
    cancel: () => {
      pending = [];
    },
  };
  clock = createClock(frames, (error) => reported.push(error));
});

/** @param {number} now */
const tick = (now) => {
  const [callback] = pending.splice(0, 1);
  callback(now);
};

test("draws in order, and only then what comes after drawing", () => {
  /** @type {string[]} */
  const done = [];
  clock.afterFrame(() => done.push("after"));
  clock.onFrame((now) => done.push(`first ${now}`));
  clock.onFrame(() => done.push("second"));
  clock.start();
  tick(16);
  assert.deepEqual(done, ["first 16", "second", "after"]);
  assert.equal(clock.now(), 42);
});

test("starts once, stops, and forgets who left", () => {
  let drawn = 0;
  const leave = clock.onFrame(() => {
    drawn += 1;
  });
  clock.start();
  clock.start();
  assert.equal(pending.length, 1);
  tick(0);
  leave();
  tick(1);
  assert.equal(drawn, 1);
  clock.stop();
  assert.equal(pending.length, 0);
});

test("one drawing that throws is reported and does not stop the others", () => {
  let drawn = 0;
  clock.onFrame(() => {
    throw new Error("broken");
  });
  clock.onFrame(() => {
    drawn += 1;
  });
  clock.start();
  tick(0);
  tick(1);
  assert.equal(drawn, 2);
  assert.equal(reported.length, 2);
});
