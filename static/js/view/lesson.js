// What formulas and sentences are written from, out of the store.

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 */

/**
 * @param {Store} store
 * @returns {(Lesson & {script: import("../model/script.js").ScriptView}) | null} null before the first snapshot
 */
export function lessonOf(store) {
  const script = store.script.value;
  const names = store.names.value;
  return script && names && { script, names, value: store.value, batch: store.batch.value };
}

/** Whether this page moves the lesson right now. @param {Store} store */
export function drives(store) {
  return store.snapshot.value?.role === "driver" && !store.stale.value;
}

/** Why this page cannot move the lesson, or null where it can. @param {Store} store */
export function hindrance(store) {
  if (store.stale.value) return "Not connected: nothing can be moved until the connection is back.";
  return drives(store) ? null : "You are watching: whoever drives this room moves the lesson.";
}

/** The moment that was computed last, or null where nothing is. @param {Store} store */
export function currentMoment(store) {
  const position = store.position.value;
  const script = store.script.value;
  return position && script && position.moment > 0 ? (script.moment(position.moment - 1) ?? null) : null;
}
