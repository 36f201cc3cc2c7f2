import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createStore } from "../../../static/js/model/store.js";
import { encodeHello } from "../../../static/js/protocol.js";
import { Socket } from "../../../static/js/socket.js";
import { frame, snapshot, stateEvent } from "../model/samples.js";
import { FakeBrowser } from "./fake_browser.js";

/** @typedef {import("../../../static/js/types.js").Received} Received */

/** @type {FakeBrowser} */
let browser;
/** @type {ReturnType<typeof createStore>} */
let store;
/** @type {Socket} */
let socket;
/** @type {string | null} */
let key;
let reloads = 0;
/** @type {Received[]} */
let received;

beforeEach(() => {
  browser = new FakeBrowser();
  store = createStore();
  key = "KEY";
  reloads = 0;
  received = [];
  const options = {
    url: "ws://host/r/K7QX2M/ws",
    hello: () => encodeHello(key, "tab"),
    receive: (/** @type {Received} */ message) => {
      received.push(message);
      store.receive(message);
    },
    takenOver: () => {
      key = null;
    },
    reload: () => {
      reloads += 1;
      return reloads === 1;
    },
  };
  socket = new Socket(options, browser);
});

/** Connect and get the whole state with its frame. */
function goLive() {
  socket.start();
  browser.line.onopen?.({});
  browser.line.say(snapshot(), frame({ frame: 1 }));
}

const status = () => store.connection.value.status;

describe("connecting", () => {
  test("says hello first, and nothing before the line is open", () => {
    socket.start();
    assert.deepEqual(browser.line.sent, []);
    assert.equal(socket.send({ type: "step" }), null);
    browser.line.onopen?.({});
    assert.deepEqual(browser.line.sent, [{ type: "hello", protocol: 2, key: "KEY", client: "tab" }]);
    assert.equal(browser.line.binaryType, "arraybuffer");
    assert.equal(status(), "connecting");
  });

  test("is live with the first snapshot; commands count up", () => {
    goLive();
    assert.equal(status(), "live");
    assert.equal(socket.send({ type: "step" }), 1);
    assert.equal(socket.send({ type: "open_branch", branch: 7 }), 2);
    assert.deepEqual(browser.line.sent.slice(1), [
      { type: "step", id: 1 },
      { type: "open_branch", branch: 7, id: 2 },
    ]);
  });

  test("twice makes one connection", () => {
    goLive();
    socket.start();
    assert.equal(browser.lines.length, 1);
  });
});

describe("a gap", () => {
  test("asks for one snapshot and shows nothing new until it comes", () => {
    goLive();
    browser.line.say(stateEvent({ seq: 8 }), stateEvent({ seq: 9 }), frame({ frame: 2, seq: 9, moment: 3 }));
    assert.deepEqual(browser.line.sent.slice(1), [{ type: "snapshot", id: 1 }]);
    assert.equal(store.position.value?.moment, 0);
    browser.line.say(snapshot({ seq: 9 }), frame({ frame: 3, seq: 9, moment: 3 }));
    assert.equal(store.position.value?.moment, 3);
    browser.line.say(stateEvent({ seq: 10 }));
    assert.equal(browser.line.sent.length, 2);
  });

  test("a message of no protocol ends the connection, and is forgiven once", () => {
    goLive();
    browser.line.onmessage?.({ data: '{"type":"explosion"}' });
    assert.equal(status(), "lost");
    assert.match(store.connection.value.text, /does not understand/);
    assert.equal(browser.openLines, 0);
    browser.pass(9999);
    assert.equal(browser.lines.length, 1);
    browser.pass(1);
    assert.equal(browser.lines.length, 2);
    browser.line.onmessage?.({ data: "[]" });
    assert.equal(status(), "ended");
    browser.pass(100_000);
    assert.equal(browser.lines.length, 2);
  });

  test("a frame that does not fit the snapshot counts as such a message", () => {
    goLive();
    browser.line.say(frame({ frame: 2, values: new Float64Array(2) }));
    assert.equal(status(), "lost");
  });
});

describe("acknowledging", () => {
  test("happens after drawing, once, with the newest frame", () => {
    goLive();
    assert.deepEqual(browser.line.acknowledged, []);
    browser.line.say(frame({ frame: 2 }), frame({ frame: 3 }));
    socket.drawn();
    socket.drawn();
    assert.deepEqual(browser.line.acknowledged, [3]);
  });

  test("covers a frame that an edit made worthless, else the server would wait for it for ever", () => {
    goLive();
    socket.drawn();
    browser.line.say(stateEvent({ revision: 2 }), frame({ frame: 2 }));
    assert.equal(store.frame.value?.frame, 1);
    socket.drawn();
    assert.deepEqual(browser.line.acknowledged, [1, 2]);
  });

  test("goes on once a second while the page is hidden", () => {
    goLive();
    browser.hide();
    browser.pass(1000);
    assert.deepEqual(browser.line.acknowledged, [1]);
    browser.line.say(frame({ frame: 2 }));
    assert.deepEqual(browser.line.acknowledged, [1]);
    browser.pass(1000);
    assert.deepEqual(browser.line.acknowledged, [1, 2]);
  });

  test("needs no timer while the page is hidden and messages come", () => {
    goLive();
    browser.hide();
    for (let number = 2; number < 6; number += 1) {
      browser.sleep(600);
      browser.line.say(frame({ frame: number }));
    }
    assert.deepEqual(browser.line.acknowledged, [2, 4]);
  });
});

describe("losing the connection", () => {
  test("is noticed after 8 s of silence, not before; a heartbeat breaks it", () => {
    goLive();
    browser.pass(7000);
    browser.line.say({ type: "heartbeat" });
    browser.pass(7999);
    assert.equal(status(), "live");
    browser.pass(1);
    assert.equal(status(), "lost");
    assert.equal(browser.openLines, 0);
    assert.equal(store.stale.value, true);
  });

  test("tells since when, and when it tries again", () => {
    goLive();
    browser.chance = 1;
    browser.line.drop(1012);
    const { since, retry_at, code, text } = store.connection.value;
    assert.deepEqual([since, retry_at, code, text], [1000, 1500, 1012, "The server restarts."]);
    browser.pass(500);
    assert.equal(browser.lines.length, 2);
    assert.equal(store.connection.value.since, 1000);
    assert.equal(store.connection.value.retry_at, null);
  });

  test("also when a new connection never answers", () => {
    socket.start();
    browser.pass(8000);
    assert.equal(status(), "lost");
  });

  test("never leaves two sockets, and what the old one says late is not heard", () => {
    goLive();
    const old = browser.line;
    const hear = old.onmessage;
    browser.pass(8000 + 250);
    assert.equal(browser.lines.length, 2);
    assert.equal(browser.openLines, 1);
    assert.notEqual(hear, null);
    assert.equal(old.onmessage, null);
    old.drop(1006);
    browser.pass(300);
    assert.equal(browser.lines.length, 2);
  });

  test("forgets the old connection's frames: their numbers mean nothing to the new one", () => {
    goLive();
    browser.line.drop(1006);
    browser.pass(250);
    socket.drawn();
    assert.deepEqual(browser.line.acknowledged, []);
  });
});

describe("a hidden page", () => {
  test("does not reconnect; once shown it does at once", () => {
    goLive();
    browser.hide();
    browser.line.drop(1006);
    browser.pass(300_000);
    assert.equal(browser.lines.length, 1);
    browser.show();
    assert.equal(browser.lines.length, 2);
  });

  test("shown again after a sleep does not trust a silent connection", () => {
    goLive();
    browser.hide();
    browser.sleep(300_000);
    browser.show();
    assert.equal(browser.lines.length, 2);
    assert.equal(browser.openLines, 1);
  });

  test("shown again with a connection that speaks keeps it", () => {
    goLive();
    browser.hide();
    browser.pass(2000);
    browser.show();
    assert.equal(browser.lines.length, 1);
  });
});

test("the network's return is not waited out", () => {
  goLive();
  browser.chance = 1;
  for (let attempt = 0; attempt < 6; attempt += 1) {
    browser.line.drop(1006);
    browser.wake();
  }
  assert.equal(browser.lines.length, 7);
  assert.equal(browser.openLines, 1);
});

describe("close codes", () => {
  /** @param {number} code */
  const after = (code) => {
    goLive();
    browser.line.drop(code);
    const said = status();
    browser.pass(60_000);
    return { said, connections: browser.lines.length };
  };

  for (const code of [1000, 1001, 4401, 4404]) {
    test(`${code} ends it`, () => assert.deepEqual(after(code), { said: "ended", connections: 1 }));
  }

  test("4503 waits at least 15 s, also when the page is shown again", () => {
    goLive();
    browser.line.drop(4503);
    browser.pass(14_999);
    browser.wake();
    assert.equal(browser.lines.length, 1);
    browser.pass(1);
    assert.equal(browser.lines.length, 2);
  });

  test("4409 comes back as a viewer", () => {
    goLive();
    browser.line.drop(4409);
    browser.pass(250);
    browser.line.onopen?.({});
    assert.equal(browser.line.sent[0].key, null);
  });

  test("4426 loads the page anew, but only once", () => {
    goLive();
    browser.line.drop(4426);
    assert.equal(reloads, 1);
    assert.match(store.connection.value.text, /anew/);
    socket.start();
    browser.line.drop(4426);
    assert.match(store.connection.value.text, /older than the server/);
    browser.pass(60_000);
    assert.equal(browser.lines.length, 2);
  });

  test("a code of no table counts as lost", () => assert.equal(after(4999).said, "lost"));
});

test("opening anew says another hello and then does what it was opened for", () => {
  key = null;
  goLive();
  key = "KEY";
  let done = 0;
  socket.reopen(() => {
    done += 1;
    socket.send({ type: "take_over" });
  });
  assert.equal(browser.openLines, 1);
  assert.equal(done, 0);
  browser.line.onopen?.({});
  browser.line.say(snapshot({ role: "viewer" }));
  browser.line.say(snapshot());
  assert.equal(done, 1);
  assert.deepEqual(browser.line.sent, [
    { type: "hello", protocol: 2, key: "KEY", client: "tab" },
    { type: "take_over", id: 1 },
  ]);
});
