// The page's own typefaces as part of a picture, so that it looks the same wherever it is opened.

/**
 * @typedef {{family: string, url: string, weight: string}} Typeface
 * @typedef {typeof globalThis.fetch} Fetch
 */

/** The typefaces that the page's style sheets name. @param {Document} page @returns {Typeface[]} */
export function typefacesOf(page) {
  return [...page.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const [, file] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src")) ?? [];
      const family = rule.style.getPropertyValue("font-family").replaceAll('"', "");
      const weight = rule.style.getPropertyValue("font-weight") || "400";
      return file ? [{ family, url: new URL(file, sheet.href ?? page.baseURI).href, weight }] : [];
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
  const rules = typefaces.map(async ({ family, url, weight }) => {
    const response = await fetch(url).catch(() => null);
    if (!response?.ok) return "";
    const data = base64(await response.arrayBuffer());
    return `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  });
  return `${(await Promise.all(rules)).join("")}text{font-feature-settings:"tnum"}`;
}
