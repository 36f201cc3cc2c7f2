import assert from "node:assert/strict";
import { test } from "node:test";
import { createSequence } from "../../../static/js/model/sequence.js";
import { frame, snapshot, stateEvent } from "./samples.js";

/** @param {...Parameters<import("../../../static/js/model/sequence.js").Sequence["judge"]>[0]} messages */
function verdicts(...messages) {
  const sequence = createSequence();
  return messages.map((message) => sequence.judge(message));
}

test("nothing is shown before the first snapshot", () => {
  assert.deepEqual(verdicts(stateEvent(), frame(), snapshot(), frame()), ["drop", "drop", "take", "take"]);
});

test("events follow each other", () => {
  assert.deepEqual(verdicts(snapshot(), stateEvent({ seq: 6 }), stateEvent({ seq: 7 })), ["take", "take", "take"]);
});

test("a gap, a repetition or another epoch asks once and waits for the snapshot", () => {
  for (const wrong of [stateEvent({ seq: 7 }), stateEvent({ seq: 5 }), stateEvent({ epoch: 2 })]) {
    assert.deepEqual(
      verdicts(snapshot(), wrong, stateEvent({ seq: 8 }), frame({ seq: 99 }), snapshot({ seq: 8 }), frame({ seq: 8 })),
      ["take", "ask", "drop", "drop", "take", "take"],
    );
  }
});

test("a frame may build on older events, not on unseen ones or another epoch", () => {
  assert.deepEqual(verdicts(snapshot(), frame({ seq: 3 }), frame({ seq: 6 })), ["take", "take", "ask"]);
  assert.deepEqual(verdicts(snapshot(), frame({ epoch: 2 })), ["take", "ask"]);
});

test("failures and heartbeats always pass", () => {
  const failure = /** @type {const} */ ({ type: "failure", id: null, code: "invalid", path: null, detail: "" });
  assert.deepEqual(verdicts(failure, { type: "heartbeat" }), ["take", "take"]);
});
