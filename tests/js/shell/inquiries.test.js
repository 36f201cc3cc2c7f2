// Questions to the server: asked once, one at a time, and never answered with another moment's numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { createInquiries } from "../../../static/js/inquiries.js";
import { createStore } from "../../../static/js/model/store.js";
import { frame, snapshot } from "../model/samples.js";

/** A server that answers when the test says so. */
function setUp() {
  const store = createStore();
  store.receive(snapshot());
  store.receive(frame({ moment: 3, iteration: 2, trained_to: 2 }));
  /** @type {{path: string, answer: (body: any, status?: number) => Promise<void>, fail: () => Promise<void>}[]} */
  const requests = [];
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const fetch = /** @type {any} */ (
    (/** @type {string} */ path) =>
      new Promise((resolve, reject) => {
        requests.push({
          path,
          async answer(body, status = 200) {
            resolve({ ok: status === 200, status, json: async () => body });
            await settled();
          },
          async fail() {
            reject(new TypeError("network"));
            await settled();
          },
        });
      })
  );
  const inquiries = createInquiries({ store, fetch });
  return { store, inquiries, requests };
}

const W1 = { parameter: "w.1.0.0" };

test("asks for the iteration and revision that are shown, once, and tells when the answer is there", async () => {
  const { inquiries, requests } = setUp();
  /** @type {string[]} */
  const seen = [];
  const stop = effect(() => {
    seen.push(inquiries.about("paths", W1).status);
  });
  assert.equal(inquiries.about("paths", W1).status, "loading");
  assert.equal(requests.length, 1);
  assert.match(requests[0].path, /^\/api\/v1\/rooms\/\w+\/paths\?parameter=w\.1\.0\.0&iteration=2&revision=1$/);
  await requests[0].answer({ revision: 1, iteration: 2, sum: 7 });
  assert.deepEqual(seen, ["loading", "ready"]);
  assert.deepEqual(inquiries.about("paths", W1), { status: "ready", answer: { revision: 1, iteration: 2, sum: 7 } });
  assert.equal(requests.length, 1);
  stop();
});

test("an answer of another revision or iteration is never shown", async () => {
  for (const stranger of [
    { revision: 2, iteration: 2 },
    { revision: 1, iteration: 3 },
  ]) {
    const { inquiries, requests } = setUp();
    inquiries.about("nudge", W1);
    await requests[0].answer({ ...stranger, backprop: 1 });
    assert.equal(inquiries.about("nudge", W1).status, "failed");
  }
});

test("when the store has moved on, the old answer is not the new one's", async () => {
  const { store, inquiries, requests } = setUp();
  inquiries.about("paths", W1);
  store.receive(frame({ moment: 3, iteration: 4, trained_to: 4 }));
  assert.equal(inquiries.about("paths", W1).status, "loading");
  await requests[0].answer({ revision: 1, iteration: 2 });
  assert.equal(inquiries.about("paths", W1).status, "loading");
  assert.match(requests[1].path, /iteration=4/);
});

test("one question of a topic is on its way; of those that wait the newest is asked", async () => {
  const { inquiries, requests } = setUp();
  for (const decimals of [1, 2, 3, 4]) inquiries.about("paper", { decimals });
  inquiries.about("paths", W1);
  assert.deepEqual(
    requests.map(({ path }) => path.replace(/^.*\/(\w+\?\w+=[\w.]+).*$/, "$1")),
    ["paper?decimals=1", "paths?parameter=w.1.0.0"],
  );
  await requests[0].answer({ revision: 1, iteration: 2 });
  assert.match(requests[2].path, /decimals=4/);
  await requests[2].answer({ revision: 1, iteration: 2 });
  assert.equal(inquiries.about("paper", { decimals: 4 }).status, "ready");
  assert.equal(requests.length, 3);
});

test("what went wrong is said in words, and can be asked again", async () => {
  const { inquiries, requests } = setUp();
  inquiries.about("paths", W1);
  await requests[0].fail();
  assert.deepEqual(inquiries.about("paths", W1), { status: "failed", reason: "The server cannot be reached." });
  inquiries.again();
  await requests[1].answer({ detail: "no", errors: [{ detail: "There is no such weight." }] }, 422);
  assert.deepEqual(inquiries.about("paths", W1), { status: "failed", reason: "There is no such weight." });
  inquiries.again();
  await requests[2].answer({ detail: "moved" }, 409);
  assert.deepEqual(inquiries.about("paths", W1), { status: "failed", reason: "The network has just been changed." });
  inquiries.again();
  await requests[3].answer({ revision: 1, iteration: 2 });
  assert.equal(inquiries.about("paths", W1).status, "ready");
});

test("the newest answer of a revision stays while the next one comes, for the same details only", async () => {
  const { store, inquiries, requests } = setUp();
  assert.equal(inquiries.newest("views", { points: 5 }), null);
  inquiries.about("views", { points: 5 });
  await requests[0].answer({ revision: 1, iteration: 2, train: 7 });
  store.receive(frame({ moment: 3, iteration: 4, trained_to: 4 }));
  assert.equal(inquiries.about("views", { points: 5 }).status, "loading");
  assert.equal(inquiries.newest("views", { points: 5 }).train, 7);
  assert.equal(inquiries.newest("views", { points: 6 }), null);
  await requests[1].answer({ revision: 1, iteration: 4, train: 8 });
  assert.equal(inquiries.newest("views", { points: 5 }).train, 8);
  store.revision.value = 2;
  assert.equal(inquiries.newest("views", { points: 5 }), null);
});
