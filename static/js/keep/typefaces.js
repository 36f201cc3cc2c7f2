// The page's own typefaces as part of a picture, so that it looks the same wherever it is opened.

/**
 * @typedef {{family: string, url: string, weight: string, range: string}} Typeface
 * @typedef {typeof globalThis.fetch} Fetch
 */

const ALL = "U+0-10FFFF";

/** Does a text have any of the characters? @param {string} range as a style sheet writes it @param {string} text */
export function shows(range, text) {
  const parts = range.split(",").map((part) => {
    const [first, last = first] = part.trim().slice(2).split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return parts.some(([first, last]) => first <= code && code <= last);
  });
}

/** The typefaces that the page's style sheets name for a text. @param {Document} page @param {string} text @returns {Typeface[]} */
export function typefacesOf(page, text) {
  return [...page.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const [, file] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src")) ?? [];
      const family = rule.style.getPropertyValue("font-family").replaceAll('"', "");
      const weight = rule.style.getPropertyValue("font-weight") || "400";
      const range = rule.style.getPropertyValue("unicode-range") || ALL;
      const url = file && new URL(file, sheet.href ?? page.baseURI).href;
      return url && shows(range, text) ? [{ family, url, weight, range }] : [];
    }),
  );
}

/** @param {ArrayBuffer} bytes */
function base64(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * Rules that carry the typefaces with them.
 * @param {Typeface[]} typefaces
 * @param {Fetch} fetch
 * @returns {Promise<string>} what could not be read is left out: another typeface is better than no picture
 */
export async function carried(typefaces, fetch) {
  const rules = typefaces.map(async ({ family, url, weight, range }) => {
    const response = await fetch(url).catch(() => null);
    if (!response?.ok) return "";
    const data = base64(await response.arrayBuffer());
    return `@font-face{font-family:"${family}";font-weight:${weight};unicode-range:${range};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  });
  return `${(await Promise.all(rules)).join("")}text{font-feature-settings:"tnum"}`;
}
