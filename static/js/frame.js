// The page in a frame of another page: goes where its address says, and listens to the page around it.
import { clock, store } from "./begin.js";
import { embedOptions, talkToParent } from "./embed.js";
import { start } from "./start.js";
import { mountEmbedded } from "./view/embedded.js";

const options = embedOptions(location.search);

/** @param {import("./actions.js").Actions} actions */
function drawn(actions) {
  const { iteration, moment } = options;
  if (iteration !== null || moment !== null) {
    // At the end of an iteration one sees all of it.
    const last = store.script.peek()?.count ?? 1;
    actions.goTo({ iteration: iteration ?? 0, moment: Math.min(moment ?? last - 1, last) });
  }
  if (parent === window) return;
  const post = (/** @type {object} */ message, /** @type {string} */ origin) =>
    parent.postMessage(message, origin === "null" ? "*" : origin);
  talkToParent({ frame: window, post, store, actions, now: clock.now });
}

start({ mount: (host, props) => mountEmbedded(host, props, options), drawn, keepsAddress: true });
