// The page's state: signals, and what follows from them. `receive` is the only way it changes from outside.
import { batch, computed, signal } from "@preact/signals-core";
import { mergeCurve } from "./curve.js";
import { networkNames } from "./network.js";
import { ScriptView } from "./script.js";
import { MisfitError } from "./sequence.js";

/**
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").RoomState} RoomState
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").CurvePoint} CurvePoint
 * @typedef {import("../types.js").Connection} Connection
 * @typedef {import("../types.js").Failure} Failure
 * @typedef {import("../types.js").Position} Position
 * @typedef {import("../types.js").Theme} Theme
 * @typedef {import("./notation.js").Notation} Notation
 * @typedef {import("../types.js").Received} Received
 * @typedef {ReturnType<typeof createStore>} Store
 */

/** @template T @typedef {import("@preact/signals-core").Signal<T>} Signal */

/** @type {Connection} */
const CONNECTING = { status: "connecting", since: null, retry_at: null, code: null, text: "Connecting …" };

/** Where in a frame's values each quantity stands, for each layout. @param {Snapshot} snapshot */
const slotsOf = ({ layouts }) => ({
  record: new Map(layouts.record.map((id, index) => [id, index])),
  summary: new Map(layouts.summary.map((id, index) => [id, index])),
});

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

/** The signals that the server and the socket change. */
function outside() {
  return {
    snapshot: signal(/** @type {Snapshot | null} */ (null)),
    state: signal(/** @type {RoomState | null} */ (null)),
    revision: signal(0),
    frame: signal(/** @type {Frame | null} */ (null)),
    curve: signal(/** @type {CurvePoint[]} */ ([])),
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
  };
}

/** What follows from the signals. @param {ReturnType<typeof outside> & ReturnType<typeof local>} signals */
function derived({ snapshot, frame, connection, selection, notation }) {
  const script = computed(() => (snapshot.value ? new ScriptView(snapshot.value.script) : null));
  const names = computed(() => (snapshot.value ? networkNames(snapshot.value.network, notation.value) : null));
  const slots = computed(() => (snapshot.value ? slotsOf(snapshot.value) : null));
  const position = computed(() => {
    if (frame.value === null) return null;
    const { iteration, moment } = frame.value;
    return /** @type {Position} */ ({ iteration, moment });
  });
  const active = computed(() => {
    const chosen = selection.value;
    if (chosen !== null && script.value?.has(chosen)) return chosen;
    return script.value?.moment((position.value?.moment ?? 0) - 1)?.quantities[0] ?? null;
  });
  const stale = computed(() => connection.value.status !== "live");

  /** Is the quantity computed at the position? @param {string} id */
  const known = (id) => position.value !== null && (script.value?.known(id, position.value.moment) ?? false);
  /** The server's value; null: not computed yet, or not in this layout. @param {string} id @returns {number | null} */
  const value = (id) => {
    if (frame.value === null || !known(id)) return null;
    const slot = slots.value?.[frame.value.layout].get(id);
    return (slot === undefined ? snapshot.value?.constants[id] : frame.value.values[slot]) ?? null;
  };
  const current = computed(() => {
    const error = value("error_total");
    return error === null || position.value === null ? null : { iteration: position.value.iteration, error };
  });
  return { script, names, slots, position, active, stale, current, known, value };
}

/** A store with nothing in it yet. */
export function createStore() {
  const signals = { ...outside(), ...local() };

  /** A number on screen always belongs to the newest revision. @param {number} revision */
  function advance(revision) {
    if (revision <= signals.revision.value) return;
    signals.revision.value = revision;
    if (signals.frame.value !== null && signals.frame.value.revision < revision) signals.frame.value = null;
  }

  /** @param {Snapshot} snapshot */
  function begin(snapshot) {
    // Another server process counts anew, so what was shown belongs to nothing any more.
    if (signals.snapshot.value?.epoch !== snapshot.epoch || snapshot.revision !== signals.revision.value) {
      signals.frame.value = null;
    }
    signals.snapshot.value = snapshot;
    signals.revision.value = snapshot.revision;
    signals.state.value = snapshot.state;
    signals.curve.value = snapshot.curve;
  }

  /** @param {Frame} frame */
  function show(frame) {
    if (frame.revision < signals.revision.value) return;
    check(frame, signals.snapshot.value);
    advance(frame.revision);
    signals.frame.value = frame;
  }

  /** @param {Received} message */
  function take(message) {
    if (!("type" in message)) return show(message);
    switch (message.type) {
      case "snapshot":
        return begin(message);
      case "state":
        advance(message.revision);
        signals.state.value = message.state;
        return;
      case "curve":
        advance(message.revision);
        signals.curve.value = mergeCurve(signals.curve.value, message.start, message.points);
        return;
      case "failure":
        signals.failure.value = message;
        return;
      case "connection":
        signals.connection.value = message.connection;
        return;
      case "heartbeat":
        return;
    }
  }

  return {
    ...signals,
    ...derived(signals),
    /**
     * Take in a message of the server or of the page's own socket.
     * @param {Received} message
     * @throws {MisfitError} it does not fit what came before
     */
    receive: (message) => batch(() => take(message)),
  };
}
