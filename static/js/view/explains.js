// The words of a thing stand where it is drawn and go with it onto the page: "Everything explained" gathers them there.

/** @typedef {Record<string, string>} Attributes to be spread into a tag, or set on an element */

const SENTENCE = /^\p{Lu}.*[.:]$/su;

/**
 * What a thing says, in a sentence or two.
 * @param {string} words
 * @param {string} [called] what each of many such things is called together; one alone has its own name
 * @returns {Attributes}
 * @throws {TypeError} where there are no words
 */
export function explains(words, called) {
  if (typeof words !== "string" || !SENTENCE.test(words))
    throw new TypeError(`Whatever is drawn to be used says what it does, in a sentence; this says: ${words}`);
  return called === undefined ? { "data-explains": words } : { "data-explains": words, "data-called": called };
}

/** A part of the page, with a title for what is explained in it. @param {string} title @returns {Attributes} */
export const part = (title) => ({ "data-part": title });

/**
 * What an element was drawn with.
 * @param {Element} element
 * @returns {{words: string, called: string | null, part: string} | null} null: nothing of its own
 */
export function explanationOf(element) {
  const words = element.getAttribute("data-explains");
  if (words === null) return null;
  const around = element.closest("[data-part]")?.getAttribute("data-part");
  return { words, called: element.getAttribute("data-called"), part: around ?? "On this page" };
}
