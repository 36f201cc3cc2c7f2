// How numpy computes the functions that equations call, on whole arrays.

/** Φ(z), the normal distribution's share below each z; numpy has no erfc. @param {string} z */
const below = (z) => `np.array([0.5 * math.erfc(-each / math.sqrt(2)) for each in ${z}])`;

/** @param {string} z shifted, so that nothing runs over */
const powers = (z) => `np.exp(${z} - ${z}.max())`;

/** The code of a call, from its arguments' code. @type {Record<string, (...given: string[]) => string>} */
export const FUNCTIONS = {
  logistic: (z) => `1 / (1 + np.exp(-${z}))`,
  tanh: (z) => `np.tanh(${z})`,
  relu: (z) => `np.maximum(${z}, 0)`,
  leaky_relu: (z, slope) => `np.where(${z} > 0, ${z}, ${slope} * ${z})`,
  elu: (z, alpha) => `np.where(${z} > 0, ${z}, ${alpha} * np.expm1(np.minimum(${z}, 0)))`,
  softplus: (z) => `np.logaddexp(0, ${z})`,
  gelu: (z) => `${z} * ${below(z)}`,
  softmax: (z) => `${powers(z)} / ${powers(z)}.sum()`,
  relu_slope: (z) => `np.where(${z} > 0, 1.0, 0.0)`,
  leaky_relu_slope: (z, slope) => `np.where(${z} > 0, 1.0, ${slope})`,
  elu_slope: (z, alpha) => `np.where(${z} > 0, 1.0, ${alpha} * np.exp(np.minimum(${z}, 0)))`,
  gelu_slope: (z) => `${below(z)} + ${z} * np.exp(-0.5 * ${z} * ${z}) / math.sqrt(2 * math.pi)`,
  diag: (a) => `np.diag(${a})`,
  huber: (d, limit) => `np.where(abs(${d}) <= ${limit}, 0.5 * ${d} * ${d}, ${limit} * (abs(${d}) - 0.5 * ${limit}))`,
  clip: (d, low, high) => `np.clip(${d}, ${low}, ${high})`,
  hinge: (a, target) => `np.maximum(0, 1 - ${target} * ${a})`,
  hinge_slope: (a, target) => `np.where(${target} * ${a} < 1, -${target}, 0.0)`,
  binary_cross_entropy: (z, target) => `np.logaddexp(0, ${z}) - ${target} * ${z}`,
  categorical_cross_entropy: (z, target) => `-${target} * (${z} - ${z}.max() - np.log(${powers(z)}.sum()))`,
  // What an optimiser calls, and what is left of 1 beside a constant.
  scaled_step: (eta, g, square, eps) => `-${eta} * ${g} / (np.sqrt(${square}) + ${eps})`,
  unbiased: (mean, beta, updates) => `${mean} / (1 - ${beta} ** ${updates})`,
  rest: (constant) => `1 - ${constant}`,
};
