// From position to position: the shown position μ. A pure function of the frames it was aimed at and of the time it is given.
import { Walk } from "./grains.js";
import { FASTEST_TRAVEL, intervalOf } from "./speeds.js";

/**
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Speed} Speed
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {import("../types.js").Grain} Grain
 * @typedef {import("./script.js").ScriptView} ScriptView
 *
 * @typedef {object} Player
 * @property {(frame: Frame, speed: Speed | null, now: number) => void} aim Head for a frame's moment; `speed` is the speed of
 *   playing, null when the room does not play. Aiming at the same moment again changes nothing.
 * @property {(now: number) => number} at μ: ⌊μ⌋ moments are done, moment ⌊μ⌋ is under way by its fraction.
 * @property {(now: number) => boolean} settled Is the target reached?
 * @property {(now: number) => Walk | null} walk what comes together on the way, and at its end; null before the first frame
 *
 * @typedef {object} Journey
 * @property {number} from
 * @property {number} to
 * @property {number} began in ms of the clock
 * @property {number} duration in ms; 0: there at once
 * @property {readonly Knot[]} knots
 *
 * @typedef {{mu: number, time: number}} Knot
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

/** What one moment takes, in ms. @param {ScriptView} script @param {number} index */
export function durationOf(script, index) {
  const id = script.moment(index)?.quantities[0] ?? "";
  if (!script.has(id)) return ANY_MOMENT;
  const { kind, rule } = script.quantity(id);
  const factor = rule?.terms[0]?.factors[0];
  if (kind === "dE_da" && String(factor).startsWith("contribution.")) return SUM_OF_CONTRIBUTIONS;
  return DURATIONS[kind] ?? ANY_MOMENT;
}

/** How long a run takes: its waves follow each other, what is in a wave comes at once. @param {ScriptView} script @param {import("./grains.js").Run} run */
const timeOf = (script, { waves }) => waves.reduce((sum, [first]) => sum + durationOf(script, first), 0);

/**
 * Where one is when, on an unhurried way over these runs.
 * @param {ScriptView} script @param {import("./grains.js").Run[]} runs @returns {Knot[]}
 */
function knotsOf(script, runs) {
  const knots = [{ mu: runs[0]?.from ?? 0, time: 0 }];
  for (const run of runs) knots.push({ mu: run.to, time: knots[knots.length - 1].time + timeOf(script, run) });
  return knots;
}

/** What is evenly between the knots. @param {readonly Knot[]} knots @param {"mu" | "time"} of @param {"mu" | "time"} wanted @param {number} value */
function between(knots, of, wanted, value) {
  let next = 1;
  while (next < knots.length - 1 && knots[next][of] <= value) next += 1;
  const [before, after] = [knots[next - 1], knots[next]];
  if (after === undefined || after[of] === before[of]) return before[wanted];
  return before[wanted] + ((value - before[of]) / (after[of] - before[of])) * (after[wanted] - before[wanted]);
}

/** @param {ScriptView} script @param {number} from @param {number} to */
function longestPhase(script, from, to) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const touched = script.phases.filter((phase) => phase.from < high && low < phase.to);
  return Math.max(0, ...touched.map(({ phase }) => PHASE_DURATIONS[phase]));
}

/** @param {Journey} journey @param {number} now */
function position({ from, to, began, duration, knots }, now) {
  const progress = duration > 0 ? Math.min(1, Math.max(0, (now - began) / duration)) : 1;
  if (progress === 1) return to;
  const [start, end] = [from, to].map((mu) => between(knots, "mu", "time", mu));
  return between(knots, "time", "mu", start + progress * (end - start));
}

/** The most time there is for a journey while playing; 0 when nobody could follow it. @param {Speed | null} speed */
function budget(speed) {
  if (speed === null) return Number.POSITIVE_INFINITY;
  if (speed.unit === "iteration" || speed.per_second > FASTEST_TRAVEL) return 0;
  return SHARE_OF_INTERVAL * (intervalOf(speed) ?? 0);
}

/**
 * A player at rest at moment 0.
 * @param {{reduced: () => boolean, script: () => ScriptView | null, grain?: () => Grain}} options whether motion is reduced, what
 *   is walked through, and how far a step goes
 * @returns {Player}
 */
export function createPlayer({ reduced, script, grain = () => "quantity" }) {
  /** @type {Journey} */
  let journey = { from: 0, to: 0, began: 0, duration: 0, knots: [{ mu: 0, time: 0 }] };
  /** @type {{iteration: number, revision: number, epoch: number} | null} */
  let place = null;
  /** On the way, and where one rests: a step that began inside of a run is one with it then. @type {{walk: Walk, end: Walk, view: ScriptView, grain: Grain} | null} */
  let way = null;

  /** @param {ScriptView} view @param {number} from @param {number} to */
  function walkBetween(view, from, to) {
    const walk = new Walk(view, grain(), [from, to].filter(Number.isInteger));
    way = { walk, end: new Walk(view, grain(), [to]), view, grain: grain() };
    return way.walk;
  }

  /** @param {number} moment @param {ScriptView | null} view @param {number} now */
  function rest(moment, view, now) {
    journey = { ...journey, from: moment, to: moment, began: now, duration: 0 };
    if (view !== null) walkBetween(view, moment, moment);
  }

  /** @param {number} moment @param {ScriptView} view @param {Speed | null} speed @param {number} now */
  function travel(moment, view, speed, now) {
    const from = position(journey, now);
    const [low, high] = [Math.min(from, moment), Math.max(from, moment)];
    const knots = knotsOf(view, walkBetween(view, from, moment).between(low, high));
    const walk = Math.abs(between(knots, "mu", "time", high) - between(knots, "mu", "time", low));
    const duration = Math.min(walk, longestPhase(view, from, moment), budget(speed));
    journey = { from, to: moment, began: now, duration, knots };
  }

  /** @param {number} now */
  const at = (now) => (reduced() ? journey.to : position(journey, now));

  return {
    aim(frame, speed, now) {
      const { iteration, revision, epoch, moment } = frame;
      const view = script();
      const stays = place?.iteration === iteration && place.revision === revision && place.epoch === epoch;
      const same = way !== null && way.view === view && way.grain === grain();
      if (stays && moment === journey.to && (same || view === null)) return;
      place = { iteration, revision, epoch };
      if (stays && moment !== journey.to && view !== null && !reduced()) travel(moment, view, speed, now);
      else rest(moment, view, now);
    },
    at,
    settled: (now) => at(now) === journey.to,
    walk: (now) => (at(now) === journey.to ? way?.end : way?.walk) ?? null,
  };
}
