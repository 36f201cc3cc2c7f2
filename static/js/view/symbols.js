// The textbook symbol of every quantity, and the names of the functions in the rules.
import { stemOf } from "../model/training.js";
import * as x from "./expression.js";

/**
 * @typedef {import("../types.js").Quantity} Quantity
 * @typedef {import("./expression.js").Expression} Expression
 * @typedef {import("../model/network.js").Names} Names
 */

/** @type {Record<string, string>} */
const FUNCTIONS = { logistic: "σ", identity: "id" };

/** The function's short name: σ for the logistic function, else its own. @param {string} name */
export function functionName(name) {
  return FUNCTIONS[name] ?? name.replace(/_\d+$/, "").replaceAll("_", " ");
}

/** @param {string} letter @param {string} index */
const over = (letter, index) => x.row(x.operator("∂"), index ? x.indexed(letter, index) : x.name(letter));

/** ∂of/∂by. @param {[string, string]} of letter and index @param {[string, string]} by */
export const derivative = (of, by) => x.fraction(over(...of), over(...by));

/** A weight's or bias's own symbol: w5 → w with 5 below. @param {string} name */
const parameter = (name) => x.indexed(name[0], name.slice(1));

/** The letter of the constant in a rule: λ, β1. @param {string} text */
export const constantLetter = (text) => (text.length > 1 ? parameter(text) : x.name(text));

/**
 * A number that a batch or an optimiser adds to a parameter's: its letter, with the parameter as its index.
 * @param {import("../model/training.js").Stem} stem @param {string} name of the parameter @returns {Expression}
 */
function added({ letter, index = "", hat, next }, name) {
  if (letter === "E") return derivative(["E", index], [name[0], name.slice(1)]);
  if (letter === "") return x.row(parameter(name), { ...x.operator("′"), call: true });
  const { parts = [] } = x.indexed(letter, name);
  const symbol = x.sub(hat ? x.hat(parts[0]) : parts[0], parts[1]);
  return next ? x.sup(symbol, x.operator("+")) : symbol;
}

/**
 * @param {Quantity} quantity
 * @param {Names} names
 * @returns {Expression}
 */
function bare(quantity, names) {
  const layer = quantity.layer ?? 0;
  const unit = quantity.unit ?? 0;
  const source = quantity.source ?? 0;
  const { a, z, target } = names.letters;
  const total = /** @type {[string, string]} */ (["E", names.letters.total]);
  const own = names.unit(layer, unit);
  const before = layer > 0 ? names.unit(layer - 1, source) : "";
  const weight = () => names.weight(layer, unit, source);
  const bias = () => names.bias(layer, unit);
  switch (quantity.kind) {
    case "a":
      return layer === 0 ? parameter(own) : x.indexed(a, own);
    case "z":
      return x.indexed(z, own);
    case "w":
      return parameter(weight());
    case "b":
      return parameter(bias());
    case "weighted":
      return x.joined([parameter(weight()), layer === 1 ? parameter(before) : x.indexed(a, before)], "·");
    case "target":
      return x.indexed(target, own);
    case "difference":
      return x.bracketed(x.joined([x.indexed(a, own), x.indexed(target, own)], "−"));
    case "error":
      return x.indexed("E", own);
    case "error_total":
      return total[1] ? x.indexed(...total) : x.name("E");
    case "complement":
      return x.bracketed(x.joined([x.numeral("1"), x.indexed(a, own)], "−"));
    case "dE_da":
      return derivative(total, [a, own]);
    case "df":
      return derivative([a, own], [z, own]);
    case "jacobian":
      return derivative([a, own], [z, names.unit(layer, source)]);
    case "delta":
      return x.indexed("δ", own);
    case "contribution":
      return x.joined([x.indexed("δ", own), parameter(weight())], "·");
    case "dE_dw":
      return derivative(total, ["w", weight().slice(1)]);
    case "dE_db":
      return derivative(total, ["b", bias().slice(1)]);
    case "change_w":
      return x.row(x.name("Δ"), parameter(weight()));
    case "change_b":
      return x.row(x.name("Δ"), parameter(bias()));
    case "w_next":
      return x.sup(parameter(weight()), x.operator("+"));
    case "b_next":
      return x.sup(parameter(bias()), x.operator("+"));
    case "eta":
      return x.name("η");
    case "updates":
      return x.name("n");
    case "others_error":
      return x.indexed("E", "others");
    case "batch_error":
      return x.indexed("E", "batch");
    default: {
      const stem = stemOf(quantity.kind);
      return stem ? added(stem, stem.of === "w" ? weight() : bias()) : x.name(quantity.kind);
    }
  }
}

/**
 * The letter of a kind, where no unit or weight is meant: z without an index.
 * @param {string} kind x: an input, which is an activation, too
 * @param {import("../model/notation.js").Letters} letters
 * @returns {Expression}
 */
export function letterOf(kind, letters) {
  const unit = (/** @type {number} */ layer) => (layer === 0 ? letters.x : "");
  const anywhere = { unit, weight: () => "w", bias: () => "b", letters };
  const quantity = { kind: kind === "x" ? "a" : kind, layer: kind === "x" ? 0 : 2, unit: 0, source: 0 };
  return withoutIndex(bare(/** @type {Quantity} */ (quantity), /** @type {any} */ (anywhere)));
}

/** Takes empty indices away. @param {Expression} expression @returns {Expression} */
function withoutIndex({ parts = [], ...expression }) {
  if (expression.form === "sub" && parts[1].form === "row" && parts[1].parts?.length === 0) return parts[0];
  return parts.length > 0 ? { ...expression, parts: parts.map(withoutIndex) } : expression;
}

/**
 * The symbol of a quantity, tied to it so that pointing at it lights it up.
 * @param {Quantity} quantity
 * @param {Names} names
 */
export function symbolOf(quantity, names) {
  return x.standingFor(bare(quantity, names), quantity.id);
}

/** ∂z/∂(parameter): what a gradient's last factor is, before one says that it is an activation. @param {Quantity} gradient @param {Names} names */
export function slopeOfNetInput(gradient, names) {
  const { kind, layer, unit, source } = gradient;
  const own = names.unit(layer ?? 0, unit ?? 0);
  const by = kind === "dE_db" ? names.bias(layer ?? 0, unit ?? 0) : names.weight(layer ?? 0, unit ?? 0, source ?? 0);
  return derivative([names.letters.z, own], [by[0], by.slice(1)]);
}
