// Wires the parts of a page together, and nothing else; main.js and frame.js say which page it is.
import { createActions, NOWHERE } from "./actions.js";
import { clock, opened, storage, store } from "./begin.js";
import { browserEnvironment } from "./environment.js";
import { createInquiries } from "./inquiries.js";
import { createKeep } from "./keep/keep.js";
import { restoreView } from "./keep/looking.js";
import { listenToKeys } from "./keyboard.js";
import { ahead } from "./later.js";
import { packedIn, SessionError } from "./opening.js";
import { somethingToShow } from "./patience.js";
import { followPreferences } from "./preferences.js";
import { enterRoom } from "./session.js";
import { takeDroppedFiles } from "./view/keep/dropping.js";
import { startTheme } from "./view/theme.js";

/**
 * @typedef {import("./actions.js").Actions} Actions
 *
 * @typedef {object} Page
 * @property {(host: HTMLElement, props: import("./view/app.js").Props) => void} mount
 * @property {(actions: Actions) => void} drawn what to do when the first frame was drawn
 * @property {boolean} keepsAddress whoever opened it reloads what was opened
 */

/** How long what is loaded ahead waits at most for the browser to be idle, in ms. */
const PATIENCE = 2000;

const keep = createKeep({
  store,
  fetch: (...request) => fetch(...request),
  doors: { origin: location.origin, enter: (room, key, view) => enterRoom({ room, key, view }, { location, storage }) },
});

/** Resolves when the first frame was drawn. */
const drawn = () =>
  new Promise((resolve) => {
    const stop = clock.afterFrame(() => {
      if (store.frame.peek() === null || keep.shown() === null) return;
      stop();
      resolve(undefined);
    });
  });

/** Resolves when the browser has nothing else to do; not every browser says when. */
const idle = () =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(resolve, { timeout: PATIENCE });
    else setTimeout(resolve, PATIENCE / 10);
  });

/** Puts the page into its place. @param {Page} page @param {import("./actions.js").Parts} parts */
function show(page, { socket, session }) {
  const actions = createActions({ store, socket, session });
  const inquiries = createInquiries({ store, fetch: (...request) => fetch(...request) });
  const host = /** @type {HTMLElement} */ (document.getElementById("app"));
  page.mount(host, { store, actions, clock, inquiries, keep });
  listenToKeys(window, actions, () => store.dialog.peek() !== null);
  takeDroppedFiles(window, keep, (detail) => actions.tell(detail));
  return actions;
}

/** A link that is pasted into an open tab opens as it would in a new one. @param {Page} page */
function followLink({ keepsAddress }) {
  if (packedIn(location.hash) === null) return;
  if (!keepsAddress) history.replaceState(null, "", `/${location.hash}`);
  location.reload();
}

/** Without a room there is nothing to do, but to say why. @param {unknown} error @param {Page} page */
function explain(error, page) {
  if (!(error instanceof SessionError)) throw error;
  const connection = { since: null, retry_at: null, code: null, text: error.message };
  store.receive({ type: "connection", connection: { ...connection, status: "ended" } });
  show(page, NOWHERE);
  addEventListener("hashchange", () => followLink(page));
}

/** @param {Page} page */
async function run(page) {
  // At once: while the page waits for its room it has the colours that it will have.
  startTheme(store);
  followPreferences(store, location.search, matchMedia("(prefers-reduced-motion: reduce)"));
  const { session, socket } = await opened;
  await somethingToShow(store, browserEnvironment(clock.now).later);
  const actions = show(page, { socket, session });
  restoreView(store, session.takeView());
  // A host link that is pasted into the open tab changes nothing but the fragment.
  addEventListener("hashchange", () => {
    if (session.adoptKey({ location, history })) socket.reopen(() => {});
    followLink(page);
  });
  clock.afterFrame(() => socket.drawn());
  await drawn();
  performance.mark("ready");
  page.drawn(actions);
}

/**
 * Starts the page. `window.deltaflow` has two promises: `ready`, the first frame is drawn and the controls work; and `whole`, is everything
 * here that the page may ever show? The time of `ready` is a mark of this name in the browser's performance entries.
 * @param {Page} page
 */
export function start(page) {
  const ready = run(page).catch((error) => explain(error, page));
  Object.assign(window, { deltaflow: { store, ready, whole: ready.then(idle).then(ahead) } });
}
