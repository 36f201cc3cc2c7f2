// One requestAnimationFrame loop for everything that moves. Injectable, so that tests decide when a frame is.

/**
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds.
 * @property {(callback: (now: number) => void) => () => void} onFrame Draws each frame, in the order of registration;
 *   returns how to stop it.
 * @property {(callback: (now: number) => void) => () => void} afterFrame The same, when everything is drawn.
 * @property {() => void} start
 * @property {() => void} stop
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

/** @param {Set<(now: number) => void>} set @param {(now: number) => void} callback */
function member(set, callback) {
  set.add(callback);
  return () => {
    set.delete(callback);
  };
}

/**
 * The clock. A drawing that throws is reported and must not stop the others.
 * @param {Frames} frames
 * @param {(error: unknown) => void} report
 * @returns {Clock}
 */
export function createClock(frames = browserFrames(), report = reportError) {
  /** @type {Set<(now: number) => void>} */
  const drawing = new Set();
  /** @type {Set<(now: number) => void>} */
  const afterwards = new Set();
  /** @type {number | null} */
  let handle = null;

  /** @param {number} now */
  function tick(now) {
    handle = frames.request(tick);
    for (const callback of [...drawing, ...afterwards]) {
      try {
        callback(now);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    now: frames.now,
    onFrame: (callback) => member(drawing, callback),
    afterFrame: (callback) => member(afterwards, callback),
    start() {
      handle ??= frames.request(tick);
    },
    stop() {
      if (handle !== null) frames.cancel(handle);
      handle = null;
    },
  };
}
