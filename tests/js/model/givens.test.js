import assert from "node:assert/strict";
import { test } from "node:test";
import {
  givenOf,
  givensOf,
  isGiven,
  neighbouring,
  nextOf,
  standing,
  stepOf,
  stepped,
} from "../../../static/js/model/givens.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { snapshot } from "./samples.js";

test("givens are what nothing computes", () => {
  for (const id of ["w.1.0.1", "b.2.0", "a.0.1", "target.2.0", "eta"]) assert.ok(isGiven(id), id);
  for (const id of ["a.1.0", "z.1.0", "w_next.1.0.0", "delta.2.0", "weighted.1.0.0", ""]) assert.ok(!isGiven(id), id);
});

test("a number leads to its weight or bias", () => {
  const expected = {
    "w.1.0.1": "w.1.0.1",
    "w_next.2.1.0": "w.2.1.0",
    "dE_dw.2.1.0": "w.2.1.0",
    "contribution.2.1.0": "w.2.1.0",
    "b_next.1.1": "b.1.1",
    "dE_db.2": "b.2.0",
    "a.0.0": "a.0.0",
  };
  for (const [id, given] of Object.entries(expected)) assert.equal(givenOf(id), given);
  for (const id of ["a.1.0", "delta.2.0", "error_total", "jacobian.2.0.1", ""]) assert.equal(givenOf(id), null);
});

test("a parameter that has just changed stands at its new number", () => {
  /** @type {Record<string, number>} */
  const values = { "w.1.0.0": 1, "w_next.1.0.0": 2, "w.1.0.1": 3, eta: 0.5 };
  const value = (/** @type {string} */ id) => values[id] ?? null;
  assert.equal(standing("w.1.0.0", value), 2);
  assert.equal(standing("w.1.0.1", value), 3);
  assert.equal(standing("eta", value), 0.5);
  assert.equal(standing("b.1.0", value), null);
  assert.equal(nextOf("eta"), null);
});

test("every given once, and of shared biases one for each layer", () => {
  const script = new ScriptView(snapshot().script);
  const biases = (/** @type {string} */ policy) => givensOf(script, policy).filter((id) => id.startsWith("b."));
  assert.deepEqual(biases("frozen"), ["b.1.0", "b.2.0"]);
  assert.deepEqual(biases("per_unit"), ["b.1.0", "b.1.1", "b.2.0", "b.2.1"]);
  assert.equal(givensOf(script, "per_unit").length, 8 + 4 + 2 + 2 + 1);
});

test("steps leave no dust of adding in binary", () => {
  assert.equal(stepped(0.4, 1, 0.01), 0.41);
  assert.equal(stepped(0.1, 2, 0.1), 0.3);
  assert.equal(stepped(0.05, -5, 0.01), 0);
  assert.equal(stepped(0.35891647971788465, 1, 0.001), 0.35991647971788465);
  assert.equal(stepped(-0.02, 3, 0.01), 0.01);
  assert.equal(stepped(1e20, 1, 0.01), 1e20);
});

test("Shift goes far, Alt goes fine", () => {
  assert.equal(stepOf({ shiftKey: false, altKey: false }), 0.01);
  assert.equal(stepOf({ shiftKey: true, altKey: false }), 0.1);
  assert.equal(stepOf({ shiftKey: false, altKey: true }), 0.001);
});

test("Tab leads to the next given, in the table to its own cell", () => {
  const script = new ScriptView(snapshot().script);
  const from = (/** @type {string} */ of, /** @type {string} */ place, way = 1, policy = "frozen") =>
    Object.values(neighbouring({ of, place }, way, script, policy)).join(" at ");
  assert.equal(from("w.2.0.0", "stage"), "w.2.0.1 at stage");
  assert.equal(from("w.2.0.1", "panel", -1), "w.2.0.0 at panel");
  assert.equal(from("w.2.0.0", "table:w.2.0.0"), "w.2.0.1 at table:w.2.0.1");
  // At the end of an iteration one changes what has just been updated, where it was.
  assert.equal(from("w.2.0.0", "table:w_next.2.0.0"), "w.2.0.1 at table:w_next.2.0.1");
  const all = givensOf(script, "frozen").filter((id) => id !== "eta");
  for (const [index, id] of all.entries()) {
    const next = all[(index + 1) % all.length];
    assert.equal(from(id, `table:${id}`), `${next} at table:${next}`, "frozen biases have no updated cell");
    assert.equal(from(next, "stage", -1), `${id} at stage`);
  }
  assert.equal(from("b.1.1", "stage"), from("b.1.0", "stage"), "one bias for the layer");
  assert.notEqual(from("b.1.1", "stage", 1, "per_unit"), from("b.1.0", "stage", 1, "per_unit"));
});
