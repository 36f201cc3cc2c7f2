// The script as the page asks about it: ids, moments, phases, what is known when. Pure.
import { blockOf, indexOf } from "./equations.js";
import { idsByPlace, placeOf } from "./places.js";

/**
 * @typedef {import("../types.js").Script} Script
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("../types.js").Moment} Moment
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {import("../types.js").Rule} Rule
 * @typedef {import("../types.js").Term} Term
 * @typedef {import("../types.js").Equation} Equation
 *
 * @typedef {{phase: Phase, from: number, to: number}} PhaseRange Moments from … to − 1; at position `to` the phase is done.
 * @typedef {{layer: number, unit: number}} Unit
 * @typedef {{layer: number, unit: number, source: number}} Edge From `source` of layer − 1 into `unit` of `layer`.
 */

/** @param {Moment[]} moments @returns {PhaseRange[]} */
function rangesOf(moments) {
  /** @type {PhaseRange[]} */
  const ranges = [];
  for (const [index, { phase }] of moments.entries()) {
    const last = ranges.at(-1);
    if (last?.phase === phase) last.to = index + 1;
    else ranges.push({ phase, from: index, to: index + 1 });
  }
  return ranges;
}

/** What one iteration computes, in order. Values are not in here: they come with the frames. */
export class ScriptView {
  /** @type {Map<string, Quantity>} */
  #quantities;
  #moments;
  /** @type {Map<string, Equation>} */
  #equations;
  /** @type {Map<string, number[]>} */
  #shapes = new Map();
  /** The quantities of each unit and each edge, in the order of the record. @type {Map<string, string[]> | null} */
  #places = null;

  /** @param {Script} script */
  constructor(script) {
    this.#quantities = new Map(script.quantities.map((quantity) => [quantity.id, quantity]));
    this.#moments = script.moments;
    this.#equations = new Map(script.equations.map((equation) => [blockOf(equation), equation]));
    for (const quantity of script.quantities) this.#grow(blockOf(quantity), indexOf(quantity));
    /** M, the number of moments of an iteration. */
    this.count = script.moments.length;
    /** The phases in order, each with its moments. */
    this.phases = rangesOf(script.moments);
    /** Where a step of each grain stops, but for the finest, which stops everywhere. */
    this.stops = script.stops;
    /** Every quantity's id, in the order of the record. */
    this.ids = script.quantities.map(({ id }) => id);
  }

  /** Is there such a quantity in this network? @param {string} id */
  has(id) {
    return this.#quantities.has(id);
  }

  /** @param {string} id @returns {Quantity} @throws {RangeError} this network has no such quantity */
  quantity(id) {
    const quantity = this.#quantities.get(id);
    if (quantity === undefined) throw new RangeError(`This network has no quantity "${id}".`);
    return quantity;
  }

  /** @param {number} index @returns {Moment | null} */
  moment(index) {
    return this.#moments[index] ?? null;
  }

  /** The moments from … to − 1. @param {number} from @param {number} to @returns {Moment[]} */
  moments(from, to) {
    return this.#moments.slice(from, to);
  }

  /** The index of the moment that computes a quantity; null for givens and strangers. @param {string} id */
  momentOf(id) {
    return this.#quantities.get(id)?.moment ?? null;
  }

  /** @param {number} momentIndex @returns {Phase | null} */
  phaseOf(momentIndex) {
    return this.moment(momentIndex)?.phase ?? null;
  }

  /** Is the quantity known once `moment` moments are computed? @param {string} id @param {number} moment */
  known(id, moment) {
    const quantity = this.#quantities.get(id);
    return quantity !== undefined && (quantity.moment === null || quantity.moment < moment);
  }

  /** Every unit, layer by layer, the inputs first. @returns {Unit[]} */
  units() {
    return this.#ofKind("a")
      .map(({ layer, unit }) => ({ layer: layer ?? 0, unit: unit ?? 0 }))
      .sort((p, q) => p.layer - q.layer || p.unit - q.unit);
  }

  /** Every edge, layer by layer, unit by unit, source by source. @returns {Edge[]} */
  edges() {
    return this.#ofKind("w")
      .map(({ layer, unit, source }) => ({ layer: layer ?? 0, unit: unit ?? 0, source: source ?? 0 }))
      .sort((p, q) => p.layer - q.layer || p.unit - q.unit || p.source - q.source);
  }

  /** The quantities of a unit, in order. @param {number} layer @param {number} unit @returns {string[]} */
  ofUnit(layer, unit) {
    return this.#idsAt(placeOf(layer, unit));
  }

  /** The quantities of an edge, in order. @param {number} layer @param {number} unit @param {number} source @returns {string[]} */
  ofEdge(layer, unit, source) {
    return this.#idsAt(placeOf(layer, unit, source));
  }

  /**
   * The rule of a quantity with each factor that is itself a plain product replaced by its factors, one level deep:
   * ∂E/∂w = δ · a becomes ∂E/∂a · f′ · a. A function's arguments stay as they are.
   * @param {string} id
   * @returns {Rule | null} null for givens
   */
  expand(id) {
    const { rule } = this.quantity(id);
    if (rule === null || rule.form === "function") return rule;
    return { ...rule, terms: rule.terms.map((term) => this.#expandTerm(term)) };
  }

  /** @param {Term} term @returns {Term} */
  #expandTerm(term) {
    let { sign } = term;
    const factors = term.factors.flatMap((factor) => {
      const rule = typeof factor === "string" ? this.quantity(factor).rule : null;
      if (rule?.form !== "product") return [factor];
      if (rule.terms[0].sign === -1) sign = sign === 1 ? -1 : 1;
      return rule.terms[0].factors;
    });
    return { sign, factors };
  }

  /** The equation of a whole block, such as `delta.1`; null for givens. @param {string} block */
  equation(block) {
    return this.#equations.get(block) ?? null;
  }

  /** How many numbers a block has in each direction; none for a single number. @param {string} block @returns {number[]} */
  shape(block) {
    const shape = this.#shapes.get(block);
    if (shape === undefined) throw new RangeError(`This network has no block "${block}".`);
    return shape;
  }

  /** @param {string} block @param {number[]} index of one of its numbers */
  #grow(block, index) {
    const so_far = this.#shapes.get(block) ?? [];
    this.#shapes.set(
      block,
      index.map((at, axis) => Math.max(so_far[axis] ?? 0, at + 1)),
    );
  }

  /** @param {string} kind */
  #ofKind(kind) {
    return [...this.#quantities.values()].filter((quantity) => quantity.kind === kind);
  }

  /** @param {string} place @returns {string[]} */
  #idsAt(place) {
    this.#places ??= idsByPlace(this.#quantities.values(), (layer) => this.shape(`a.${layer}`)[0]);
    return this.#places.get(place) ?? [];
  }
}
