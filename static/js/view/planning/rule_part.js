// How first weights are drawn: a rule and its numbers, chosen in words.
import { html } from "htm/preact";
import { exact } from "../format.js";
import { Choice, NumberField } from "./parts.js";

/** @typedef {import("../../model/plan.js").Rule} Rule */

/** How weights may be drawn, and the numbers each rule takes. @type {Record<string, {text: string, numbers: Record<string, number>}>} */
const RULES = {
  uniform: { text: "uniform: anything between two numbers", numbers: { low: -0.5, high: 0.5 } },
  normal: { text: "normal: around a mean", numbers: { mean: 0, std: 0.5 } },
  xavier_uniform: { text: "Xavier (Glorot), uniform: for tanh and logistic", numbers: { gain: 1 } },
  xavier_normal: { text: "Xavier (Glorot), normal", numbers: { gain: 1 } },
  he_uniform: { text: "He, uniform: for ReLU", numbers: { gain: Math.SQRT2 } },
  he_normal: { text: "He, normal", numbers: { gain: Math.SQRT2 } },
  zeros: { text: "all zero: no unit learns anything of its own", numbers: {} },
  equal: { text: "all equal: the units of a layer stay alike", numbers: { value: 0.5 } },
};

/** What the numbers of a rule are called. @type {Record<string, string>} */
const NUMBERS = {
  low: "Lowest weight",
  high: "Highest weight",
  mean: "Mean",
  std: "Standard deviation",
  gain: "Gain",
  value: "Value",
};

/** A rule and its numbers, in a few words. @param {Rule} rule */
export function ruleWords(rule) {
  const { text, numbers } = RULES[rule.name];
  const said = Object.entries(numbers).map(
    ([name, usual]) => `${NUMBERS[name].toLowerCase()} ${exact(rule[name] ?? usual)}`,
  );
  return [text.split(":")[0], ...said].join(", ");
}

/** A rule with its usual numbers. @param {string} name @returns {Rule} */
export const usualRule = (name) => ({ name, ...RULES[name].numbers });

/**
 * A rule and its numbers; or one of the others, which are none.
 * @param {object} props
 * @param {string} props.id what the ids of the fields begin with
 * @param {Rule} props.rule
 * @param {(name: string) => void} props.choose
 * @param {(rule: Rule) => void} props.take the same rule with another number
 * @param {string} props.words
 * @param {[string, string][]} [props.others]
 */
export function RuleFields({ id, rule, choose, take, words, others = [] }) {
  const numbers = RULES[rule.name]?.numbers ?? {};
  return html`<${Choice} id=${`${id}-rule`} label="First weights" explains=${words} value=${rule.name}
      choices=${[...Object.entries(RULES).map(([name, { text }]) => [name, text]), ...others]} choose=${choose} />
    ${Object.keys(numbers).map(
      (name) =>
        html`<${NumberField} key=${name} id=${`${id}-rule-${name}`} label=${NUMBERS[name]} explains=${`The ${NUMBERS[name].toLowerCase()} of this rule.`} value=${rule[name] ?? numbers[name]}
          bounds=${[-1e6, 1e6]} take=${(/** @type {number} */ value) => take({ ...rule, [name]: value })} />`,
    )}`;
}
