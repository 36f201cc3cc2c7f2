// Copying text, also where the clipboard is closed to pages (plain http).

/**
 * @param {string} text
 * @param {HTMLElement | null} shown where the text stands, to be selected if it cannot be copied
 * @returns {Promise<string>} what to tell
 */
export async function copyText(text, shown) {
  if (shown) getSelection()?.selectAllChildren(shown);
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return document.execCommand("copy") ? "Copied." : "Selected: copy it with your keyboard or a long press.";
  }
}
