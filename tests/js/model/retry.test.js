import assert from "node:assert/strict";
import { test } from "node:test";
import { createRetry } from "../../../static/js/model/retry.js";

/** @param {number} chance @param {number} count */
function delays(chance, count) {
  const retry = createRetry(() => chance);
  return Array.from({ length: count }, () => retry.after("reconnect", 0)?.delay);
}

test("reconnecting waits with full jitter between 0.25 s and a bound that doubles up to 10 s", () => {
  assert.deepEqual(delays(0, 8), Array(8).fill(250));
  assert.deepEqual(delays(1, 8), [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
});

test("a connection that held counts anew, a short one does not", () => {
  const retry = createRetry(() => 1);
  for (let attempt = 0; attempt < 5; attempt += 1) retry.after("reconnect", 1000);
  assert.equal(retry.after("reconnect", 1000)?.delay, 10_000);
  assert.equal(retry.after("reconnect", 60_000)?.delay, 500);
});

test("a broken rule is forgiven once, after 10 s; later again after a good connection", () => {
  const retry = createRetry(() => 0);
  assert.deepEqual(retry.after("retry_once", 0), { delay: 10_000, hurry: false });
  assert.equal(retry.after("retry_once", 0), null);
  assert.notEqual(retry.after("retry_once", 60_000), null);
});

test("a full room is tried after 15 to 45 s", () => {
  assert.equal(createRetry(() => 0).after("retry_later", 0)?.delay, 15_000);
  assert.equal(createRetry(() => 1).after("retry_later", 0)?.delay, 45_000);
});

test("stop and reload do not try again; a viewer in the making does", () => {
  const retry = createRetry(() => 0);
  assert.equal(retry.after("stop", 0), null);
  assert.equal(retry.after("reload", 0), null);
  assert.deepEqual(retry.after("become_viewer", 0), { delay: 250, hurry: true });
});
