import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createLab } from "../../../static/js/experiments.js";
import { createStore } from "../../../static/js/model/store.js";
import { snapshot } from "../model/samples.js";

/** @typedef {{path: string, signal: AbortSignal, answer: (body: unknown) => void}} Asked */

/** @type {Asked[]} */
let asked;
/** @type {ReturnType<typeof createLab>} */
let lab;

beforeEach(() => {
  asked = [];
  const store = createStore();
  store.receive(snapshot());
  const fetch = (/** @type {any} */ path, /** @type {any} */ { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({
        path,
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
    assert.deepEqual(lab.compare.answer.value, { names: ["as it is"], comparison: { runs: [] } });
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
});
