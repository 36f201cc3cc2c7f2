// What is lit, what is numbered, and that nothing is told before it is computed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { factorsOf } from "../../../static/js/view/stage/badges.js";
import { labelsOf } from "../../../static/js/view/stage/labels.js";
import { highlightedPlaces, litPlaces } from "../../../static/js/view/stage/lit.js";
import { visibleText } from "../../../static/js/view/stage/plates.js";
import { unitSpeech } from "../../../static/js/view/stage/speech.js";
import { example, made, staged } from "./fixture.js";

const stage = staged(example(), 806, 405);
const phone = staged(example(), 374, 336);
const END = stage.script.count;

/** @param {number} mu @param {Parameters<typeof stage.at>[1]} [pointing] */
function labels(mu, pointing) {
  const scene = stage.at(mu, pointing);
  return new Map(labelsOf(scene, litPlaces(scene)).map((label) => [label.key, label]));
}

/** @param {number} mu @param {string} key */
function read(mu, key) {
  const label = labels(mu).get(key);
  return label ? visibleText(label) : null;
}

test("at moment 0 nothing is lit, in the update neither", () => {
  assert.equal(litPlaces(stage.at(0)).size, 0);
  assert.equal(litPlaces(stage.at(END)).size, 0);
});

test("while it runs fast nothing is lit and nothing numbered, but what is selected", () => {
  const running = stage.at(END - 1, { fast: true });
  assert.deepEqual([litPlaces(running).size, factorsOf(running)], [0, []]);
  assert.ok(litPlaces(stage.at(END - 1)).size > 0);
  assert.ok(litPlaces(stage.at(END - 1, { fast: true, selection: "w.1.0.0" })).size > 0);
});

test("a net input lights its unit, its sources and the edges between", () => {
  const lit = [...litPlaces(stage.at(0.5))].sort();
  assert.deepEqual(lit, ["edge:1.0.0", "edge:1.0.1", "unit:0.0", "unit:0.1", "unit:1.0"]);
});

test("the gradient of a first-layer weight lights the whole path to the outputs", () => {
  const lit = [...litPlaces(stage.at(END - 1, { selection: "dE_dw.1.0.0" }))].sort();
  assert.deepEqual(lit, ["edge:1.0.0", "edge:2.0.0", "edge:2.1.0", "unit:0.0", "unit:1.0", "unit:2.0", "unit:2.1"]);
});

test("in a deeper network the path goes on through every later layer", () => {
  const deep = staged(example(made([3, 4, 4, 2])), 806, 405);
  const lit = litPlaces(deep.at(0, { selection: "dE_dw.1.0.0" }));
  assert.equal([...lit].filter((key) => key.startsWith("edge:")).length, 1 + 4 + 8);
});

test("pointing at a shared bias's gradient lights its whole layer", () => {
  const shared = staged(example(undefined, "shared"), 806, 405);
  assert.deepEqual([...highlightedPlaces(shared.at(0, { highlight: "dE_db.1" }))], ["unit:1.0", "unit:1.1"]);
});

test("a value stands on the stage from the end of its own moment on, and not before", () => {
  /** @type {[string, string, string, string | null][]} quantity, label, then, before */
  const cases = [
    ["z.1.0", "value:unit:1.0", "h1 z 0.378", "h1"],
    ["a.1.0", "value:unit:1.0", "h1 0.593", "h1 z 0.378"],
    ["error.2.0", "error:unit:2.0", "error 0.2748", "error"],
    ["error_total", "total", "total error E 0.2984", "total error E"],
    ["dE_da.2.0", "sum:unit:2.0", "∂E/∂a +0.7414", null],
    ["df.2.0", "df:unit:2.0", "f′ 0.1868", null],
    ["delta.2.0", "delta:unit:2.0", "δ +0.1385", null],
    ["dE_dw.2.0.0", "plate:edge:2.0.0", "w5 0.400 ∂ +0.0822", "w5 0.400"],
    ["contribution.2.0.0", "token:edge:2.0.0", "+0.0554", null],
    ["contribution.2.1.0", "token:edge:2.1.0", "−0.0190", null],
    ["dE_da.1.0", "sum:unit:1.0", "+0.0554 −0.0190 = +0.0364", null],
    ["w_next.2.0.0", "plate:edge:2.0.0", "w5 0.359 −0.0411", "w5 0.400 ∂ +0.0822"],
  ];
  for (const [id, key, then, before] of cases) {
    const done = /** @type {number} */ (stage.script.momentOf(id)) + 1;
    assert.equal(read(done, key), then, id);
    assert.equal(read(done - 1, key), before, `${id} before its moment`);
    if (id !== "w_next.2.0.0") assert.equal(read(done - 0.01, key), before, `${id} during its moment`);
  }
});

test("during the update every plate rolls from the old to the new weight, all at once", () => {
  const halfway = labels(END - 0.5);
  for (const [key, from, to] of [
    ["2.0.0", 0.4, 0.3589],
    ["1.1.1", 0.3, 0.2995],
  ]) {
    const shown = Number(
      visibleText(
        /** @type {import("../../../static/js/view/stage/labels.js").Label} */ (halfway.get(`plate:edge:${key}`)),
      ).split(" ")[1],
    );
    assert.ok(Math.abs(shown - (Number(from) + Number(to)) / 2) < 0.0011, `${key}: ${shown}`);
  }
});

test("both contributions travel from where they parked to their places in the sum", () => {
  const moment = /** @type {number} */ (stage.script.momentOf("dE_da.1.0"));
  const parked = labels(moment).get("token:edge:2.1.0");
  const halfway = labels(moment + 0.5).get("token:edge:2.1.0");
  const there = labels(moment + 0.999).get("token:edge:2.1.0");
  const sum = labels(moment + 1).get("sum:unit:1.0");
  assert.ok(parked && halfway && there && sum);
  assert.ok(parked.y > halfway.y && halfway.y > there.y);
  assert.ok(Math.abs(there.y - sum.y) < 1 && Math.abs(there.x - sum.x) < sum.w / 2);
  assert.equal(labels(moment + 1).has("token:edge:2.1.0"), false);
});

test("badges number the factors as the panel does, and each one finds a place, on a phone too", () => {
  for (const id of [
    "dE_dw.1.0.0",
    "dE_dw.1.1.1",
    "dE_dw.2.0.0",
    "dE_dw.2.1.0",
    "z.1.0",
    "z.2.1",
    "dE_da.1.0",
    "delta.1.0",
    "error_total",
  ]) {
    for (const [name, { at }] of Object.entries({ stage, phone })) {
      const scene = at(END - 1, { selection: id });
      const badges = labelsOf(scene, litPlaces(scene)).filter(({ shape }) => shape === "badge");
      assert.deepEqual(
        badges.map((badge) => badge.id),
        factorsOf(scene),
        `${id} on the ${name}`,
      );
      assert.deepEqual(
        badges.map(visibleText),
        badges.map((_, index) => String(index + 1)),
      );
    }
  }
  assert.deepEqual(factorsOf(stage.at(END - 1, { selection: "dE_dw.1.0.0" })), ["dE_da.1.0", "df.1.0", "a.0.0"]);
});

test("an accessible name starts with what is to be read and tells only what is known", () => {
  const place = stage.geometry.units.get("unit:1.0");
  assert.ok(place);
  const speech = (/** @type {number} */ mu) => unitSpeech(stage.at(mu), place, labels(mu).get("value:unit:1.0"));
  assert.equal(speech(0), "h1, hidden unit, not computed yet, bias 0.350");
  assert.equal(speech(2), "h1 0.593, hidden unit, net input 0.378, bias 0.350");
  assert.match(speech(END), /^h1 0\.593, hidden unit, .*delta \+0\.00877$/);
});

test("of a large network that trains fast only the plates that somebody looks at say their numbers", () => {
  const large = staged(example(made([8, 16, 16, 8])), 806, 405);
  const texts = (/** @type {Parameters<typeof large.at>[1]} */ pointing) => {
    const scene = large.at(large.script.count - 1, pointing);
    const plates = labelsOf(scene, litPlaces(scene)).filter(({ shape }) => shape === "plate");
    return new Map(plates.map((label) => [label.place, label.waits ? null : visibleText(label)]));
  };
  const at_rest = texts({});
  const told = (/** @type {Parameters<typeof large.at>[1]} */ pointing) =>
    [...texts({ fast: true, ...pointing })].filter(([, text]) => text !== null);
  assert.ok([...at_rest.values()].every((text) => text?.includes(".")));
  assert.deepEqual(told({}), []);
  for (const look of [{ selection: "dE_dw.3.1.2" }, { highlight: "w.3.1.2" }]) {
    const looked_at = new Map(told(look));
    assert.equal(looked_at.get("edge:3.1.2"), at_rest.get("edge:3.1.2"));
    assert.ok(looked_at.size < 24);
  }
});

test("a delta that is exactly 0 has the colour and the mark of neither sign", () => {
  const scene = stage.at(END);
  const value = (/** @type {string} */ id) => (id === "delta.1.0" ? 0 : scene.value(id));
  const chip = (/** @type {typeof scene} */ of) =>
    labelsOf(of, litPlaces(of)).find(({ key }) => key === "delta:unit:1.0");
  const [usual, zero] = [chip(scene), chip({ ...scene, value })];
  assert.ok(usual && zero);
  assert.deepEqual([usual.fill, usual.parts.length], ["pos", 3]);
  assert.deepEqual([zero.fill, zero.parts.map(({ mark }) => mark)], ["zero", [undefined, undefined]]);
});

test("a unit that is too small to hold its number tells it all the same", () => {
  const dense = staged(example(made([4, 16, 3])), 374, 336);
  const scene = dense.at(dense.script.count);
  const inside = new Set(labelsOf(scene, litPlaces(scene)).map(({ key }) => key));
  for (const [key, kind] of [
    ["unit:0.1", "a.0.1"],
    ["unit:1.7", "a.1.7"],
  ]) {
    const place = scene.geometry.units.get(key);
    assert.ok(place && !inside.has(`value:${key}`), `${key} has room for text`);
    const [, unit] = kind.split(".").slice(1);
    const name = `${key.startsWith("unit:0") ? "x" : "h"}${Number(unit) + 1}`;
    const value = Number(/** @type {number} */ (scene.value(kind)))
      .toFixed(3)
      .replace("-", "−");
    assert.ok(
      unitSpeech(scene, place, undefined).startsWith(`${name} ${value}, `),
      unitSpeech(scene, place, undefined),
    );
    assert.match(
      unitSpeech(dense.at(0), place, undefined),
      key === "unit:1.7" ? /^h8, hidden unit, not computed yet/ : /^x2 /,
    );
  }
});
