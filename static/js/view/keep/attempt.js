// Doing something that takes a while or fails, and saying so where it was asked for.
import { html } from "htm/preact";
import { useState } from "preact/hooks";

/**
 * @typedef {{text: string, wrong: boolean}} Told
 * @typedef {(deed: () => Promise<string>) => Promise<void>} Attempt does something, and tells what the deed says or why it failed
 */

/** @returns {[Told, boolean, Attempt]} what there is to say; whether something is under way; and how to begin */
export function useAttempt() {
  const [told, tell] = useState({ text: "", wrong: false });
  const [busy, setBusy] = useState(false);
  /** @type {Attempt} */
  const attempt = async (deed) => {
    setBusy(true);
    tell({ text: "", wrong: false });
    try {
      tell({ text: await deed(), wrong: false });
    } catch (error) {
      tell({ text: error instanceof Error ? error.message : String(error), wrong: true });
    } finally {
      setBusy(false);
    }
  };
  return [told, busy, attempt];
}

/** @param {{told: Told}} props */
export function Outcome({ told }) {
  return html`<p class=${told.wrong ? "told refused" : "told"} role="status">${told.text}</p>`;
}
