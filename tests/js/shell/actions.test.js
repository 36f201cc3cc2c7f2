import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createActions } from "../../../static/js/actions.js";
import { createStore } from "../../../static/js/model/store.js";
import { latestOnly } from "../../../static/js/view/timeline/throttle.js";
import { frame, snapshot } from "../model/samples.js";

/** @typedef {import("../../../static/js/types.js").Snapshot} Snapshot */
/** @typedef {import("../../../static/js/types.js").Frame} Frame */

/**
 * A page in a room.
 * @param {{changes?: Partial<Snapshot>, at?: Partial<Frame>, online?: boolean, key?: string | null, mayDrive?: boolean}} options
 */
function page({ changes = {}, at = {}, online = true, key = "KEY", mayDrive = true } = {}) {
  const store = createStore();
  store.receive(snapshot(changes));
  store.receive(frame(at));
  const connection = { since: null, retry_at: null, code: null, text: "" };
  store.receive({ type: "connection", connection: { ...connection, status: online ? "live" : "lost" } });
  /** @type {unknown[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const reopened = [];
  const socket = {
    /** @param {unknown} command */
    send: (command) => (online ? sent.push(command) : null),
    /** @param {() => void} then */
    reopen: (then) => void reopened.push(then),
  };
  const session = {
    mayDrive,
    key,
    drive() {
      this.key = "KEY";
    },
  };
  let time = 0;
  return {
    ...{ store, sent, reopened, session },
    actions: createActions({ store, socket, session, now: () => time }),
    /** @param {number} ms */
    later(ms) {
      time += ms;
    },
  };
}

const viewer = { role: /** @type {const} */ ("viewer"), may_drive: false };
const playing = { state: { ...snapshot().state, play: /** @type {const} */ ("playing") } };

describe("the host's actions", () => {
  test("make steps longer with each press, also before the room has answered", () => {
    const { actions, sent, store, later } = page();
    const grains = () => sent.map((each) => /** @type {{grain: string}} */ (each).grain);
    actions.nextGrain();
    actions.nextGrain();
    assert.deepEqual(grains(), ["unit", "layer"]);
    // The answer to the first press says nothing of the second.
    store.receive({ ...snapshot(), state: { ...snapshot().state, grain: "unit" } });
    actions.nextGrain();
    actions.setGrain("unit");
    actions.nextGrain();
    assert.deepEqual(grains(), ["unit", "layer", "phase", "unit", "layer"]);
    later(2000);
    store.receive({ ...snapshot(), state: { ...snapshot().state, grain: "phase" } });
    actions.nextGrain();
    assert.equal(grains().at(-1), "quantity");
    const watching = page({ changes: viewer });
    watching.actions.nextGrain();
    assert.deepEqual(watching.sent, []);
  });

  test("are the protocol's commands", () => {
    const { actions, sent } = page();
    for (const name of /** @type {const} */ (["step", "stepBack", "nextPhase", "previousPhase", "restart"]))
      actions[name]();
    actions.nextIteration();
    actions.previousIteration();
    actions.play();
    actions.pause();
    actions.goTo({ iteration: 3, moment: 4 });
    actions.setSpeed({ unit: "iteration", per_second: 10 });
    actions.undo();
    actions.redo();
    assert.equal(actions.edit([{ of: "eta", to: 0.1 }]), true);
    actions.edit([{ of: "w.1.0.0", to: 2 }], { gesture: "drag", place: "stage" });
    actions.openBranch(1);
    actions.nameBranch(2, "bold");
    actions.deleteBranch(3);
    assert.deepEqual(sent, [
      ...["step", "step_back", "next_phase", "previous_phase", "restart"].map((type) => ({ type })),
      ...["next_iteration", "previous_iteration", "play", "pause"].map((type) => ({ type })),
      { type: "go_to", iteration: 3, moment: 4 },
      { type: "set_speed", unit: "iteration", per_second: 10 },
      { type: "undo" },
      { type: "redo" },
      { type: "edit", changes: [{ of: "eta", to: 0.1 }], gesture: null },
      { type: "edit", changes: [{ of: "w.1.0.0", to: 2 }], gesture: "drag" },
      { type: "open_branch", branch: 1 },
      { type: "name_branch", branch: 2, name: "bold" },
      { type: "delete_branch", branch: 3 },
    ]);
  });

  test("step, or pause what plays or seeks", () => {
    const still = page();
    still.actions.stepOrPause();
    still.actions.togglePlay();
    assert.deepEqual(still.sent, [{ type: "step" }, { type: "play" }]);
    const moving = page({ changes: playing });
    moving.actions.stepOrPause();
    moving.later(2000);
    moving.actions.togglePlay();
    assert.deepEqual(moving.sent, [{ type: "pause" }, { type: "pause" }]);
  });

  test("come after what was waiting for its turn: a step after a drag is one from where it ended", () => {
    const { actions, sent } = page();
    /** @type {(() => void)[]} */
    const later = [];
    const time = { now: () => 0, later: (/** @type {() => void} */ run) => later.push(run) };
    const drag = latestOnly((/** @type {number} */ n) => actions.goTo({ iteration: n, moment: 5 }), 90, time);
    actions.goesBefore(drag);
    for (const n of [3, 4, 7]) drag(n);
    actions.step();
    for (const run of later) run();
    actions.step();
    assert.deepEqual(sent, [
      { type: "go_to", iteration: 3, moment: 5 },
      { type: "go_to", iteration: 7, moment: 5 },
      { type: "step" },
      { type: "step" },
    ]);
  });

  test("pause at a second press, though the room has not said yet that it plays", () => {
    const { actions, sent, store, later } = page();
    const types = () => sent.splice(0).map((each) => /** @type {{type: string}} */ (each).type);
    for (let press = 0; press < 3; press += 1) actions.togglePlay();
    actions.stepOrPause();
    actions.stepOrPause();
    assert.deepEqual(types(), ["play", "pause", "play", "pause", "step"]);
    // A step pauses, so what was asked before it says nothing any more; and neither does a press long ago, or a refused one.
    actions.play();
    actions.step();
    actions.togglePlay();
    assert.deepEqual(types(), ["play", "step", "play"]);
    later(2000);
    store.state.value = playing.state;
    actions.step();
    actions.stepOrPause();
    actions.step();
    actions.togglePlay();
    assert.deepEqual(types(), ["step", "step", "step", "play"]);
    store.state.value = snapshot().state;
    later(2000);
    actions.togglePlay();
    store.receive({ type: "failure", id: 1, code: "slow_down", path: null, detail: "Too fast." });
    actions.togglePlay();
    assert.deepEqual(types(), ["play", "play"]);
  });

  test("go to where a quantity has just been computed; givens are everywhere", () => {
    const { actions, sent } = page({ at: { iteration: 2, trained_to: 2 } });
    actions.goToQuantity("z.1.0");
    actions.goToQuantity("a.1.0");
    actions.goToQuantity("w.1.0.0");
    assert.deepEqual(sent, [
      { type: "go_to", iteration: 2, moment: 1 },
      { type: "go_to", iteration: 2, moment: 2 },
    ]);
  });

  test("go to the beginning, and to the newest iteration at a moment where nothing needs training", () => {
    for (const [moment, landed] of [
      [0, 35],
      [7, 7],
      [36, 35],
    ]) {
      const { actions, sent } = page({ at: { moment, trained_to: 90 } });
      actions.goToStart();
      actions.goToNewest();
      assert.deepEqual(sent, [
        { type: "go_to", iteration: 0, moment: 0 },
        { type: "go_to", iteration: 90, moment: landed },
      ]);
    }
  });
});

describe("a refusal", () => {
  test("tells viewers what only the host can, and sends nothing", () => {
    const { actions, sent, store } = page({ changes: viewer });
    actions.step();
    assert.equal(store.failure.value?.detail, "You are watching: only the host can step.");
    assert.equal(actions.edit([{ of: "eta", to: 1 }]), false);
    assert.equal(store.failure.value?.detail, "You are watching: only the host can change anything.");
    actions.dismissFailure();
    assert.equal(actions.mayEdit(), false);
    assert.match(String(store.failure.value?.detail), /only the host/);
    assert.deepEqual(sent, []);
    actions.dismissFailure();
    assert.equal(store.failure.value, null);
  });

  test("of an edit is shown where the edit was made", () => {
    const { actions, store } = page();
    actions.edit([{ of: "eta", to: 1e9 }], { place: "eta" });
    const failure = /** @type {const} */ ({
      type: "failure",
      code: "out_of_range",
      path: "changes/0/to",
      detail: "No.",
    });
    store.receive({ ...failure, id: 7 });
    assert.equal(store.refusedAt("eta"), null);
    // What is asked for elsewhere meanwhile leaves it there; what is asked for there instead puts it away.
    const [{ id }] = store.asked.value;
    actions.edit([{ of: "loss", to: "huber" }], { place: "network loss" });
    store.receive({ ...failure, id });
    assert.deepEqual(store.refused.value, { place: "eta", detail: "No.", over: false });
    assert.deepEqual([store.refusedAt("eta"), store.refusedAt("network loss")], ["No.", null]);
    actions.edit([{ of: "eta", to: 1 }], { place: "eta" });
    assert.deepEqual(store.refused.value, { place: "eta", detail: "No.", over: true });
    assert.equal(store.refusedAt("eta"), null);
  });

  test("lets what builds on an edit begin again from what is", () => {
    const { actions, store } = page();
    actions.edit([{ of: "eta", to: Number(store.standing("eta")) }]);
    assert.equal(actions.awaited("eta"), undefined, "it is there");
    const to = { name: "adam" };
    actions.edit([{ of: "optimiser", to }], { place: "network optimiser" });
    assert.equal(actions.awaited("optimiser"), to);
    store.receive({ type: "failure", id: store.asked.value[0].id, code: "out_of_range", path: null, detail: "No." });
    assert.equal(actions.awaited("optimiser"), undefined);
  });

  test("tells that there is no connection", () => {
    const { actions, store } = page({ online: false });
    actions.step();
    assert.match(String(store.failure.value?.detail), /no connection/);
  });
});

describe("taking over", () => {
  test("needs the key", () => {
    const { actions, store, sent } = page({ changes: viewer, mayDrive: false, key: null });
    actions.takeOver();
    assert.match(String(store.failure.value?.detail), /host's own link/);
    assert.deepEqual(sent, []);
  });

  test("is one command where the key was shown", () => {
    const { actions, sent } = page({ changes: { role: "viewer" } });
    actions.takeOver();
    assert.deepEqual(sent, [{ type: "take_over" }]);
  });

  test("shows the key again first where another page had taken over", () => {
    const { actions, sent, reopened, session } = page({ changes: viewer, key: null });
    actions.takeOver();
    assert.equal(session.key, "KEY");
    assert.deepEqual(sent, []);
    reopened[0]();
    assert.deepEqual(sent, [{ type: "take_over" }]);
  });
});

test("looking at things is everybody's own affair", () => {
  const { actions, store, sent } = page({ changes: viewer });
  actions.select("w.1.0.0");
  actions.highlight("a.1.0");
  actions.setTheme("projector");
  actions.setTab("table");
  actions.openDialog("help");
  assert.deepEqual(
    [store.selection.value, store.highlight.value, store.theme.value, store.tab.value, store.dialog.value],
    ["w.1.0.0", "a.1.0", "projector", "table", "help"],
  );
  actions.leave();
  assert.deepEqual([store.dialog.value, store.selection.value], [null, "w.1.0.0"]);
  actions.leave();
  assert.equal(store.selection.value, null);
  assert.deepEqual(sent, []);
});
