// Opens the room and connects to it. A script of its own, which the page starts before the rest of it has come.
import { createClock } from "./clock.js";
import { browserEnvironment } from "./environment.js";
import { createStore } from "./model/store.js";
import { encodeHello } from "./protocol.js";
import { openSession, randomText } from "./session.js";
import { Socket } from "./socket.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./types.js").Received} Received
 */

const WRONG_KEY = 4401;

export const store = createStore();
export const clock = createClock();
export const storage = () => sessionStorage;

/** @param {Session} session */
function createSocket(session) {
  /** @param {Received} message */
  const receive = (message) => {
    if (!("type" in message)) {
      // It is acknowledged after a frame, also where it changes nothing on the page.
      clock.wake();
      return store.receive(message);
    }
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

async function open() {
  const session = await openSession({ location, history, storage, fetch, randomText });
  const socket = createSocket(session);
  socket.start();
  return { session, socket };
}

/** The tab's place in its room, and the line to it. Rejects with a `SessionError` that says why there is none. */
export const opened = open();
// Whoever shows the page says why; until that has come, nobody misses an answer.
opened.catch(() => {});
