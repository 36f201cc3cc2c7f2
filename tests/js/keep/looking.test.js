import assert from "node:assert/strict";
import { test } from "node:test";
import { restoreView, viewOf } from "../../../static/js/keep/looking.js";
import { createStore } from "../../../static/js/model/store.js";

test("how a moment is looked at comes back as it was", () => {
  const store = createStore();
  const view = { selection: "delta.1.0", notation: "numpy", digits: 9, paper: 3, theme: "dark", tab: "check" };
  restoreView(store, view);
  assert.deepEqual(viewOf(store), view);
});

test("what nobody knows stays as it is", () => {
  const store = createStore();
  const before = viewOf(store);
  for (const strange of [
    null,
    7,
    "dark",
    [],
    { theme: "pink", tab: "x", notation: 3, digits: 99, paper: 0.5, selection: 4 },
  ])
    restoreView(store, strange);
  assert.deepEqual(viewOf(store), before);
  restoreView(store, { digits: 4, theme: "pink" });
  assert.deepEqual(viewOf(store), { ...before, digits: 4 });
});
