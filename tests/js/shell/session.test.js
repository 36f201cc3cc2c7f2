import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pack } from "../../../static/js/keep/packing.js";
import { SessionError } from "../../../static/js/opening.js";
import { openSession, randomText } from "../../../static/js/session.js";

/** A tab at an address, with a server that answers. @param {string} address @param {{status?: number, body?: unknown, fails?: boolean, storage?: Map<string, string>, state?: unknown}} options */
function tab(
  address,
  {
    status = 201,
    body = { room: "K7QX2M", host_key: "secret" },
    fails = false,
    storage = new Map(),
    state = null,
  } = {},
) {
  const url = new URL(address, "http://host");
  const location = { pathname: url.pathname, search: url.search, hash: url.hash };
  /** @type {{path: string, body: any}[]} */
  const asked = [];
  const browser = {
    location,
    history: {
      state: /** @type {unknown} */ (state),
      /** @param {unknown} data @param {string} _unused @param {string} to */
      replaceState(data, _unused, to) {
        this.state = data;
        const next = new URL(to, url);
        Object.assign(location, { pathname: next.pathname, search: next.search, hash: next.hash });
      },
    },
    storage: () => ({
      getItem: (/** @type {string} */ name) => storage.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => void storage.set(name, value),
      removeItem: (/** @type {string} */ name) => void storage.delete(name),
    }),
    /** @type {typeof fetch} */
    fetch: async (path, request) => {
      asked.push({ path: String(path), body: request ? JSON.parse(String(request.body)) : null });
      if (fails) throw new TypeError("Failed to fetch");
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
    },
    randomText: () => "random",
  };
  return { browser, asked, storage, address: () => location.pathname + location.search + location.hash };
}

describe("the start page", () => {
  test("opens a room with the server's example and goes there", async () => {
    const { browser, asked, address } = tab("/");
    const session = await openSession(browser);
    assert.deepEqual(asked, [{ path: "/api/v1/rooms", body: {} }]);
    assert.equal(address(), "/r/K7QX2M");
    assert.deepEqual([session.room, session.key, session.mayDrive], ["K7QX2M", "secret", true]);
  });

  test("asks for its room before it reads the tab's storage, for which the page stands still", async () => {
    const { browser } = tab("/");
    /** @type {string[]} */
    const done = [];
    const { fetch, storage } = browser;
    browser.fetch = (...request) => {
      done.push("asked");
      return fetch(...request);
    };
    browser.storage = () => {
      done.push("read");
      return storage();
    };
    await openSession(browser);
    assert.deepEqual(done.slice(0, 2), ["asked", "read"]);
  });

  test("takes the example from the address and keeps the rest of it", async () => {
    const { browser, asked, address } = tab("/?theme=dark&example=xor");
    await openSession(browser);
    assert.deepEqual(asked[0].body, { example: "xor" });
    assert.equal(address(), "/r/K7QX2M?theme=dark");
  });

  test("says what the server's problem document says", async () => {
    const body = { detail: "Send the key printed when the server started." };
    await assert.rejects(openSession(tab("/", { status: 403, body }).browser), new SessionError(body.detail));
    const wrong = {
      detail: "One field is wrong.",
      errors: [{ pointer: "/example", detail: "There is no such example." }],
    };
    await assert.rejects(
      openSession(tab("/?example=no", { status: 422, body: wrong }).browser),
      SessionError.refused("One field is wrong. At example: There is no such example."),
    );
  });

  test("has a sentence where the server says nothing sensible or nothing at all", async () => {
    await assert.rejects(openSession(tab("/", { status: 502, body: "<html>" }).browser), /no room here \(502\)/);
    await assert.rejects(openSession(tab("/", { fails: true }).browser), /cannot be reached/);
  });
});

describe("a link that holds everything itself", () => {
  test("that is damaged is let go of, so that a reload opens a room", async () => {
    const { browser, asked, address } = tab("/?theme=dark#m=abc");
    await assert.rejects(openSession(browser), /cannot be opened/);
    assert.deepEqual([address(), asked], ["/?theme=dark", []]);
  });

  test("that the server refuses is let go of; one that it could not be asked about is kept", async () => {
    const link = `/#m=${await pack(/** @type {any} */ ({ schema: "deltaflow.moment", version: 99 }))}`;
    const refused = tab(link, { status: 422, body: { detail: "This is another version." } });
    await assert.rejects(openSession(refused.browser), /another version/);
    assert.equal(refused.address(), "/");
    for (const trouble of [{ fails: true }, { status: 503 }]) {
      const kept = tab(link, trouble);
      await assert.rejects(openSession(kept.browser), SessionError);
      assert.equal(kept.address(), link);
    }
  });
});

describe("a room's page", () => {
  test("takes the host key out of the address bar at once, and keeps it for this tab", async () => {
    const { browser, asked, address, storage } = tab("/r/K7QX2M?theme=dark#k=se%2Fcret");
    const session = await openSession(browser);
    assert.equal(address(), "/r/K7QX2M?theme=dark");
    assert.equal(session.key, "se/cret");
    assert.deepEqual(asked, []);
    assert.equal((await openSession(tab("/r/K7QX2M", { storage }).browser)).key, "se/cret");
    assert.equal((await openSession(tab("/r/OTHER1", { storage }).browser)).key, null);
  });

  test("watches without a key", async () => {
    const session = await openSession(tab("/r/K7QX2M#elsewhere").browser);
    assert.deepEqual([session.key, session.mayDrive], [null, false]);
  });

  test("that was taken over shows no key, not even after a reload, until it takes over again", async () => {
    const { browser, storage } = tab("/r/K7QX2M#k=secret");
    (await openSession(browser)).watch();
    const reloaded = await openSession(tab("/r/K7QX2M", { storage }).browser);
    assert.deepEqual([reloaded.key, reloaded.mayDrive], [null, true]);
    reloaded.drive();
    assert.equal(reloaded.key, "secret");
  });

  test("forgets a wrong key", async () => {
    const session = await openSession(tab("/r/K7QX2M#k=wrong").browser);
    session.forgetKey();
    assert.equal(session.mayDrive, false);
  });
});

test("a tab keeps its name; another tab has another", async () => {
  const first = tab("/r/K7QX2M");
  assert.equal((await openSession(first.browser)).client, "random");
  const again = tab("/r/K7QX2M", { storage: first.storage });
  again.browser.randomText = () => "other";
  assert.equal((await openSession(again.browser)).client, "random");
  assert.match(randomText(), /^[0-9a-f]{32}$/);
  assert.notEqual(randomText(), randomText());
});

test("a page that is too old is loaded anew once, until it was understood", async () => {
  const session = await openSession(tab("/r/K7QX2M").browser);
  assert.deepEqual([session.takeReload(), session.takeReload()], [true, false]);
  session.settle();
  assert.equal(session.takeReload(), true);
});

test("a browser that allows no storage still drives", async () => {
  const { browser } = tab("/r/K7QX2M#k=secret");
  browser.storage = () => {
    throw new Error("SecurityError");
  };
  const session = await openSession(browser);
  assert.equal(session.key, "secret");
  session.watch();
  assert.equal(session.key, null);
});

describe("a frame", () => {
  test("keeps its address, and finds its room again when it is reloaded", async () => {
    const first = tab("/embed?example=xor&panel=1");
    await openSession(first.browser);
    assert.equal(first.address(), "/embed?example=xor&panel=1");
    const { state } = first.browser.history;
    const again = tab("/embed?example=xor&panel=1", { status: 200, body: {}, state });
    const session = await openSession(again.browser);
    assert.deepEqual([session.room, session.key], ["K7QX2M", "secret"]);
    assert.deepEqual(again.asked, [{ path: "/api/v1/rooms/K7QX2M", body: null }]);
  });

  test("opens a new room where its own is no more, and for another address", async () => {
    const noted = { room: "OLDONE", host_key: "old", asked: "?example=xor" };
    for (const [address, state] of [
      ["/embed?example=xor", { ...noted, room: "GONE" }],
      ["/embed?example=mazur", noted],
      ["/embed?example=xor", { ...noted, host_key: 1 }],
      ["/embed?example=xor", "?"],
    ]) {
      const { browser, asked } = tab(String(address), { state });
      const { fetch } = browser;
      browser.fetch = (path, request) =>
        request ? fetch(path, request) : Promise.resolve(new Response("", { status: 404 }));
      assert.equal((await openSession(browser)).key, "secret");
      assert.equal(asked.at(-1)?.path, "/api/v1/rooms");
    }
  });

  test("keeps its room where the server does not say that it is no more", async () => {
    const state = { room: "OLDONE", host_key: "old", asked: "" };
    for (const answer of [{ status: 429, body: { detail: "Try again in 2 s." } }, { fails: true }]) {
      const { browser, asked } = tab("/embed", { ...answer, state });
      await assert.rejects(openSession(browser), answer.fails ? /cannot be reached/ : /Try again in 2 s\./);
      assert.deepEqual([browser.history.state, asked.length], [state, 1]);
    }
  });

  test("that watches a room notes nothing", async () => {
    const { browser, asked } = tab("/embed?room=OTHER1");
    assert.equal((await openSession(browser)).room, "OTHER1");
    assert.deepEqual([browser.history.state, asked], [null, []]);
  });
});
