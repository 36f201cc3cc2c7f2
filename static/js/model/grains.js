// How far a step goes: what each grain is called, the runs it makes of an iteration, and what of a run comes at once. Pure.

/**
 * @typedef {import("../types.js").Grain} Grain
 * @typedef {import("./script.js").ScriptView} ScriptView
 *
 * @typedef {object} Run Moments from … to − 1, which a step leads over together; at position `to` they are computed.
 * @property {number} from
 * @property {number} to
 * @property {number[][]} waves indices of moments: what comes at once, first to last
 */

/** From the finest to the coarsest: its name, and what one step is called. @type {Record<Grain, {name: string, step: string}>} */
export const GRAINS = {
  quantity: { name: "one number", step: "moment" },
  unit: { name: "one unit", step: "unit" },
  layer: { name: "one layer", step: "layer" },
  phase: { name: "one phase", step: "phase" },
};

/** The next coarser one; after the coarsest comes the finest. @param {Grain} grain @returns {Grain} */
export function nextGrain(grain) {
  const all = /** @type {Grain[]} */ (Object.keys(GRAINS));
  return all[(all.indexOf(grain) + 1) % all.length];
}

/** How many of these are smaller than … @param {readonly number[]} rising @param {number} limit */
function below(rising, limit) {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers of one kind and one layer come at once. @param {ScriptView} script @param {number} from @param {number} to @returns {number[][]} */
function wavesOf(script, from, to) {
  /** @type {Map<string, number[]>} */
  const waves = new Map();
  for (let index = from; index < to; index += 1) {
    const id = script.moment(index)?.quantities[0] ?? "";
    const key = script.has(id) ? `${script.quantity(id).kind}.${script.quantity(id).layer}` : id;
    const wave = waves.get(key);
    if (wave) wave.push(index);
    else waves.set(key, [index]);
  }
  return [...waves.values()];
}

/** An iteration, run by run. */
export class Walk {
  #script;
  #stops;
  #cuts;
  /** @type {Map<number, Run>} */
  #runs = new Map();

  /**
   * @param {ScriptView} script
   * @param {Grain} grain
   * @param {number[]} [cuts] positions inside of runs at which one stands: there ends a run, too
   */
  constructor(script, grain, cuts = []) {
    this.#script = script;
    this.#stops = grain === "quantity" ? null : script.stops[grain];
    this.#cuts = cuts;
  }

  /** The run that a moment belongs to. @param {number} index of the moment @returns {Run} */
  run(index) {
    const stops = this.#stops;
    const at = stops === null ? -1 : below(stops, index + 1);
    const ends = stops === null ? [index, index + 1] : [stops[at - 1] ?? 0, stops[at] ?? this.#script.count];
    const from = Math.max(ends[0], ...this.#cuts.filter((cut) => cut <= index));
    const to = Math.min(ends[1], ...this.#cuts.filter((cut) => cut > index));
    const known = this.#runs.get(from);
    if (known?.to === to) return known;
    const run = { from, to, waves: to - from === 1 ? [[from]] : wavesOf(this.#script, from, to) };
    this.#runs.set(from, run);
    return run;
  }

  /** The runs between two positions, in order. @param {number} from @param {number} to @returns {Run[]} */
  between(from, to) {
    const runs = [];
    for (let at = Math.floor(from); at < to; at = runs[runs.length - 1].to) runs.push(this.run(at));
    return runs;
  }
}
