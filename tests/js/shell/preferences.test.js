import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/model/store.js";
import { followPreferences } from "../../../static/js/preferences.js";

/** @param {string} search @param {boolean} matches */
function page(search, matches = false) {
  const store = createStore();
  const system = {
    matches,
    change: () => {},
    addEventListener(/** @type {string} */ _, /** @type {any} */ listener) {
      this.change = listener;
    },
  };
  followPreferences(store, search, system);
  return { store, system };
}

test("the address chooses a theme there is", () => {
  assert.equal(page("?theme=projector").store.theme.value, "projector");
  assert.equal(page("?theme=pink").store.theme.value, "light");
});

test("motion is reduced by the address or the system, also later", () => {
  assert.equal(page("").store.reducedMotion.value, false);
  assert.equal(page("?motion=reduced").store.reducedMotion.value, true);
  const { store, system } = page("", true);
  assert.equal(store.reducedMotion.value, true);
  system.matches = false;
  system.change();
  assert.equal(store.reducedMotion.value, false);
});

test("the address chooses notation and digits there are, and leaves the others", () => {
  const { store } = page("?notation=article&digits=17");
  assert.deepEqual([store.notation.value, store.digits.value], ["article", 17]);
  const other = page("?notation=roman&digits=18").store;
  assert.deepEqual([other.notation.value, other.digits.value], ["modern", null]);
});
