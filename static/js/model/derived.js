// What follows from the store's signals: the script, the position, and the one way to read a value.
import { computed } from "@preact/signals-core";
import { batchAt } from "./batches.js";
import { standing as standingOf } from "./givens.js";
import { Walk } from "./grains.js";
import { networkNames } from "./network.js";
import { ScriptView } from "./script.js";

/**
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Position} Position
 */

/** Where in a frame's values each quantity stands, for each layout. @param {Snapshot} snapshot */
const slotsOf = ({ layouts }) => ({
  record: new Map(layouts.record.map((id, index) => [id, index])),
  summary: new Map(layouts.summary.map((id, index) => [id, index])),
});

/**
 * How to read a frame: the server's value of a quantity; null: not computed yet, or not in this layout.
 * @param {Frame | null} frame
 * @param {Snapshot | null} snapshot
 * @param {ScriptView | null} script
 * @param {ReturnType<typeof slotsOf> | null} slots
 * @returns {(id: string) => number | null}
 */
const reader = (frame, snapshot, script, slots) => (id) => {
  if (frame === null || !script?.known(id, frame.moment)) return null;
  const slot = slots?.[frame.layout].get(id);
  return (slot === undefined ? snapshot?.constants[id] : frame.values[slot]) ?? null;
};

/** What follows from the signals. @param {import("./store.js").Signals} signals */
export function derived({ snapshot, state, frame, connection, selection, notation, failure, asked }) {
  const script = computed(() => (snapshot.value ? new ScriptView(snapshot.value.script) : null));
  const names = computed(() => (snapshot.value ? networkNames(snapshot.value.network, notation.value) : null));
  const slots = computed(() => (snapshot.value ? slotsOf(snapshot.value) : null));
  const position = computed(() => {
    if (frame.value === null) return null;
    const { iteration, moment } = frame.value;
    return /** @type {Position} */ ({ iteration, moment });
  });
  /** Which batch the iteration trains with, and which of its examples is shown. */
  const batch = computed(() => {
    const [room, at] = [snapshot.value, position.value];
    return room && at ? batchAt(room.method, at.iteration, state.value?.shown ?? 0) : null;
  });
  /** What the step that led here computed, where it takes several numbers; none while numbers pass too fast to be sent. */
  const together = computed(() => {
    const [view, now, grain] = [script.value, frame.value, state.value?.grain ?? "quantity"];
    if (view === null || now === null || now.moment === 0 || now.layout === "summary") return [];
    const { from, to } = new Walk(view, grain, [now.moment]).run(now.moment - 1);
    return to - from > 1 ? view.moments(from, to) : [];
  });
  const active = computed(() => {
    const chosen = selection.value;
    if (chosen !== null && script.value?.has(chosen)) return chosen;
    return script.value?.moment((position.value?.moment ?? 0) - 1)?.quantities[0] ?? null;
  });
  const stale = computed(() => connection.value.status !== "live");
  const reading = computed(() => reader(frame.value, snapshot.value, script.value, slots.value));
  /** Where what was refused had been asked for, and why it was refused; `over`: something else has been asked for there since. */
  const refused = computed(() => {
    const [refusal, questions] = [failure.value, asked.value];
    const question = refusal?.id == null ? undefined : questions.find(({ id }) => id === refusal.id);
    if (refusal === null || question === undefined) return null;
    const { place } = question;
    return { place, detail: refusal.detail, over: questions.find((each) => each.place === place) !== question };
  });

  /** Why what was asked for at a place was refused; null: it was not, or something else has been asked for since. @param {string} place */
  const refusedAt = (place) => {
    const refusal = refused.value;
    return refusal?.place === place && !refusal.over ? refusal.detail : null;
  };

  /** Is the quantity computed at the position? @param {string} id */
  const known = (id) => position.value !== null && (script.value?.known(id, position.value.moment) ?? false);
  /** The server's value; null: not computed yet, or not in this layout. @param {string} id @returns {number | null} */
  const value = (id) => reading.value(id);
  const current = computed(() => {
    const error = value(script.value?.has("batch_error") ? "batch_error" : "error_total");
    return error === null || position.value === null ? null : { iteration: position.value.iteration, error };
  });
  /** A given's number as it stands, which an edit changes: a learning rate before its schedule. @param {string} given */
  const standing = (given) => (given === "eta" ? snapshot.value?.set_eta : null) ?? standingOf(given, value);
  return {
    ...{ script, names, slots, position, batch, together, active, stale, current, refused, reading, known, value },
    ...{ standing, refusedAt },
  };
}
