// From position to position: the shown position μ. A pure function of the frames it was aimed at and of the time it is given.
import { FASTEST_TRAVEL, intervalOf } from "./speeds.js";

/**
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Speed} Speed
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {import("./script.js").ScriptView} ScriptView
 *
 * @typedef {object} Player
 * @property {(frame: Frame, speed: Speed | null, now: number) => void} aim Head for a frame's moment; `speed` is the speed of
 *   playing, null when the room does not play. Aiming at the same moment again changes nothing.
 * @property {(now: number) => number} at μ: ⌊μ⌋ moments are done, moment ⌊μ⌋ is under way by its fraction.
 * @property {(now: number) => boolean} settled Is the target reached?
 *
 * @typedef {object} Journey
 * @property {number} from
 * @property {number} to
 * @property {number} began in ms of the clock
 * @property {number} duration in ms; 0: there at once
 * @property {readonly number[]} elapsed how long an unhurried walk from moment 0 to each moment takes
 */

/** What one moment takes when one steps by hand, in ms. @type {Record<string, number>} */
const DURATIONS = {
  z: 900,
  a: 600,
  error: 600,
  error_total: 600,
  dE_da: 600,
  df: 600,
  delta: 600,
  contribution: 1000,
  dE_dw: 700,
  dE_db: 700,
  batch_error: 1100,
  w_next: 1100,
  b_next: 1100,
};

const ANY_MOMENT = 600;

/** A hidden unit's ∂E/∂a is a sum of several contributions, an output's a difference. */
const SUM_OF_CONTRIBUTIONS = 800;

/** What a jump over many moments takes at most, in ms: the longest of the phases it touches. @type {Record<Phase, number>} */
const PHASE_DURATIONS = { forward: 1800, error: 900, backward: 2400, update: 1100 };

/** While playing, the rest of the interval is a still picture to read. */
const SHARE_OF_INTERVAL = 0.9;

/** @param {ScriptView} script @param {number} index */
function durationOf(script, index) {
  const id = script.moment(index)?.quantities[0] ?? "";
  if (!script.has(id)) return ANY_MOMENT;
  const { kind, rule } = script.quantity(id);
  const factor = rule?.terms[0]?.factors[0];
  if (kind === "dE_da" && String(factor).startsWith("contribution.")) return SUM_OF_CONTRIBUTIONS;
  return DURATIONS[kind] ?? ANY_MOMENT;
}

/** How long the walk from moment 0 to each moment takes, 0 … M. @param {ScriptView} script @returns {number[]} */
function elapsedOf(script) {
  const elapsed = [0];
  for (let index = 0; index < script.count; index += 1) elapsed.push(elapsed[index] + durationOf(script, index));
  return elapsed;
}

/** @param {readonly number[]} elapsed @param {number} mu */
function timeAt(elapsed, mu) {
  const done = Math.min(Math.floor(mu), elapsed.length - 1);
  const next = elapsed[done + 1] ?? elapsed[done];
  return elapsed[done] + (mu - done) * (next - elapsed[done]);
}

/** @param {readonly number[]} elapsed @param {number} time @returns {number} μ */
function muAt(elapsed, time) {
  let done = 0;
  while (done < elapsed.length - 2 && elapsed[done + 1] <= time) done += 1;
  return done + (time - elapsed[done]) / (elapsed[done + 1] - elapsed[done]);
}

/** @param {ScriptView} script @param {number} from @param {number} to */
function longestPhase(script, from, to) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const touched = script.phases.filter((phase) => phase.from < high && low < phase.to);
  return Math.max(0, ...touched.map(({ phase }) => PHASE_DURATIONS[phase]));
}

/** @param {Journey} journey @param {number} now */
function position({ from, to, began, duration, elapsed }, now) {
  const progress = duration > 0 ? Math.min(1, Math.max(0, (now - began) / duration)) : 1;
  if (progress === 1) return to;
  const [start, end] = [timeAt(elapsed, from), timeAt(elapsed, to)];
  return muAt(elapsed, start + progress * (end - start));
}

/** The most time there is for a journey while playing; 0 when nobody could follow it. @param {Speed | null} speed */
function budget(speed) {
  if (speed === null) return Number.POSITIVE_INFINITY;
  if (speed.unit === "iteration" || speed.per_second > FASTEST_TRAVEL) return 0;
  return SHARE_OF_INTERVAL * (intervalOf(speed) ?? 0);
}

/**
 * A player at rest at moment 0.
 * @param {{reduced: () => boolean, script: () => ScriptView | null}} options whether motion is reduced, and what is walked through
 * @returns {Player}
 */
export function createPlayer({ reduced, script }) {
  /** @type {Journey} */
  let journey = { from: 0, to: 0, began: 0, duration: 0, elapsed: [0] };
  /** @type {{iteration: number, revision: number, epoch: number} | null} */
  let place = null;

  /** @param {Frame} frame @param {ScriptView} view @param {Speed | null} speed @param {number} now */
  function travel(frame, view, speed, now) {
    const from = position(journey, now);
    const elapsed = elapsedOf(view);
    const walk = Math.abs(timeAt(elapsed, frame.moment) - timeAt(elapsed, from));
    const duration = Math.min(walk, longestPhase(view, from, frame.moment), budget(speed));
    journey = { from, to: frame.moment, began: now, duration, elapsed };
  }

  /** @param {number} now */
  const at = (now) => (reduced() ? journey.to : position(journey, now));

  return {
    aim(frame, speed, now) {
      const { iteration, revision, epoch, moment } = frame;
      const stays = place?.iteration === iteration && place.revision === revision && place.epoch === epoch;
      if (stays && moment === journey.to) return;
      place = { iteration, revision, epoch };
      const view = script();
      if (stays && view !== null && !reduced()) travel(frame, view, speed, now);
      else journey = { ...journey, from: moment, to: moment, began: now, duration: 0 };
    },
    at,
    settled: (now) => at(now) === journey.to,
  };
}
