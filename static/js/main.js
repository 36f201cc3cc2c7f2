// Wires the parts together, and nothing else.
import { createActions, NOWHERE } from "./actions.js";
import { createClock } from "./clock.js";
import { browserEnvironment } from "./environment.js";
import { createInquiries } from "./inquiries.js";
import { createKeeper } from "./keep/keeper.js";
import { listenToKeys } from "./keyboard.js";
import { createStore } from "./model/store.js";
import { followPreferences } from "./preferences.js";
import { encodeHello } from "./protocol.js";
import { openSession, randomText, SessionError } from "./session.js";
import { Socket } from "./socket.js";
import { mountApp } from "./view/app.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./types.js").Received} Received
 */

const WRONG_KEY = 4401;

const store = createStore();
const clock = createClock();
const keep = createKeeper({ store, fetch: (...request) => fetch(...request) });

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
  mountApp(/** @type {HTMLElement} */ (document.getElementById("app")), { store, actions, clock, inquiries, keep });
  followPreferences(store, location.search, matchMedia("(prefers-reduced-motion: reduce)"));
  listenToKeys(window, actions, () => store.dialog.peek() !== null);
}

/** Without a room there is nothing to do, but to say why. @param {unknown} error */
function explain(error) {
  if (!(error instanceof SessionError)) throw error;
  const connection = { since: null, retry_at: null, code: null, text: error.message };
  store.receive({ type: "connection", connection: { ...connection, status: "ended" } });
  show(NOWHERE);
}

async function start() {
  const session = await openSession({ location, history, storage: () => sessionStorage, fetch, randomText });
  const socket = createSocket(session);
  show({ socket, session });
  // A host link that is pasted into the open tab changes nothing but the fragment.
  addEventListener("hashchange", () => {
    if (session.adoptKey({ location, history })) socket.reopen(() => {});
  });
  clock.afterFrame(() => socket.drawn());
  clock.start();
  socket.start();
  await drawn();
}

Object.assign(window, { deltaflow: { store, ready: start().catch(explain) } });
