// What moves and changes the room: a function for each command. A viewer's are not sent but explained.
import { effect } from "@preact/signals-core";
import { createWishes } from "./model/wishes.js";

/**
 * @typedef {import("./types.js").Command} Command
 * @typedef {import("./types.js").PlainCommand} PlainCommand
 * @typedef {import("./types.js").Position} Position
 * @typedef {import("./types.js").Speed} Speed
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {import("./actions.js").Sender} Sender
 */

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
  set_grain: "choose how far a step goes",
  edit: "change anything",
  undo: "take an edit back",
  redo: "do an edit again",
  open_branch: "return to another branch",
  name_branch: "name a branch",
  delete_branch: "delete a branch",
  restart: "restart",
  show_example: "show another example",
};

/** After these something else is given, and nobody knows what before the answer comes. */
const ELSEWHERE = new Set(["next_iteration", "previous_iteration", "go_to", "play"]);
/** These make a revision, too. */
const REVISING = new Set(["undo", "redo", "restart", "open_branch"]);

/** So many of the edits that were sent last are known, so that a refusal finds its place. */
const REMEMBERED = 16;

/**
 * Commands of the driver.
 * @param {Store} store
 * @param {Sender} socket
 * @param {() => number} now in ms
 */
export function commands(store, socket, now) {
  /** The newest command, and what had been refused last when it was sent. @type {{type: Command["type"], at: number, failure: object | null} | null} */
  let newest = null;

  const wishes = createWishes(now);
  effect(() => {
    const refused = store.failure.value?.id ?? null;
    if (refused !== null) wishes.refuse(refused);
  });
  effect(() => {
    if (store.stale.value) wishes.drop();
  });

  /** Each sends what waits for its turn, such as the newest place of a drag. @type {(() => void)[]} */
  const waiting = [];

  /** @param {"forbidden" | "offline" | "nothing"} code @param {string} detail */
  const refuse = (code, detail) => store.receive({ type: "failure", id: null, code, path: null, detail });

  /** What builds on it should know of it. @param {Command} command @param {number} id */
  function note(command, id) {
    const revision = store.revision.peek();
    const revises = REVISING.has(command.type);
    if (command.type === "edit") wishes.ask(id, command.changes, revision);
    if (revises || ELSEWHERE.has(command.type)) wishes.forget();
    if (revises) wishes.expect(id, revision);
  }

  /** @param {Command} command @returns {number | null} its id, where it was sent */
  const send = (command) => {
    // What was done before goes before: a step after a drag is one from where the drag ended.
    for (const go of waiting) go();
    const id = socket.send(command);
    newest = id === null ? null : { type: command.type, at: now(), failure: store.failure.peek() };
    if (id !== null) note(command, id);
    if (id === null) refuse("offline", "There is no connection right now. Try again in a moment.");
    return id;
  };
  /** Whether this page may do it; where not, that is said. @param {keyof typeof DEEDS} deed */
  const allowed = (deed) => {
    const may = store.snapshot.peek()?.role === "driver" || store.stale.peek();
    if (!may) refuse("forbidden", `You are watching: only the host can ${DEEDS[deed]}.`);
    return may;
  };
  /** @param {Command & {type: keyof typeof DEEDS}} command */
  const drive = (command) => (allowed(command.type) ? send(command) : null);
  /** @param {Exclude<PlainCommand, "snapshot" | "take_over">} type */
  const plain = (type) => () => void drive({ type });

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
    /** @param {number} shown index of the example in its batch */
    showExample: (shown) => drive({ type: "show_example", shown }),
    undo: plain("undo"),
    redo: plain("redo"),
    /** @param {Position} position */
    goTo: ({ iteration, moment }) => drive({ type: "go_to", iteration, moment }),
    /** @param {Speed} speed */
    setSpeed: ({ unit, per_second }) => drive({ type: "set_speed", unit, per_second }),
    /** @param {import("./types.js").Grain} grain */
    setGrain: (grain) => drive({ type: "set_grain", grain }),
    /**
     * Change something from this iteration on.
     * @param {Change[]} changes done together or not at all
     * @param {{gesture?: string | null, place?: string}} options edits of one gesture are one step of undo; a refusal is shown
     *   at the place
     * @returns {boolean} was it sent?
     */
    edit(changes, { gesture = null, place = "" } = {}) {
      const id = drive({ type: "edit", changes, gesture });
      if (id !== null) store.asked.value = [{ id, place }, ...store.asked.peek()].slice(0, REMEMBERED);
      return id !== null;
    },
    /** What something was asked to become, as long as the answer has not come. @param {string} of */
    awaited(of) {
      const to = wishes.newest(of, store.revision.peek());
      // An edit that changes nothing makes no revision.
      return typeof to === "number" && to === store.standing(of) ? undefined : to;
    },
    /** Whether anything can be changed from here; where not, that is said. */
    mayEdit: () => allowed("edit"),
    /** @param {number} branch */
    openBranch: (branch) => drive({ type: "open_branch", branch }),
    /** @param {number} branch @param {string} name */
    nameBranch: (branch, name) => drive({ type: "name_branch", branch, name }),
    /** @param {number} branch */
    deleteBranch: (branch) => drive({ type: "delete_branch", branch }),
    /** The newest command, where it came within so many ms and nothing was refused since. @param {number} within */
    newest: (within) =>
      newest !== null && now() - newest.at < within && newest.failure === store.failure.peek() ? newest.type : null,
    /** Something that sends its newest command a little later lets it go when another one is sent. @param {{now: () => void}} wish */
    goesBefore: ({ now }) => void waiting.push(now),
    send,
    refuse,
  };
}
