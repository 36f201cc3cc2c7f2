import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { effect } from "@preact/signals-core";
import { MisfitError } from "../../../static/js/model/sequence.js";
import { createStore } from "../../../static/js/model/store.js";
import { edited, frame, pinned, snapshot, stateEvent } from "./samples.js";

/** @param {...import("../../../static/js/types.js").Received} messages */
function storeWith(...messages) {
  const store = createStore();
  for (const message of messages) store.receive(message);
  return store;
}

/** Where a quantity stands in the record: the value it has in the sample frames. @param {string} id */
const place = (id) => snapshot().layouts.record.indexOf(id);

describe("values", () => {
  test("are null before anything is known", () => {
    const store = createStore();
    assert.equal(store.value("eta"), null);
    assert.equal(store.active.value, null);
    assert.equal(store.position.value, null);
  });

  test("are the server's, for what is known at the position", () => {
    const store = storeWith(snapshot(), frame({ moment: 1 }));
    assert.equal(store.value("z.1.0"), place("z.1.0"));
    assert.equal(store.value("w.2.1.1"), place("w.2.1.1"));
    assert.equal(store.value("z.1.1"), null);
    assert.equal(store.known("z.1.1"), false);
    assert.equal(store.value("no.such"), null);
  });

  test("are null where a summary does not hold them", () => {
    const store = storeWith(snapshot(), frame({ moment: 35, layout: "summary" }));
    assert.equal(store.known("z.1.0"), true);
    assert.equal(store.value("z.1.0"), null);
    assert.equal(store.value("a.1.0"), place("a.1.0"));
    assert.equal(store.value("a.0.1"), place("a.0.1"));
    assert.equal(store.value("target.2.0"), place("target.2.0"));
  });

  test("of what never changes come from the snapshot where a frame leaves them out", () => {
    const store = storeWith(snapshot(), frame({ moment: 35, layout: "summary" }));
    assert.equal(store.value("b.1.0"), 0.35);
    assert.equal(store.value("b.2.1"), 0.6);
  });
});

describe("a new revision", () => {
  test("leaves no number of the old one, whichever message brings it", () => {
    /** @type {import("../../../static/js/types.js").CurveEvent} */
    const curve = { type: "curve", epoch: 1, seq: 6, revision: 2, start: 0, points: [] };
    for (const message of [stateEvent({ revision: 2 }), curve, edited({ revision: 2 })]) {
      const store = storeWith(snapshot(), frame({ moment: 20 }), message, frame({ moment: 20 }));
      assert.equal(store.revision.value, 1, "until its numbers are there, all that is shown is of the old one");
      const eta = place("eta");
      const values = frame().values.with(eta, 0.125);
      store.receive(frame({ moment: 20, revision: 2, values }));
      assert.equal(store.revision.value, 2);
      assert.equal(store.value("eta"), 0.125, message.type);
    }
    assert.equal(storeWith(snapshot(), frame({ moment: 20 }), snapshot({ revision: 2 })).frame.value, null);
  });

  test("is forgotten with its connection: the next one begins with a snapshot", () => {
    const lost = { status: /** @type {const} */ ("lost"), since: 1, retry_at: 2, code: 1006, text: "" };
    const store = storeWith(
      snapshot(),
      frame(),
      stateEvent({ revision: 2, state: { ...snapshot().state, viewers: 9 } }),
    );
    store.receive({ type: "connection", connection: lost });
    store.receive(snapshot({ revision: 2 }));
    store.receive(frame({ revision: 2 }));
    assert.notEqual(store.state.value?.viewers, 9);
    assert.equal(store.frame.value?.revision, 2);
  });

  test("is not undone by a late frame", () => {
    const store = storeWith(snapshot({ revision: 2 }), frame({ revision: 1 }));
    assert.equal(store.frame.value, null);
    store.receive(frame({ revision: 2, moment: 3 }));
    assert.deepEqual(store.position.value, { iteration: 0, moment: 3 });
  });

  test("comes with a frame as well", () => {
    const store = storeWith(snapshot(), frame(), frame({ revision: 3 }));
    assert.equal(store.revision.value, 3);
  });

  test("keeps the frame when the same state comes again, and drops it when the server was another process", () => {
    const store = storeWith(snapshot(), frame({ moment: 4 }), snapshot({ seq: 9 }));
    assert.equal(store.position.value?.moment, 4);
    store.receive(snapshot({ epoch: 2 }));
    assert.equal(store.frame.value, null);
  });
});

describe("what is active", () => {
  test("is the current moment's first quantity, unless another one is selected", () => {
    const store = storeWith(snapshot(), frame({ moment: 0 }));
    assert.equal(store.active.value, null);
    store.receive(frame({ moment: 36 }));
    assert.match(String(store.active.value), /^w_next\./);
    store.receive(frame({ moment: 2 }));
    assert.equal(store.active.value, "a.1.0");
    store.selection.value = "dE_dw.2.0.0";
    assert.equal(store.active.value, "dE_dw.2.0.0");
    assert.equal(store.known("dE_dw.2.0.0"), false);
    store.selection.value = null;
    assert.equal(store.active.value, "a.1.0");
  });

  test("follows the position where the network has no such quantity", () => {
    const store = storeWith(snapshot(), frame({ moment: 2 }));
    store.selection.value = "dE_dw.9.9.9";
    assert.equal(store.active.value, "a.1.0");
  });
});

test("the curve's current point is there as soon as the total error is", () => {
  const store = storeWith(snapshot(), frame({ moment: 10, iteration: 3, trained_to: 3 }));
  assert.equal(store.current.value, null);
  store.receive(frame({ moment: 11, iteration: 3, trained_to: 3 }));
  assert.deepEqual(store.current.value, { iteration: 3, error: place("error_total") });
});

test("without a connection what is shown is stale, and stays", () => {
  const store = storeWith(snapshot(), frame({ moment: 1 }));
  const gone = { since: 1, retry_at: 2, code: 1006, text: "" };
  store.receive({ type: "connection", connection: { ...gone, status: "live" } });
  assert.equal(store.stale.value, false);
  store.receive({ type: "connection", connection: { ...gone, status: "lost" } });
  assert.equal(store.stale.value, true);
  assert.equal(store.value("z.1.0"), place("z.1.0"));
});

test("a frame that does not fit the snapshot is refused and shows nothing", () => {
  const store = storeWith(snapshot());
  assert.throws(() => store.receive(frame({ values: new Float64Array(3) })), MisfitError);
  assert.throws(() => store.receive(frame({ moment: 37 })), MisfitError);
  assert.equal(store.frame.value, null);
});

test("a message is one change: nobody sees a half of it", () => {
  const store = storeWith(snapshot(), frame({ moment: 20 }));
  /** @type {unknown[]} */
  const seen = [];
  effect(() => {
    seen.push([store.revision.value, store.frame.value?.revision ?? null]);
  });
  store.receive(stateEvent({ revision: 2 }));
  store.receive(frame({ moment: 20, revision: 2 }));
  assert.deepEqual(seen, [
    [1, 1],
    [2, 2],
  ]);
});

describe("another description", () => {
  /** @type {import("../../../static/js/types.js").DescriptionEvent} */
  const changed = pinned("server.json")
    .map((/** @type {{text: string}} */ { text }) => JSON.parse(text))
    .find((/** @type {{type: string}} */ { type }) => type === "description");
  const event = { ...changed, seq: 6, revision: 1 };
  const values = Float64Array.from(event.layouts.record, (_, index) => -index);

  test("changes script, names and places together with the first of its frames", () => {
    const store = storeWith(snapshot(), frame({ moment: 3 }), event);
    assert.equal(store.snapshot.value?.description, snapshot().description);
    assert.equal(store.value("z.1.0"), place("z.1.0"));
    store.receive(frame({ moment: 3 }));
    assert.equal(
      store.snapshot.value?.description,
      snapshot().description,
      "a late frame of the former one is dropped",
    );
    store.receive(frame({ moment: 3, description: event.description, values }));
    assert.deepEqual(store.snapshot.value?.network, event.network);
    assert.equal(store.value("z.1.0"), -event.layouts.record.indexOf("z.1.0"));
    store.receive(frame({ moment: 4 }));
    assert.equal(store.position.value?.moment, 3);
  });
});

describe("another example of the batch", () => {
  const method = { ...snapshot().method, batch: null, rows: 3 };
  const turned = (/** @type {number} */ seq, /** @type {number} */ shown, changes = {}) =>
    stateEvent({ seq, state: { ...snapshot().state, shown, ...changes } });
  const numbers = (/** @type {number} */ seq, /** @type {number} */ of) =>
    frame({ seq, values: frame().values.map(() => of) });
  const open = () => storeWith(snapshot({ method }), numbers(5, 0));
  const seen = (/** @type {ReturnType<typeof open>} */ store) => [store.batch.value?.index, store.value("w.1.0.0")];

  test("is named together with its numbers, also where frames of the one before are on their way", () => {
    const store = open();
    store.receive(turned(6, 1));
    assert.deepEqual(seen(store), [0, 0]);
    store.receive(turned(7, 2));
    store.receive(numbers(5, 0));
    assert.deepEqual(seen(store), [0, 0]);
    store.receive(numbers(6, 1));
    assert.deepEqual(seen(store), [1, 1]);
    store.receive(turned(8, 2, { viewers: 9 }));
    store.receive(numbers(8, 2));
    assert.deepEqual([...seen(store), store.state.value?.viewers], [2, 2, 9]);
    store.receive(turned(9, 2, { viewers: 10 }));
    assert.equal(store.state.value?.viewers, 10);
  });

  test("that one turns back from waits for nothing", () => {
    const store = open();
    store.receive(turned(6, 1));
    store.receive(turned(7, 0, { viewers: 9 }));
    assert.deepEqual([...seen(store), store.state.value?.viewers], [0, 0, 9]);
  });

  test("is forgotten with the connection, and begins anew with a snapshot", () => {
    const store = open();
    store.receive(turned(6, 1));
    store.receive({ type: "connection", connection: { ...store.connection.value, status: "lost" } });
    store.receive(snapshot({ method, seq: 9, state: { ...snapshot().state, shown: 1 } }));
    assert.deepEqual(seen(store), [undefined, null], "nothing rather than the numbers of another one");
    store.receive(numbers(9, 1));
    store.receive(turned(10, 1, { viewers: 9 }));
    assert.deepEqual([...seen(store), store.state.value?.viewers], [1, 1, 9]);
  });
});

describe("what was there before an edit", () => {
  const next = (/** @type {Partial<import("../../../static/js/types.js").Frame>} */ changes) =>
    frame({ moment: 20, revision: 2, values: frame().values.map((value) => value + 0.5), ...changes });

  test("is kept beside what is there now, of what was known", () => {
    const store = storeWith(snapshot(), frame({ moment: 20 }), edited({ revision: 2 }), next({}));
    assert.deepEqual(store.before.value?.changes, edited().changes);
    assert.equal(store.before.value?.value("z.1.0"), place("z.1.0"));
    assert.equal(store.value("z.1.0"), place("z.1.0") + 0.5);
    assert.equal(store.before.value?.value("dE_dw.1.1.1"), null);
    assert.equal(store.before.value?.revision, 1);
  });

  test("goes when the position does, or when nobody wants to see it", () => {
    for (const leave of [
      (/** @type {any} */ store) => store.receive(next({ moment: 21 })),
      (/** @type {any} */ store) => store.receive(snapshot({ epoch: 3 })),
    ]) {
      const store = storeWith(snapshot(), frame({ moment: 20 }), edited({ revision: 2 }), next({}));
      leave(store);
      assert.equal(store.before.value, null);
    }
  });

  test("holds no numbers of another position, nor of a summary", () => {
    const summary = frame({ moment: 20, layout: "summary" });
    for (const [shown, after] of [
      [frame({ moment: 20 }), next({ moment: 0, iteration: 1, trained_to: 1 })],
      [summary, next({})],
    ]) {
      const store = storeWith(snapshot(), shown, edited({ revision: 2 }), after);
      assert.equal(store.before.value?.changes.length, 1);
      assert.equal(store.before.value?.value("w.2.0.0"), null);
    }
  });

  test("is the beginning of a gesture, not its last but one number", () => {
    const store = storeWith(snapshot(), frame({ moment: 20 }), edited({ revision: 2 }), next({}));
    const [{ of, from }] = edited().changes;
    store.receive(edited({ seq: 7, revision: 3, changes: [{ of, from, to: 0.75 }] }));
    store.receive(next({ revision: 3 }));
    assert.deepEqual(store.before.value?.changes, [{ of, from, to: 0.75 }]);
    assert.equal(store.before.value?.value("z.1.0"), place("z.1.0"));
    store.receive(edited({ seq: 8, revision: 4, changes: [{ of, from: 0.75, to: 0.8 }] }));
    store.receive(next({ revision: 4 }));
    assert.equal(
      store.before.value?.value("z.1.0"),
      place("z.1.0") + 0.5,
      "another edit compares with what it changed",
    );
  });

  test("spans edits between which nothing was shown", () => {
    const store = storeWith(snapshot(), frame({ moment: 20 }), edited({ revision: 2 }));
    const [{ of, from, to }] = edited().changes;
    store.receive(edited({ seq: 7, revision: 3, changes: [{ of, from: to, to: 9 }] }));
    store.receive(next({ revision: 3 }));
    assert.deepEqual(store.before.value?.changes, [{ of, from, to: 9 }]);
  });
});

test("the branches follow the snapshot and their event", () => {
  const store = storeWith(snapshot(), frame());
  assert.equal(store.branches.value.branch, snapshot().branch);
  const two = [...snapshot().branches, { id: 2, name: "bold", parent: 1, start: 3, trained_to: 3 }];
  store.receive({ type: "branches", epoch: 1, seq: 6, revision: 1, branches: two, branch: 2 });
  assert.deepEqual(store.branches.value, { branches: two, branch: 2 });
});

test("a refusal is kept for the toast; a heartbeat changes nothing", () => {
  const failure = /** @type {const} */ ({ type: "failure", id: 3, code: "forbidden", path: null, detail: "No." });
  const store = storeWith(snapshot(), failure, { type: "heartbeat" });
  assert.equal(store.failure.value, failure);
});

describe("what the server refuses", () => {
  /** @param {string} place @param {(store: ReturnType<typeof createStore>) => void} meanwhile */
  const refusedAt = (place, meanwhile) => {
    const store = storeWith(snapshot(), frame());
    store.editing.value = { of: "w.2.0.0", place: "table:w.2.0.0" };
    store.dialog.value = "network";
    store.asked.value = [{ id: 7, place }];
    meanwhile(store);
    store.receive({ type: "failure", id: 7, code: "out_of_range", path: "changes/0/to", detail: "Too much." });
    assert.equal(store.failure.value?.detail, "Too much.");
    return store.refused.value;
  };
  const stays = () => {};

  test("is said at its place while that is to be seen", () => {
    for (const place of ["table:w.2.0.0 w.2.0.0", "network loss", "eta"])
      assert.deepEqual(refusedAt(place, stays), { place, detail: "Too much.", over: false });
  });

  test("is said to the page where one has gone on", () => {
    const given = "table:w.2.0.0 w.2.0.0";
    assert.equal(
      refusedAt(given, ({ editing }) => {
        editing.value = { of: "w.2.0.1", place: "table:w.2.0.1" };
      }),
      null,
    );
    assert.equal(
      refusedAt(given, ({ editing }) => {
        editing.value = null;
      }),
      null,
    );
    assert.equal(
      refusedAt("network loss", ({ dialog }) => {
        dialog.value = null;
      }),
      null,
    );
    assert.equal(refusedAt("", stays), null);
  });

  test("stays at its place when that is left later", () => {
    const store = storeWith(snapshot(), frame());
    store.editing.value = { of: "w.2.0.0", place: "stage" };
    store.asked.value = [{ id: 7, place: "stage w.2.0.0" }];
    store.receive({ type: "failure", id: 7, code: "out_of_range", path: null, detail: "Too much." });
    store.editing.value = null;
    assert.equal(store.refused.value?.place, "stage w.2.0.0");
  });
});
