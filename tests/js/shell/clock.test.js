import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { effect, signal } from "@preact/signals-core";
import { createClock } from "../../../static/js/clock.js";
import { createPlayer } from "../../../static/js/model/player.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { frame, snapshot } from "../model/samples.js";

/** The frames that were asked for, by handle. @type {Map<number, (now: number) => void>} */
let pending;
/** @type {unknown[]} */
let reported;
/** @type {string[]} */
let done;
/** @type {import("../../../static/js/clock.js").Clock} */
let clock;

beforeEach(() => {
  pending = new Map();
  reported = [];
  done = [];
  let handle = 0;
  const frames = {
    now: () => 42,
    request(/** @type {(now: number) => void} */ callback) {
      handle += 1;
      pending.set(handle, callback);
      return handle;
    },
    cancel: (/** @type {number} */ each) => void pending.delete(each),
  };
  clock = createClock(frames, (error) => reported.push(error));
});

const sleeps = () => pending.size === 0;

/** The one frame that was asked for comes. @param {number} now */
function tick(now = 0) {
  assert.equal(pending.size, 1, "one frame is asked for");
  const [[handle, callback]] = pending;
  pending.delete(handle);
  callback(now);
}

/** A drawing that stands still, and reads what it is told to. @param {string} name @param {() => unknown} reads */
const still = (name, reads = () => {}) =>
  clock.onFrame(() => {
    reads();
    done.push(name);
    return false;
  });

test("draws in order, and only then what comes after drawing", () => {
  clock.afterFrame((now) => done.push(`after ${now}`));
  clock.onFrame((now) => {
    done.push(`first ${now}`);
    return false;
  });
  still("second");
  assert.deepEqual(done, [], "nothing is drawn before its frame");
  tick(16);
  assert.deepEqual(done, ["first 16", "second", "after 16"]);
  assert.equal(clock.now(), 42);
});

test("asks for nothing without anybody to draw, nor when everything stands still", () => {
  assert.ok(sleeps());
  still("a");
  still("b");
  tick();
  assert.ok(sleeps());
});

test("goes on as long as one of the drawings moves", () => {
  let left = 3;
  clock.onFrame(() => {
    left -= 1;
    return left > 0;
  });
  still("other");
  for (const now of [0, 1, 2]) tick(now);
  assert.equal(left, 0);
  assert.ok(sleeps());
});

test("wakes for whatever signal a drawing has read, once for all of them, and for no other", () => {
  const [one, two, unread] = [signal(0), signal(0), signal(0)];
  still("drawn", () => [one.value, two.value]);
  tick();
  unread.value = 1;
  assert.ok(sleeps());
  one.value = 1;
  two.value = 1;
  tick();
  assert.deepEqual(done, ["drawn", "drawn"]);
  two.value = 2;
  tick();
  assert.ok(sleeps());
});

test("follows what was read last: nobody has to say what a drawing depends on", () => {
  const [shown, text] = [signal(false), signal("a")];
  still("drawn", () => shown.value && text.value);
  tick();
  text.value = "b";
  assert.ok(sleeps(), "not shown, not read");
  shown.value = true;
  tick();
  text.value = "c";
  tick();
  assert.equal(done.length, 3);
});

test("what changes while it is drawn is drawn in the same frame", () => {
  const highlight = signal("lost");
  clock.onFrame(() => {
    done.push(highlight.value);
    if (highlight.value === "lost") highlight.value = "found";
    return false;
  });
  tick();
  assert.deepEqual(done, ["lost", "found"]);
  assert.ok(sleeps());
});

test("whoever comes, or asks, gets a frame; several get the same", () => {
  clock.afterFrame(() => done.push("after"));
  tick();
  clock.wake();
  clock.wake();
  tick();
  assert.deepEqual(done, ["after", "after"]);
  assert.ok(sleeps());
});

test("who asks after a frame gets the next one", () => {
  const leave = clock.afterFrame(() => clock.wake());
  tick();
  tick();
  leave();
  tick();
  assert.ok(sleeps());
});

test("catches up at once with what is due, and only with that", () => {
  const size = signal(1);
  clock.onFrame((now) => {
    done.push(`${size.value} at ${now}`);
    return false;
  });
  tick(7);
  clock.catchUp();
  size.value = 2;
  clock.catchUp();
  assert.deepEqual(done, ["1 at 7", "2 at 42"]);
  assert.ok(sleeps(), "the frame that was asked for is not needed any more");
});

test("forgets who left, also what they had read", () => {
  const read = signal(0);
  const leave = still("drawn", () => read.value);
  tick();
  leave();
  read.value = 1;
  assert.ok(sleeps());
  clock.wake();
  tick();
  assert.deepEqual(done, ["drawn"]);
});

test("one drawing that throws is reported, does not stop the others, and is tried again when it may succeed", () => {
  const bad = signal(true);
  clock.onFrame(() => {
    if (bad.value) throw new Error("broken");
    done.push("mended");
    return false;
  });
  still("other");
  clock.afterFrame(() => {
    throw new Error("also broken");
  });
  tick();
  assert.deepEqual(done, ["other"]);
  assert.equal(reported.length, 2);
  assert.ok(sleeps(), "it is not reported sixty times a second");
  bad.value = false;
  tick();
  assert.deepEqual(done, ["other", "mended", "other"]);
});

test("what follows from a drawing and throws is reported, and the clock goes on", () => {
  const [at, written] = [signal(0), signal(0)];
  effect(() => {
    if (written.value === 1) throw new Error("broken elsewhere");
  });
  clock.onFrame(() => {
    written.value = at.value;
    return false;
  });
  still("other", () => at.value);
  tick();
  at.value = 1;
  tick();
  assert.equal(reported.length, 1);
  at.value = 2;
  assert.equal(done.length, 2, "nothing is drawn before its frame");
  tick();
  assert.deepEqual(done, ["other", "other", "other"]);
  assert.ok(sleeps());
});

test("a step is drawn from its beginning to its end, however long the clock had slept", () => {
  const [newest, reduced] = [signal(frame({ moment: 0 })), signal(false)];
  const view = new ScriptView(snapshot().script);
  const player = createPlayer({ reduced: () => reduced.value, script: () => view });
  /** @type {number[]} */
  const shown = [];
  clock.onFrame((now) => {
    player.aim(newest.value, null, now);
    shown.push(player.at(now));
    return !player.settled(now);
  });
  tick(0);
  assert.ok(sleeps());
  newest.value = frame({ moment: 1 });
  for (let now = 60_000; !sleeps(); now += 300) tick(now);
  assert.deepEqual(
    shown.map((mu) => mu.toFixed(3)),
    ["0.000", "0.000", "0.333", "0.667", "1.000"],
  );
  newest.value = frame({ moment: 2 });
  tick(90_000);
  reduced.value = true;
  tick(90_010);
  assert.equal(shown.at(-1), 2);
  assert.ok(sleeps(), "who wants less motion wakes it once");
});
