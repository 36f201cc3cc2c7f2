// How long a page stays empty while its room opens: what is drawn before the first numbers come is drawn again with them.
import { effect } from "@preact/signals-core";

/** What takes longer than this, in ms, is waited for with words. */
export const PATIENCE = 200;

/**
 * Resolves when there is something to draw or to say: the first numbers have come, the line is lost, or it takes long.
 * @param {Pick<import("./model/store.js").Store, "frame" | "connection">} store
 * @param {import("./environment.js").Environment["later"]} later
 * @returns {Promise<void>}
 */
export async function somethingToShow({ frame, connection }, later) {
  let leave = () => {};
  await new Promise((resolve) => {
    const cancel = later(() => resolve(undefined), PATIENCE);
    leave = effect(() => {
      if (frame.value === null && !["lost", "ended"].includes(connection.value.status)) return;
      cancel();
      resolve(undefined);
    });
  });
  leave();
}
