// Finding a quantity by what people call it: w5, δ h1, gradient w5, target. Pure.

/** @typedef {{id: string, symbol: string, words: string, text: string}} Entry */

/** @typedef {{quantity(id: string): {symbol: string, words: string}}} Named */

/** What may be typed for letters that keyboards lack. @type {[RegExp, string][]} */
const SPELLINGS = [
  [/δ/g, "delta"],
  [/∂e\/∂/g, "de/d"],
  [/∂/g, "d"],
  [/η/g, "eta"],
  [/σ/g, "sigma"],
  [/⁺/g, "+"],
  [/\u0302/g, " hat"],
];

/** @param {string} text @returns {string} */
function folded(text) {
  const plain = text.toLowerCase().replace(/[₀-₉]/g, (digit) => String("₀₁₂₃₄₅₆₇₈₉".indexOf(digit)));
  return SPELLINGS.reduce((so_far, [letter, spelled]) => so_far.replace(letter, spelled), plain);
}

/**
 * Everything that can be found.
 * @param {string[]} ids
 * @param {Named} names
 * @param {Named[]} [others] of the same network in other notations: one may type their symbols, too
 * @returns {Entry[]}
 */
export function entriesOf(ids, names, others = []) {
  return ids.map((id) => {
    const { symbol, words } = names.quantity(id);
    const symbols = [symbol, ...others.map((other) => other.quantity(id).symbol)];
    return { id, symbol, words, text: [...new Set(symbols), words].map(folded).join(" ") };
  });
}

/** Low is better: the symbol itself, then a symbol that begins so, then a word that does. @param {Entry} entry @param {string} typed */
function rank({ symbol, text }, typed) {
  const own = folded(symbol);
  if (own === typed) return 0;
  if (own.startsWith(typed)) return 1;
  return text.includes(` ${typed}`) ? 2 : 3;
}

/**
 * The entries that hold every word typed, the best first.
 * @param {Entry[]} entries
 * @param {string} typed
 * @returns {Entry[]}
 */
export function found(entries, typed) {
  const whole = folded(typed.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  const hits = entries.filter(({ text }) => words.every((word) => text.includes(word)));
  return hits.sort((p, q) => rank(p, whole) - rank(q, whole));
}
