// Wires the parts together, and nothing else.
import { createActions, NOWHERE } from "./actions.js";
import { createClock } from "./clock.js";
import { embedOptions, talkToParent } from "./embed.js";
import { browserEnvironment } from "./environment.js";
import { createInquiries } from "./inquiries.js";
import { createKeeper } from "./keep/keeper.js";
import { restoreView } from "./keep/looking.js";
import { listenToKeys } from "./keyboard.js";
import { createStore } from "./model/store.js";
import { packedIn, SessionError } from "./opening.js";
import { followPreferences } from "./preferences.js";
import { encodeHello } from "./protocol.js";
import { enterRoom, openSession, randomText } from "./session.js";
import { Socket } from "./socket.js";
import { mountApp } from "./view/app.js";
import { mountEmbedded } from "./view/embedded.js";
import { takeDroppedFiles } from "./view/keep/dropping.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./types.js").Received} Received
 */

const WRONG_KEY = 4401;

const store = createStore();
const clock = createClock();
const storage = () => sessionStorage;
const keep = createKeeper({
  store,
  fetch: (...request) => fetch(...request),
  doors: { origin: location.origin, enter: (room, key, view) => enterRoom({ room, key, view }, { location, storage }) },
});
const host = /** @type {HTMLElement} */ (document.getElementById("app"));
const embedded = host.dataset.page === "embed";

/** @param {Session} session */
function createSocket(session) {
  /** @param {Received} message */
  const receive = (message) => {
    if (!("type" in message)) return store.receive(message);
    if (message.type === "snapshot") {
      session.settle();
      // A tab that was taken over shows its key no more, but may do so again.
      return store.receive({ ...message, may_drive: message.may_drive || session.mayDrive });
    }
    if (message.type === "connection" && message.connection.code === WRONG_KEY) session.forgetKey();
    store.receive(message);
  };
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return new Socket(
    {
      url: `${scheme}://${location.host}/r/${session.room}/ws`,
      hello: () => encodeHello(session.key, session.client),
      receive,
      takenOver: () => session.watch(),
      reload() {
        const first = session.takeReload();
        if (first) location.reload();
        return first;
      },
    },
    browserEnvironment(clock.now),
  );
}

/** Resolves when the first frame was drawn. */
const drawn = () =>
  new Promise((resolve) => {
    const stop = clock.afterFrame(() => {
      if (store.frame.peek() === null) return;
      stop();
      resolve(undefined);
    });
  });

/** Puts the page into its place. @param {import("./actions.js").Parts} parts */
function show({ socket, session }) {
  const actions = createActions({ store, socket, session });
  const inquiries = createInquiries({ store, fetch: (...request) => fetch(...request) });
  const props = { store, actions, clock, inquiries, keep };
  if (embedded) mountEmbedded(host, props, embedOptions(location.search));
  else mountApp(host, props);
  followPreferences(store, location.search, matchMedia("(prefers-reduced-motion: reduce)"));
  listenToKeys(window, actions, () => store.dialog.peek() !== null);
  takeDroppedFiles(window, keep, (detail) => actions.tell(detail));
  return actions;
}

/** A frame goes where its address says, and listens to the page around it. @param {import("./actions.js").Actions} actions */
function beEmbedded(actions) {
  const { iteration, moment } = embedOptions(location.search);
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

/** Without a room there is nothing to do, but to say why. @param {unknown} error */
function explain(error) {
  if (!(error instanceof SessionError)) throw error;
  const connection = { since: null, retry_at: null, code: null, text: error.message };
  store.receive({ type: "connection", connection: { ...connection, status: "ended" } });
  show(NOWHERE);
  addEventListener("hashchange", followLink);
}

async function start() {
  const session = await openSession({ location, history, storage, fetch, randomText });
  const socket = createSocket(session);
  const actions = show({ socket, session });
  restoreView(store, session.takeView());
  // A host link that is pasted into the open tab changes nothing but the fragment.
  addEventListener("hashchange", () => {
    if (session.adoptKey({ location, history })) socket.reopen(() => {});
    followLink();
  });
  clock.afterFrame(() => socket.drawn());
  clock.start();
  socket.start();
  await drawn();
  if (embedded) beEmbedded(actions);
}

/** A link that is pasted into an open tab opens as it would in a new one. */
function followLink() {
  if (packedIn(location.hash) === null) return;
  if (!embedded) history.replaceState(null, "", `/${location.hash}`);
  location.reload();
}

Object.assign(window, { deltaflow: { store, ready: start().catch(explain) } });
