// The page's one clock. It asks for an animation frame only while something moves or a drawing is out of date, and sleeps otherwise.
import { effect, signal } from "@preact/signals-core";

/**
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds.
 * @property {(draw: (now: number) => boolean) => () => void} onFrame Draws in the next frame, in the order of registration; then again
 *   as long as it returns that it still moves, and whenever a signal that it has read is another one. Returns how to stop it.
 * @property {(callback: (now: number) => void) => () => void} afterFrame Called when everything is drawn, first in the next frame.
 * @property {() => void} wake Asks for a frame where no signal tells that there is something to do.
 * @property {() => void} catchUp Draws at once what is due: for what is heard only after the frames' turn and is seen before the next.
 *
 * @typedef {object} Frames
 * @property {() => number} now
 * @property {(callback: (now: number) => void) => number} request
 * @property {(handle: number) => void} cancel
 */

/** @returns {Frames} */
const browserFrames = () => ({
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
});

/**
 * The clock. A drawing that throws is reported, must not stop the others, and is tried again when what it read is another one.
 * @param {Frames} frames
 * @param {(error: unknown) => void} report
 * @returns {Clock}
 */
export function createClock(frames = browserFrames(), report = reportError) {
  /** How to take each drawing's turn, in the order of registration. @type {Set<() => void>} */
  const turns = new Set();
  /** @type {Set<(now: number) => void>} */
  const afterwards = new Set();
  /** The frame that was asked for. @type {number | null} */
  let handle = null;
  /** The time of the frame that is being drawn. @type {number | null} */
  let drawing = null;

  function wake() {
    handle ??= frames.request(tick);
  }

  /** @template T @param {() => T} attempt @param {T} otherwise */
  function guarded(attempt, otherwise) {
    try {
      return attempt();
    } catch (error) {
      report(error);
      return otherwise;
    }
  }

  /** @param {number} now */
  function tick(now) {
    handle = null;
    drawing = now;
    // A turn also brings the effects of what is written while drawing, and what they throw.
    for (const turn of [...turns]) guarded(turn, undefined);
    drawing = null;
    for (const callback of [...afterwards]) guarded(() => callback(now), undefined);
  }

  return {
    now: frames.now,
    onFrame(draw) {
      const taken = signal(0);
      const turn = () => {
        taken.value += 1;
      };
      turns.add(turn);
      // An effect follows what was read in its last run: the drawing's signals, or its next turn only when a frame is on its way anyway.
      const leave = effect(() => {
        const due = taken.value > 0 && drawing !== null;
        if (!due || guarded(() => draw(/** @type {number} */ (drawing)), false)) wake();
      });
      return () => {
        turns.delete(turn);
        leave();
      };
    },
    afterFrame(callback) {
      afterwards.add(callback);
      wake();
      return () => {
        afterwards.delete(callback);
      };
    },
    wake,
    catchUp() {
      if (handle === null) return;
      frames.cancel(handle);
      tick(frames.now());
    },
  };
}
