// What whole blocks are called: W² on paper, W2 in code.
import { stemOf } from "../../model/training.js";
import * as x from "../expression.js";

/** @typedef {import("../expression.js").Expression} Expression */

/** @type {Record<string, string>} */
const CODE = {
  ...{ w: "W", b: "b", z: "z", a: "a", target: "target", eta: "eta", weighted: "weighted" },
  ...{ difference: "difference", error: "error", error_total: "E", dE_da: "dE_da", complement: "complement", df: "df" },
  ...{ jacobian: "J", delta: "delta", contribution: "contribution", dE_dw: "dE_dW", dE_db: "dE_db" },
  ...{ change_w: "change_W", change_b: "change_b", w_next: "W_next", b_next: "b_next" },
};

/** @param {string} block */
function split(block) {
  const [kind, layer = ""] = block.split(".");
  return { kind, layer };
}

/** A block's name in code. @param {string} block such as `w.2` */
export function variable(block) {
  const { kind, layer } = split(block);
  if (block === "a.0") return "x";
  return kind === "target" ? kind : (CODE[kind] ?? kind.replace(/w$/, "W")) + layer;
}

/**
 * A block that a batch or an optimiser adds: its letter with W or b below, its layer raised.
 * @param {import("../../model/training.js").Stem} stem @param {string} parameter W or b @param {string} layer
 */
function added({ letter, index = "", hat, next }, parameter, layer) {
  const raised = (/** @type {Expression} */ base) =>
    x.sup(base, next ? x.row(x.numeral(layer), x.operator("+")) : x.numeral(layer));
  if (letter === "E") return derivative(x.indexed("E", index), raised(x.name(parameter)));
  if (letter === "") return x.row(raised(x.name(parameter)), { ...x.operator("′"), call: true });
  return raised(x.sub(hat ? x.hat(x.name(letter)) : x.name(letter), x.name(parameter)));
}

/** ∂of/∂by. @param {Expression} of @param {Expression} by */
const derivative = (of, by) => x.fraction(x.row(x.operator("∂"), of), x.row(x.operator("∂"), by));

/** @param {Expression} by */
const gradient = (by) => derivative(x.name("E"), by);

/**
 * A block's symbol: its letter with the layer raised.
 * @param {string} block
 * @param {number[]} sizes
 * @returns {Expression}
 */
export function letter(block, sizes) {
  const { kind, layer } = split(block);
  const raised = (/** @type {string} */ text) => x.sup(x.name(text), x.numeral(layer));
  const one = (/** @type {string} */ text) => (sizes.length === 0 ? x.name(text) : raised(text));
  if (block === "a.0") return x.name("x");
  switch (kind) {
    case "w":
      return raised("W");
    case "target":
      return x.name("t");
    case "eta":
      return x.name("η");
    case "error_total":
      return x.name("E");
    case "error":
      return raised("E");
    case "delta":
      return raised("δ");
    case "jacobian":
      return raised("J");
    case "df":
      return x.row(x.name("f"), { ...x.operator("′"), call: true }, x.bracketed(raised("z")));
    case "complement":
      return x.bracketed(x.joined([x.numeral("1"), raised("a")], "−"));
    case "difference":
      return x.bracketed(x.joined([raised("a"), x.name("t")], "−"));
    case "dE_da":
      return gradient(raised("a"));
    case "dE_dw":
      return gradient(raised("W"));
    case "dE_db":
      return gradient(raised("b"));
    case "change_w":
      return x.row(x.name("Δ"), raised("W"));
    case "change_b":
      return x.row(x.name("Δ"), raised("b"));
    case "w_next":
      return x.sup(x.name("W"), x.row(x.numeral(layer), x.operator("+")));
    case "b_next":
      return x.sup(x.name("b"), x.row(x.numeral(layer), x.operator("+")));
    case "updates":
      return x.name("n");
    case "others_error":
      return x.indexed("E", "others");
    case "batch_error":
      return x.indexed("E", "batch");
    default: {
      const stem = stemOf(kind);
      return stem ? added(stem, stem.of === "w" ? "W" : "b", layer) : one(kind);
    }
  }
}
