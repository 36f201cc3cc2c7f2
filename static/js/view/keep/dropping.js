// A moment file dropped anywhere on the page is loaded.

/**
 * @param {Pick<EventTarget, "addEventListener">} target
 * @param {import("../../keep/keeper.js").Keeper} keep
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
    keep.load(file).catch((error) => refused(error.message));
  });
}
