// What people can do: a function for every command, and for what only this browser knows.

/**
 * @typedef {import("./types.js").Command} Command
 * @typedef {import("./types.js").PlainCommand} PlainCommand
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./types.js").Speed} Speed
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

/** What only the host can do, in words. @type {Record<Exclude<Command["type"], "snapshot" | "take_over">, string>} */
const DEEDS = {
  step: "step",
  step_back: "step back",
  next_phase: "go to the next phase",
  previous_phase: "go to the previous phase",
  next_iteration: "go to the next iteration",
  previous_iteration: "go to the previous iteration",
  go_to: "go to another position",
  play: "play",
  pause: "pause",
  set_speed: "change the speed",
  set_eta: "change the learning rate",
  restart: "restart",
};

/** Commands of the driver. @param {Store} store @param {Sender} socket */
function commands(store, socket) {
  /** @param {"forbidden" | "offline"} code @param {string} detail */
  const refuse = (code, detail) => store.receive({ type: "failure", id: null, code, path: null, detail });

  /** @param {Command} command */
  const send = (command) => {
    if (socket.send(command) === null) refuse("offline", "There is no connection right now. Try again in a moment.");
  };
  /** @param {Command & {type: keyof typeof DEEDS}} command */
  const drive = (command) => {
    if (store.snapshot.peek()?.role === "driver" || store.stale.peek()) send(command);
    else refuse("forbidden", `You are watching: only the host can ${DEEDS[command.type]}.`);
  };
  /** @param {Exclude<PlainCommand, "snapshot" | "take_over">} type */
  const plain = (type) => () => drive({ type });

  return {
    step: plain("step"),
    stepBack: plain("step_back"),
    nextPhase: plain("next_phase"),
    previousPhase: plain("previous_phase"),
    nextIteration: plain("next_iteration"),
    previousIteration: plain("previous_iteration"),
    play: plain("play"),
    pause: plain("pause"),
    restart: plain("restart"),
    /** @param {Position} position */
    goTo: ({ iteration, moment }) => drive({ type: "go_to", iteration, moment }),
    /** @param {Speed} speed */
    setSpeed: ({ unit, per_second }) => drive({ type: "set_speed", unit, per_second }),
    /** @param {number} eta */
    setEta: (eta) => drive({ type: "set_eta", eta }),
    send,
    refuse,
  };
}

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
  dismissFailure() {
    store.failure.value = null;
  },
});

/**
 * Everything the page lets people do. A viewer's driver commands are not sent but explained.
 * @param {{store: Store} & Parts} parts
 */
export function createActions({ store, socket, session }) {
  const { send, refuse, ...drivers } = commands(store, socket);
  const playing = () => store.state.peek()?.play !== "paused";

  return {
    ...drivers,
    ...locals(store),
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
