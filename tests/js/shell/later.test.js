// What comes when it is wanted: once, again after a failure, or all ahead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { createLater } from "../../../static/js/later.js";

/** A server that can be gone, and what was asked of it. */
function setUp() {
  const { later, ahead } = createLater();
  /** @type {string[]} */
  const asked = [];
  const server = { gone: false };
  /** @param {string} name */
  const made = (name) =>
    later(async () => {
      asked.push(name);
      await null;
      if (server.gone) throw new TypeError("Failed to fetch");
      return { name };
    });
  return { made, ahead, asked, server };
}

test("nothing is loaded before it is wanted, and then once, however often", async () => {
  const { made, asked } = setUp();
  const finder = made("finder");
  assert.deepEqual([finder.status.value, finder.it, asked], ["away", undefined, []]);
  const first = finder.get();
  assert.equal(finder.get(), first);
  assert.equal(finder.status.value, "coming");
  assert.deepEqual(await first, { name: "finder" });
  assert.equal(await finder.get(), finder.it);
  assert.deepEqual([finder.status.value, finder.it, asked], ["here", { name: "finder" }, ["finder"]]);
});

test("who reads what is wanted asks for it, and hears when it is here", async () => {
  const { made, asked, server } = setUp();
  const finder = made("finder");
  /** @type {unknown[]} */
  const read = [];
  const stop = effect(() => {
    read.push(finder.wanted());
  });
  assert.deepEqual(asked, ["finder"]);
  await finder.get();
  assert.deepEqual(read.at(-1), { name: "finder" });
  stop();
  server.gone = true;
  const help = made("help");
  assert.equal(help.wanted(), undefined);
  await assert.rejects(help.get());
  assert.deepEqual([help.wanted(), help.status.value, asked], [undefined, "failed", ["finder", "help"]]);
});

test("what failed says so, and comes when it is wanted again", async () => {
  const { made, asked, server } = setUp();
  const finder = made("finder");
  /** @type {string[]} */
  const statuses = [];
  effect(() => {
    statuses.push(finder.status.value);
  });
  server.gone = true;
  await assert.rejects(finder.get(), /Failed to fetch/);
  assert.equal(finder.it, undefined);
  server.gone = false;
  assert.deepEqual(await finder.get(), { name: "finder" });
  assert.deepEqual(statuses, ["away", "coming", "failed", "coming", "here"]);
  assert.deepEqual(asked, ["finder", "finder"]);
});

test("ahead, everything comes one after the other, but for what is here", async () => {
  const { made, ahead, asked } = setUp();
  const parts = ["help", "finder", "paths"].map(made);
  await parts[1].get();
  assert.equal(await ahead(), true);
  assert.deepEqual(asked, ["finder", "help", "paths"]);
  assert.ok(parts.every(({ status }) => status.value === "here"));
});

test("ahead, a server that is gone is not asked for the rest, and what is wanted later still comes", async () => {
  const { made, ahead, asked, server } = setUp();
  const [help, finder] = ["help", "finder"].map(made);
  server.gone = true;
  assert.equal(await ahead(), false);
  assert.deepEqual(asked, ["help"]);
  server.gone = false;
  await Promise.all([help.get(), finder.get()]);
  assert.deepEqual([help.status.value, finder.status.value], ["here", "here"]);
});
