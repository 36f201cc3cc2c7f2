import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { DEEDS, keyName } from "../../../static/js/deeds.js";
import { listenToKeys } from "../../../static/js/keyboard.js";

/** @type {string[]} */
let called;
let modal = false;
/** @type {Record<string, (event: any) => void>} */
let listeners;
const press = (/** @type {any} */ event) => listeners.keydown(event);

beforeEach(() => {
  called = [];
  modal = false;
  const actions = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (/** @type {unknown[]} */ ...given) =>
          called.push([name, ...given].join(" ")),
    },
  );
  listeners = {};
  const target = {
    addEventListener(/** @type {string} */ type, /** @type {any} */ listener) {
      listeners[type] = listener;
    },
  };
  listenToKeys(target, /** @type {any} */ (actions), () => modal);
});

/**
 * An element that matches some simple selectors, alone or through its ancestors.
 * @param {...string} simple such as "button" or "[data-roving]"
 */
const element = (...simple) => ({
  closest: (/** @type {string} */ selectors) => selectors.split(", ").some((each) => simple.includes(each)) || null,
});

/** @param {string} key @param {object} more @returns {string | undefined} what was done */
function type(key, more = {}) {
  called = [];
  const event = { key, shiftKey: false, target: null, timeStamp: 0, prevented: false, ...more };
  press({
    ...event,
    preventDefault() {
      event.prevented = true;
    },
  });
  assert.equal(event.prevented, called.length > 0 || "repeat" in more);
  return called[0];
}

describe("the keys", () => {
  test("do what they say", () => {
    const expected = {
      " ": "stepOrPause",
      ArrowRight: "step",
      ArrowLeft: "stepBack",
      Home: "goToStart",
      End: "goToNewest",
      p: "togglePlay",
      P: "togglePlay",
      Escape: "leave",
      "/": "openDialog find",
      "?": "openDialog help",
    };
    for (const [key, action] of Object.entries(expected)) assert.equal(type(key, { shiftKey: key === "?" }), action);
  });

  test("change what is selected, take it back and do it again", () => {
    const expected = { F2: "editSelected", e: "editSelected", "+": "nudgeSelected 1", "-": "nudgeSelected -1" };
    for (const [key, action] of Object.entries(expected)) assert.equal(type(key, { shiftKey: key === "+" }), action);
    for (const modifier of ["ctrlKey", "metaKey"]) {
      assert.equal(type("z", { [modifier]: true }), "undo");
      assert.equal(type("Z", { [modifier]: true, shiftKey: true }), "redo");
      assert.equal(type("y", { [modifier]: true }), "redo");
    }
    const typing = { target: element("input, textarea, select, [contenteditable]", "input"), ctrlKey: true };
    assert.equal(type("z", typing), undefined, "a field takes back what is typed in it");
    assert.equal(type("z", { target: element("[type=range]"), ctrlKey: true }), "undo");
  });

  test("go further with Shift", () => {
    const expected = {
      ArrowRight: "nextPhase",
      ArrowLeft: "previousPhase",
      ArrowDown: "nextIteration",
      ArrowUp: "previousIteration",
    };
    for (const [key, action] of Object.entries(expected)) assert.equal(type(key, { shiftKey: true }), action);
  });

  test("leave alone what belongs to the browser", () => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
      for (const key of ["ArrowLeft", "p", " ", "Home"]) assert.equal(type(key, { [modifier]: true }), undefined);
    }
    assert.equal(type("Tab"), undefined);
    assert.equal(type("ArrowDown"), undefined);
    assert.equal(type("p", { isComposing: true }), undefined);
    assert.equal(type("p", { defaultPrevented: true }), undefined);
  });

  test("wait for a dialog to be closed", () => {
    modal = true;
    assert.equal(type(" "), undefined);
    assert.equal(type("Escape"), "leave");
  });

  test("held down repeat arrows ten times a second, and nothing else", () => {
    const steps = Array.from({ length: 30 }, (_, index) =>
      type("ArrowRight", { repeat: true, timeStamp: 1000 + index * 33 }),
    );
    assert.equal(steps.filter(Boolean).length, 8);
    assert.equal(type(" ", { repeat: true, timeStamp: 9000 }), undefined);
  });
});

describe("whoever has the focus", () => {
  /** @param {object} target @param {string} key */
  const on = (target, key) => type(key, { target });

  test("keeps typing in text fields and selects", () => {
    for (const field of [element("input"), element("textarea"), element("select")]) {
      for (const key of [" ", "ArrowLeft", "Home", "p", "/", "?"]) assert.equal(on(field, key), undefined, key);
      assert.equal(on(field, "Escape"), "leave");
    }
  });

  test("moves its slider, but letters still count", () => {
    const slider = element("input", "[type=range]");
    for (const key of [" ", "ArrowLeft", "Home", "End"]) assert.equal(on(slider, key), undefined);
    assert.equal(on(slider, "p"), "togglePlay");
  });

  test("step with the space bar after a click, and press again after Tab", () => {
    listeners.pointerdown({});
    assert.equal(on(element("button"), " "), "stepOrPause");
    const up = { key: " ", prevented: false, preventDefault: () => Object.assign(up, { prevented: true }) };
    listeners.keyup(up);
    assert.equal(up.prevented, true);
    assert.equal(on(element("input"), " "), undefined);
    press({ key: "Tab", shiftKey: false, target: null, timeStamp: 0, preventDefault() {} });
    assert.equal(on(element("button"), " "), undefined);
  });

  test("presses a button with the space bar; arrows still step", () => {
    assert.equal(on(element("button"), " "), undefined);
    assert.equal(on(element("button"), "ArrowRight"), "step");
    assert.equal(on(element("button"), "?"), "openDialog help");
  });

  test("walks through the stage with the arrows, where the space bar still steps", () => {
    const node = element("[data-roving]", "[role=button]");
    assert.equal(on(node, " "), "stepOrPause");
    assert.equal(on(node, "ArrowRight"), undefined);
    assert.equal(type("ArrowRight", { target: node, shiftKey: true }), "nextPhase");
  });
});

test("the help page can print every shortcut once", () => {
  const printed = Object.values(DEEDS).flatMap(({ keys }) => keys.map(keyName));
  assert.deepEqual(printed.slice(0, 4), ["Space", "→", "←", "Shift+→"]);
  assert.equal(new Set(printed).size, printed.length);
  assert.ok(printed.every((each) => !/Arrow|Escape/.test(each)));
});
