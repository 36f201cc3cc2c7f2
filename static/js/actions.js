// What people can do: a function for every command, and for what only this browser knows.
import { commands } from "./commands.js";
import { givenOf } from "./model/givens.js";
import { nextGrain } from "./model/grains.js";
import { createNudger, createTurner, PAUSE } from "./nudger.js";

/**
 * @typedef {import("./types.js").Theme} Theme
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {Pick<import("./socket.js").Socket, "send" | "reopen">} Sender
 * @typedef {Pick<import("./session.js").Session, "mayDrive" | "key" | "drive">} Rights
 * @typedef {{socket: Sender, session: Rights}} Parts
 * @typedef {ReturnType<typeof createActions>} Actions
 */

/** What a page acts on that is in no room. @type {Parts} */
export const NOWHERE = {
  socket: { send: () => null, reopen() {} },
  session: { mayDrive: false, key: null, drive() {} },
};

/** After these the room does not play. */
const PAUSES = new Set(["pause", "step", "step_back", "next_phase", "previous_phase"]);

/** What changes this browser only. @param {Store} store */
const locals = (store) => ({
  /** Look at a quantity; null follows the position again. @param {string | null} id */
  select(id) {
    store.selection.value = id;
  },
  /** @param {string | null} id */
  highlight(id) {
    store.highlight.value = id;
  },
  /** @param {Theme} theme */
  setTheme(theme) {
    store.theme.value = theme;
  },
  /** @param {import("./types.js").Tab} tab */
  setTab(tab) {
    store.tab.value = tab;
  },
  /** @param {string} name */
  openDialog(name) {
    store.dialog.value = name;
  },
  closeDialog() {
    store.dialog.value = null;
  },
  /** Close the dialog, or follow the position again. */
  leave() {
    if (store.dialog.peek() === null) store.selection.value = null;
    store.dialog.value = null;
  },
  /** Open a given's field, or close the one that is open. @param {import("./model/store.js").Editing | null} editing */
  setEditing(editing) {
    store.editing.value = editing;
  },
  /** What was shown before the edit need not be seen any longer. */
  dismissBefore() {
    store.before.value = null;
  },
  /** Say why something was refused that no server saw. @param {string} detail */
  tell(detail) {
    store.failure.value = { type: "failure", id: null, code: "refused", path: null, detail };
  },
  dismissFailure() {
    store.failure.value = null;
  },
});

/**
 * Everything the page lets people do. A viewer's driver commands are not sent but explained.
 * @param {{store: Store, now?: () => number} & Parts} parts `now` in ms
 */
export function createActions({ store, socket, session, now = () => performance.now() }) {
  const { send, refuse, newest, ...drivers } = commands(store, socket, now);
  /** Does it play, or will it as soon as the room has heard of the press before this one? */
  const playing = () => {
    const asked = newest(PAUSE) ?? "";
    return asked === "play" || (!PAUSES.has(asked) && store.state.peek()?.play !== "paused");
  };
  const nudge = createNudger(store, drivers.edit, drivers.awaited, now);
  const turn = createTurner(store, drivers.showExample, now);
  /** The given that is selected, or whose number is; where there is none, that is said. */
  const selectedGiven = () => {
    const given = givenOf(store.selection.peek() ?? store.highlight.peek() ?? "");
    if (given === null)
      refuse("nothing", "Select a weight, a bias, an input or a target first: click it, or find it with /.");
    return given;
  };

  /** The grain that was asked for last. @type {{grain: import("./types.js").Grain, at: number, failure: object | null} | null} */
  let asked = null;
  /** @param {import("./types.js").Grain} grain */
  const setGrain = (grain) => {
    const id = drivers.setGrain(grain);
    if (id !== null) asked = { grain, at: now(), failure: store.failure.peek() };
    return id;
  };

  return {
    ...drivers,
    ...locals(store),
    nudge,
    setGrain,
    /** Change the selected given by so many steps of a hundredth. @param {number} count */
    nudgeSelected(count) {
      const given = drivers.mayEdit() ? selectedGiven() : null;
      if (given !== null) nudge(given, count, 0.01);
    },
    /** Open a field for the selected given, in the picture. */
    editSelected() {
      const given = drivers.mayEdit() ? selectedGiven() : null;
      if (given !== null) store.editing.value = { of: given, place: given === "eta" ? "panel" : "stage" };
    },
    /** Steps that go further, or from the longest to the shortest; pressed twice before the room has answered, it goes on twice. */
    nextGrain() {
      const state = store.state.peek();
      if (state === null) return;
      const goesOn = asked !== null && now() - asked.at < PAUSE && asked.failure === store.failure.peek();
      setGrain(nextGrain((goesOn ? asked?.grain : null) ?? state.grain));
    },
    togglePlay: () => (playing() ? drivers.pause() : drivers.play()),
    /** What the space bar does. */
    stepOrPause: () => (playing() ? drivers.pause() : drivers.step()),
    goToStart: () => drivers.goTo({ iteration: 0, moment: 0 }),
    /** The newest iteration that is trained, at this moment, so that one compares like with like. */
    goToNewest() {
      const frame = store.frame.peek();
      const script = store.script.peek();
      if (frame === null || script === null) return;
      // Nothing is computed at moment 0, and at M the next update would have to be trained.
      const comparable = frame.moment > 0 && frame.moment < script.count;
      drivers.goTo({ iteration: frame.trained_to, moment: comparable ? frame.moment : script.count - 1 });
    },
    /** Show another example of the batch, so many on; after the last comes the first. @param {number} by */
    showNextExample(by) {
      if (!turn(by)) refuse("nothing", "There is no other example in this batch.");
    },
    /** Go to where a quantity has just been computed, in this iteration. @param {string} id */
    goToQuantity(id) {
      const moment = store.script.peek()?.momentOf(id) ?? null;
      const position = store.position.peek();
      if (moment !== null && position !== null) drivers.goTo({ iteration: position.iteration, moment: moment + 1 });
    },
    /** Connect at once, whatever there is to wait for. */
    reconnect: () => socket.reopen(() => {}),
    /** What makes a viewer's link the host's; null where this tab does not show it. */
    hostKey: () => session.key,
    /** Become the driver; a tab that lost the wheel shows its key again first. */
    takeOver() {
      const takeOver = () => {
        if (store.snapshot.peek()?.role !== "driver") send({ type: "take_over" });
      };
      if (!session.mayDrive) return refuse("forbidden", "You are watching: taking over needs the host's own link.");
      if (session.key !== null) return takeOver();
      session.drive();
      socket.reopen(takeOver);
    },
  };
}
