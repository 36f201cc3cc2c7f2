import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createLab } from "../../../static/js/experiments.js";
import { createStore } from "../../../static/js/model/store.js";
import { isOld, placeOf } from "../../../static/js/view/labs/conditions.js";
import { frame, snapshot } from "../model/samples.js";

/** @typedef {{path: string, body: string, signal: AbortSignal, answer: (body: unknown) => void}} Asked */

/** @type {Asked[]} */
let asked;
/** @type {ReturnType<typeof createLab>} */
let lab;
/** @type {ReturnType<typeof createStore>} */
let store;

beforeEach(() => {
  asked = [];
  store = createStore();
  store.receive(snapshot());
  const fetch = (/** @type {any} */ path, /** @type {any} */ { signal, body: sent }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({
        path,
        body: sent,
        signal,
        answer: (body) => resolve(/** @type {any} */ ({ ok: true, json: async () => body })),
      });
    });
  lab = createLab({ store, fetch: /** @type {any} */ (fetch), enter: () => {} });
});

const wanted = { runs: [{}], names: ["as it is"], iterations: 10 };

describe("an experiment", () => {
  test("is asked for and answered", async () => {
    const done = lab.compare.run(wanted);
    assert.equal(lab.compare.busy.value, true);
    asked[0].answer({ runs: [] });
    await done;
    const { names, iterations, comparison } = lab.compare.answer.value ?? {};
    assert.deepEqual([names, iterations, comparison], [["as it is"], 10, { runs: [] }]);
    assert.equal(lab.compare.busy.value, false);
  });

  test("can be stopped: the request is dropped, nothing is reported, and what was found before stays", async () => {
    const first = lab.compare.run(wanted);
    asked[0].answer({ runs: [1] });
    await first;
    const second = lab.compare.run(wanted);
    lab.compare.stop();
    assert.equal(asked[1].signal.aborted, true);
    assert.equal(lab.compare.busy.value, false);
    await second;
    assert.equal(lab.compare.trouble.value, null);
    assert.deepEqual(lab.compare.answer.value?.comparison, { runs: [1] });
  });

  test("gives way to the next attempt", async () => {
    const first = lab.compare.run(wanted);
    const second = lab.compare.run(wanted);
    assert.equal(asked[0].signal.aborted, true);
    assert.equal(lab.compare.busy.value, true);
    asked[1].answer({ runs: [2] });
    await Promise.all([first, second]);
    assert.deepEqual(lab.compare.answer.value?.comparison, { runs: [2] });
    assert.equal(lab.compare.trouble.value, null);
  });

  test("tells of which room it was: what is edited after it, even while it is answered, makes it one of before", async () => {
    store.receive(frame({ iteration: 7, trained_to: 7 }));
    const done = lab.compare.run(wanted);
    assert.equal(JSON.parse(asked[0].body).revision, 1);
    store.receive(frame({ iteration: 8, trained_to: 8 }));
    const shown = () =>
      /** @type {import("../../../static/js/experiments.js").Taken} */ (lab.compare.answer.value?.taken);
    asked[0].answer({ runs: [] });
    await done;
    assert.deepEqual(shown(), { epoch: 1, revision: 1, iteration: 7, branch: null });
    assert.equal(isOld(shown(), store), false, "it stays true where one only looks elsewhere");
    store.receive(frame({ revision: 2, iteration: 8, trained_to: 8 }));
    assert.equal(isOld(shown(), store), true);
    assert.equal(placeOf(shown()), "iteration 7");
    assert.equal(placeOf({ ...shown(), branch: "w1 = 3" }), "iteration 7 of the branch “w1 = 3”");
  });
});
