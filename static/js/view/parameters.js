// The weight or bias that a quantity is about, for what can be asked of parameters only. Pure.

/** @typedef {import("../types.js").Quantity} Quantity */

const OF_WEIGHTS = new Set(["w", "weighted", "contribution", "dE_dw", "change_w", "w_next"]);
const OF_BIASES = new Set(["b", "dE_db", "change_b", "b_next"]);

/** @param {Quantity | null} quantity @returns {string | null} the parameter's id */
export function parameterOf(quantity) {
  if (quantity === null || quantity.layer === null) return null;
  const { kind, layer, unit, source } = quantity;
  if (OF_WEIGHTS.has(kind)) return `w.${layer}.${unit}.${source}`;
  // A shared bias is one number for its layer; its first unit stands for it.
  return OF_BIASES.has(kind) ? `b.${layer}.${unit ?? 0}` : null;
}

/**
 * The gradient of a parameter; null where a bias is not trained.
 * @param {string} parameter
 * @param {{has(id: string): boolean}} script
 */
export function gradientOf(parameter, script) {
  const [kind, layer, ...rest] = parameter.split(".");
  const own = [`dE_d${kind}`, layer, ...rest].join(".");
  if (script.has(own)) return own;
  const shared = `dE_d${kind}.${layer}`;
  return script.has(shared) ? shared : null;
}
