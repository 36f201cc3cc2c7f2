// What was tried: each ε with what every method makes of it, and how far off that is. Pure.

/**
 * @typedef {"forward" | "central" | "complex_step"} Method
 * @typedef {{epsilon: number} & Record<Method | `${Method}_error`, number | null>} Step null: it ran over
 */

/** The methods that need an ε; each has its own mark, an outline around 0,0: circle, square, triangle. @type {{id: Method, words: string, formula: string, mark: string}[]} */
export const METHODS = [
  { id: "forward", words: "forward", formula: "(E(w+ε) − E(w)) / ε", mark: "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0z" },
  { id: "central", words: "central", formula: "(E(w+ε) − E(w−ε)) / 2ε", mark: "M-2.7,-2.7h5.4v5.4h-5.4z" },
  { id: "complex_step", words: "complex step", formula: "Im E(w+iε) / ε", mark: "M0,-3.4L3.2,2.6L-3.2,2.6z" },
];

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten, as 10⁻⁵; others with their factor. @param {number} epsilon */
export function epsilonText(epsilon) {
  const [mantissa, exponent] = epsilon.toExponential().split("e");
  const digits = [...String(Math.abs(Number(exponent)))].map((digit) => RAISED[Number(digit)]).join("");
  const power = `10${Number(exponent) < 0 ? "⁻" : ""}${digits}`;
  const factor = Number(mantissa) === 1 ? "" : `${Number(Number(mantissa).toPrecision(2))}×`;
  return factor + power;
}

/** How far a method is off. @param {Step} step @param {Method} method */
export const errorOf = (step, method) => step[`${method}_error`];

/** The step one begins at: where much is right, and nothing breaks down yet. @param {Step[]} steps */
export const first = (steps) =>
  Math.max(
    0,
    steps.findIndex(({ epsilon }) => epsilon < 1.1e-5),
  );

/** The step where a method comes closest. @param {Step[]} steps @param {Method} method @returns {number} */
export function best(steps, method) {
  const errors = steps.map((step) => errorOf(step, method) ?? Number.POSITIVE_INFINITY);
  return errors.indexOf(Math.min(...errors));
}

/** What is to be seen at a step, in a sentence. @param {Step[]} steps @param {number} index @returns {string} */
export function verdict(steps, index) {
  const turn = best(steps, "forward");
  const at = epsilonText(steps[turn].epsilon);
  if (index < turn)
    return `Smaller is better still: down to about ${at} the forward difference comes closer to the gradient.`;
  if (index === turn)
    return "Here the forward difference is closest: smaller nudges lose digits, larger ones see the curve's bend.";
  return `Too small: E(w+ε) and E(w) agree in nearly all of their digits, and their difference keeps few. It breaks down below about ${at}; the complex step subtracts nothing, and does not.`;
}
