// The page's state: signals, and what follows from them. `receive` is the only way it changes from outside.
import { batch, signal } from "@preact/signals-core";
import { beforeOf, samePosition, together } from "./before.js";
import { mergeCurve } from "./curve.js";
import { derived } from "./derived.js";
import { createPending } from "./pending.js";
import { MisfitError } from "./sequence.js";

/**
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").RoomState} RoomState
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").CurvePoint} CurvePoint
 * @typedef {import("../types.js").Connection} Connection
 * @typedef {import("../types.js").Failure} Failure
 * @typedef {import("../types.js").Theme} Theme
 * @typedef {import("./notation.js").Notation} Notation
 * @typedef {import("../types.js").Branches} Branches
 * @typedef {import("../types.js").EditedEvent} EditedEvent
 * @typedef {import("./before.js").Before} Before
 * @typedef {import("./before.js").Shown} Shown
 * @typedef {import("../types.js").Received} Received
 * @typedef {ReturnType<typeof createStore>} Store
 * @typedef {ReturnType<typeof outside> & ReturnType<typeof local>} Signals
 */

/** @template T @typedef {import("@preact/signals-core").Signal<T>} Signal */

/** @typedef {{of: string, place: string}} Editing The given whose field is open, and where: `stage`, `panel`, or `table:` and a cell. */

/** @type {Connection} */
const CONNECTING = { status: "connecting", since: null, retry_at: null, code: null, text: "Connecting …" };

/**
 * A frame means something only together with the snapshot that names its places.
 * @param {Frame} frame
 * @param {Snapshot | null} snapshot
 * @throws {MisfitError}
 */
function check({ layout, values, moment }, snapshot) {
  const places = snapshot?.layouts[layout].length ?? 0;
  const moments = snapshot?.script.moments.length ?? 0;
  if (values.length !== places) {
    throw new MisfitError(`A ${layout} frame has ${places} values, not ${values.length}.`);
  }
  if (moment > moments) throw new MisfitError(`An iteration has ${moments} moments; there is no moment ${moment}.`);
}

/** Can what is refused be said where it was asked for? @param {string} place @param {{editing: Signal<Editing | null>, dialog: Signal<string | null>}} open */
function isSeen(place, { editing, dialog }) {
  const field = editing.peek();
  if (place.startsWith("network ")) return dialog.peek() === "network";
  return place === "eta" || (field !== null && place === `${field.place} ${field.of}`);
}

/** The signals that the server and the socket change. */
function outside() {
  return {
    snapshot: signal(/** @type {Snapshot | null} */ (null)),
    state: signal(/** @type {RoomState | null} */ (null)),
    revision: signal(0),
    frame: signal(/** @type {Frame | null} */ (null)),
    curve: signal(/** @type {CurvePoint[]} */ ([])),
    branches: signal(/** @type {Branches} */ ({ branches: [], branch: 0 })),
    before: signal(/** @type {Before | null} */ (null)),
    connection: signal(CONNECTING),
    failure: signal(/** @type {Failure | null} */ (null)),
  };
}

/** The signals that only this browser knows. */
function local() {
  return {
    selection: signal(/** @type {string | null} */ (null)),
    highlight: signal(/** @type {string | null} */ (null)),
    theme: signal(/** @type {Theme} */ ("light")),
    reducedMotion: signal(false),
    notation: signal(/** @type {Notation} */ ("modern")),
    digits: signal(/** @type {number | null} */ (null)),
    paper: signal(/** @type {number | null} */ (null)),
    trail: signal(/** @type {import("../types.js").Trail | null} */ (null)),
    tab: signal(/** @type {import("../types.js").Tab} */ ("rule")),
    dialog: signal(/** @type {string | null} */ (null)),
    editing: signal(/** @type {Editing | null} */ (null)),
    asked: signal(/** @type {{id: number, place: string}[]} */ ([])),
  };
}

/** A store with nothing in it yet. */
export function createStore() {
  const signals = { ...outside(), ...local() };
  const follows = derived(signals);
  const pending = createPending();

  /** A number on screen always belongs to the newest revision. @param {number} revision */
  function advance(revision) {
    if (revision <= signals.revision.value) return;
    signals.revision.value = revision;
    if (signals.frame.value !== null && signals.frame.value.revision < revision) signals.frame.value = null;
  }

  /** @param {Snapshot} snapshot */
  function begin(snapshot) {
    const former = signals.snapshot.value;
    // Another server process counts anew, so what was shown belongs to nothing any more.
    if (
      former?.epoch !== snapshot.epoch ||
      former.description !== snapshot.description ||
      signals.state.value?.shown !== snapshot.state.shown ||
      snapshot.revision !== signals.revision.value
    ) {
      signals.frame.value = null;
      signals.before.value = null;
    }
    signals.asked.value = [];
    signals.snapshot.value = snapshot;
    signals.revision.value = snapshot.revision;
    signals.state.value = snapshot.state;
    signals.curve.value = snapshot.curve;
    signals.branches.value = { branches: snapshot.branches, branch: snapshot.branch };
  }

  /** @param {Frame} frame @param {Shown | null} shown what was there before @param {EditedEvent | null} edited */
  function show(frame, shown, edited) {
    check(frame, signals.snapshot.value);
    advance(frame.revision);
    signals.frame.value = frame;
    const before = signals.before.value;
    if (edited !== null) signals.before.value = beforeOf(edited, shown, frame, before);
    else if (before !== null && !samePosition(before.position, frame)) signals.before.value = null;
  }

  /** @param {Exclude<Received, Frame>} message */
  function take(message) {
    if ("revision" in message && message.type !== "snapshot") advance(message.revision);
    switch (message.type) {
      case "snapshot":
        return begin(message);
      case "description": {
        const { description, method, set_eta, network, script, layouts, constants } = message;
        const snapshot = /** @type {Snapshot} */ (signals.snapshot.value);
        signals.frame.value = null;
        signals.snapshot.value = { ...snapshot, description, method, set_eta, network, script, layouts, constants };
        return;
      }
      case "branches":
        signals.branches.value = { branches: message.branches, branch: message.branch };
        return;
      case "state":
        signals.state.value = message.state;
        return;
      case "curve":
        signals.curve.value = mergeCurve(signals.curve.value, message.start, message.points);
        return;
      case "failure":
        // Who has gone on does not look there any more.
        signals.asked.value = signals.asked.value.filter(
          ({ id, place }) => id !== message.id || isSeen(place, signals),
        );
        signals.failure.value = message;
        return;
      case "connection":
        signals.connection.value = message.connection;
        return;
      case "edited":
      case "heartbeat":
        return;
    }
  }

  /** @param {Received[]} messages */
  function takeAll(messages) {
    const frame = signals.frame.value;
    const shown = frame === null ? null : { frame, value: follows.reading.value };
    /** @type {EditedEvent | null} */
    let edited = null;
    for (const message of messages) {
      if (!("type" in message)) show(message, shown, edited);
      else {
        if (message.type === "edited") edited = together(edited, message);
        take(message);
      }
    }
  }

  return {
    ...signals,
    ...follows,
    /**
     * Take in a message of the server or of the page's own socket.
     * @param {Received} message
     * @throws {MisfitError} it does not fit what came before
     */
    receive: (message) => batch(() => takeAll(pending.admit(message))),
  };
}
