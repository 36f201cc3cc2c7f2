// A moment file dropped anywhere on the page is loaded.

import { later } from "../../later.js";

const keeper = later(() => import("../../keep/keeper.js"));

/**
 * @param {File} file
 * @param {import("../../keep/keep.js").Keep} keep
 */
async function load(file, keep) {
  const { createKeeper } = await keeper.get().catch(() => {
    throw new Error("The file cannot be opened while the server cannot be reached. Drop it again when it can.");
  });
  await createKeeper(keep).load(file);
}

/**
 * @param {Pick<EventTarget, "addEventListener">} target
 * @param {import("../../keep/keep.js").Keep} keep
 * @param {(reason: string) => void} refused
 */
export function takeDroppedFiles(target, keep, refused) {
  target.addEventListener("dragover", (event) => {
    const data = /** @type {DragEvent} */ (event).dataTransfer;
    // Else the browser would leave the page to show the file.
    if (data?.types.includes("Files")) event.preventDefault();
  });
  target.addEventListener("drop", (event) => {
    const file = /** @type {DragEvent} */ (event).dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    load(file, keep).catch((error) => refused(error.message));
  });
}
