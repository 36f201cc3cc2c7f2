import assert from "node:assert/strict";
import { test } from "node:test";
import { answerTo } from "../../../static/js/model/deciding.js";

/** @param {string} keys such as `Alt+ArrowDown` @param {{open?: boolean, pointed?: boolean}} [list] */
function answer(keys, { open = false, pointed = false } = {}) {
  const parts = keys.split("+");
  const held = (/** @type {string} */ name) => parts.slice(0, -1).includes(name);
  const key = parts[parts.length - 1];
  return answerTo({ key, altKey: held("Alt"), ctrlKey: held("Control"), metaKey: held("Meta") }, { open, pointed });
}

test("keys in a closed list only point at an option", () => {
  for (const keys of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "x", "B"])
    for (const pointed of [false, true]) assert.equal(answer(keys, { pointed }), "point", keys);
});

test("Enter takes what is pointed at and Escape leaves it; without, they are the page's own", () => {
  assert.deepEqual([answer("Enter", { pointed: true }), answer("Escape", { pointed: true })], ["take", "leave"]);
  assert.deepEqual([answer("Enter"), answer("Escape")], [null, null]);
});

test("a list is opened as ever, and in the open list keys are the browser's", () => {
  for (const keys of ["Alt+ArrowDown", "Alt+ArrowUp", "F4", " "]) assert.equal(answer(keys), "open", keys);
  for (const keys of ["ArrowDown", "Enter", "Escape", "x"])
    assert.equal(answer(keys, { open: true, pointed: true }), null, keys);
});

test("what is typed goes on after a space, and what neither moves nor types means nothing", () => {
  assert.equal(answer(" ", { pointed: true }), "point");
  for (const keys of ["Tab", "Shift", "Control+x", "Meta+ArrowDown", "Alt+x", "F2"])
    assert.equal(answer(keys), null, keys);
});
