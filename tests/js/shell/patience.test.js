// How long a page stays empty: until there is something to draw or to say, and never for long.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals-core";
import { PATIENCE, somethingToShow } from "../../../static/js/patience.js";

/** A page whose room is opening, and whether it shows something. */
function setUp() {
  /** @type {any} */
  const store = { frame: signal(null), connection: signal({ status: "connecting" }) };
  /** @type {{callback: () => void, delay: number}[]} */
  const timers = [];
  const shown = { yet: false };
  somethingToShow(store, (callback, delay) => {
    const timer = { callback, delay };
    timers.push(timer);
    return () => timers.splice(timers.indexOf(timer), 1);
  }).then(() => {
    shown.yet = true;
  });
  /** What is on the page when everything that happened has had its effect. */
  const showing = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return shown.yet;
  };
  return { store, timers, showing };
}

test("the page stays empty while it connects, and shows the first numbers at once", async () => {
  const { store, timers, showing } = setUp();
  assert.equal(await showing(), false);
  store.connection.value = { status: "live" };
  assert.equal(await showing(), false, "between snapshot and frame, too");
  store.frame.value = { values: [] };
  assert.equal(await showing(), true);
  assert.deepEqual(timers, [], "nothing is left waiting");
});

for (const status of ["lost", "ended"]) {
  test(`a line that is ${status} is told at once`, async () => {
    const { store, timers, showing } = setUp();
    store.connection.value = { status };
    assert.equal(await showing(), true);
    assert.deepEqual(timers, []);
  });
}

test("what takes long is waited for with words", async () => {
  const { timers, showing } = setUp();
  assert.deepEqual(
    timers.map(({ delay }) => delay),
    [PATIENCE],
  );
  timers[0].callback();
  assert.equal(await showing(), true);
});
