// Breaking a sentence into lines, and its names into letter and lowered index. Pure.

/** As on the page: a unit's, weight's or bias's letter and its number. */
const NAME = /(?<![\p{L}\d])([xhowb])(\d+(?:\.\d+)?)(?![\p{L}\d])/gu;

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]} at least one word in each; none for nothing
 */
export function lines(text, width, measure) {
  /** @type {string[]} */
  const made = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = made.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width) made[made.length - 1] = `${last} ${word}`;
    else made.push(word);
  }
  return made;
}

/** @param {string} text @returns {{text: string, lowered: boolean}[]} */
export function pieces(text) {
  return text
    .split(NAME)
    .map((piece, index) => ({ text: piece, lowered: index % 3 === 2 }))
    .filter(({ text: piece }) => piece !== "");
}
