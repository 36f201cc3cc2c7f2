// Motion is a pure function: compared at three decimals with numbers worked out by hand from the geometry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelsOf } from "../../../static/js/view/stage/labels.js";
import { motion } from "../../../static/js/view/stage/motion.js";
import { CASES } from "../view/methods.js";
import { example, staged } from "./fixture.js";

/** @typedef {import("../../../static/js/view/stage/motion.js").Glyph} Glyph */

const stage = staged(example(), 806, 405);
const END = stage.script.count;
const round = (/** @type {number} */ value) => Math.round(value * 1000) / 1000;

/** @param {string} id */
const during = (id) => /** @type {number} */ (stage.script.momentOf(id));

/** @template {Glyph["kind"]} K @param {number} mu @param {K} kind @param {Parameters<typeof stage.at>[1]} [pointing] */
function glyphs(mu, kind, pointing) {
  const all = motion(stage.at(mu, pointing));
  return /** @type {Extract<Glyph, {kind: K}>[]} */ (all.filter((glyph) => glyph.kind === kind));
}

test("nothing moves before the first moment, and no glyph ever has a number that is none", () => {
  assert.deepEqual(motion(stage.at(0)), []);
  for (let mu = 0; mu <= END; mu += 0.05) {
    for (const glyph of motion(stage.at(mu)))
      for (const value of Object.values(glyph))
        assert.ok(typeof value !== "number" || Number.isFinite(value), `${mu} ${glyph.kind}`);
  }
});

test("the same position gives the same picture, whatever was drawn before", () => {
  const first = motion(stage.at(22.5));
  motion(stage.at(3.1));
  assert.deepEqual(motion(stage.at(22.5)), first);
});

test("a net input sends a train of three hollow beads along each incoming edge, the larger product on the larger bead", () => {
  const beads = glyphs(0.4, "bead").filter(({ nose }) => nose);
  assert.equal(glyphs(0.4, "bead").length >= 6, true);
  const [small, large] = beads;
  // 14 · √(weighted / largest weighted), from 5.5: w1 x1 = 0.0075, w4 x2 = 0.03 is the layer's largest.
  assert.equal(round(small.radius), round(5.5 + 8.5 * Math.sqrt(0.0075 / 0.03)));
  assert.equal(round(large.radius), round(5.5 + 8.5 * Math.sqrt(0.02 / 0.03)));
  assert.deepEqual(
    beads.map(({ negative }) => negative),
    [false, false],
  );
});

test("colour creeps from the source with the flow, and has arrived at the end", () => {
  const edge = stage.geometry.edges.get("edge:1.0.0");
  assert.ok(edge);
  const reach = (/** @type {number} */ mu) => glyphs(mu, "flow")[0].to.x;
  assert.ok(reach(0.1) < reach(0.3) && reach(0.3) < reach(0.6));
  assert.equal(round(reach(1)), round(edge.end.x));
  assert.equal(round(glyphs(0.37, "flow")[0].to.x), round((edge.start.x + edge.end.x) / 2));
});

test("a contribution is a solid comet back along its edge: it starts at the next unit, its tail points there, its shape is its sign", () => {
  const edge = stage.geometry.edges.get("edge:2.1.0");
  assert.ok(edge);
  const at = during("contribution.2.1.0");
  const [early] = glyphs(at + 0.2, "comet");
  const [late] = glyphs(at + 0.8, "comet");
  assert.ok(early.x > late.x && late.x > edge.start.x);
  for (const comet of [early, late]) {
    assert.equal(comet.negative, true);
    assert.ok(comet.tail.x > comet.x && comet.tail.y > comet.y);
  }
  assert.deepEqual(glyphs(at + 0.5, "bead"), []);
  assert.equal(glyphs(during("contribution.2.0.0") + 0.5, "comet")[0].negative, false);
});

test("a gradient's pulse comes to rest where its plate is", () => {
  const edge = stage.geometry.edges.get("edge:2.0.1");
  assert.ok(edge);
  const [comet] = glyphs(during("dE_dw.2.0.1") + 1, "comet");
  assert.deepEqual([round(comet.x), round(comet.y)], [round(edge.plate.x), round(edge.plate.y)]);
});

test("the error arc opens from the target to the output, clockwise when the output is too large", () => {
  const mu = during("error.2.0") + 1;
  const [arc] = glyphs(mu, "arc");
  assert.deepEqual([round(arc.from), round(arc.to), arc.tone], [0.01, 0.751, "pos"]);
  const [, other] = glyphs(during("error.2.1") + 1, "arc").toSorted((a, b) => a.y - b.y);
  assert.deepEqual([round(other.from), round(other.to), other.tone], [0.99, 0.773, "neg"]);
});

test("at rest one sees the motion of what is selected", () => {
  const [comet] = glyphs(END - 1, "comet", { selection: "contribution.2.1.1" });
  assert.equal(comet.negative, true);
  assert.deepEqual(glyphs(3, "comet", { selection: "contribution.2.1.1" }), []);
});

test("a frame without the products (the summary layout) moves less, but breaks nothing", () => {
  const source = example();
  const values = Object.fromEntries(
    Object.entries(source.values).filter(([id]) => /^(w|b|a\.[12]|error|delta|dE_dw)/.test(id)),
  );
  const bare = staged({ ...source, values }, 806, 405);
  for (let mu = 0; mu <= END; mu += 0.5) assert.ok(Array.isArray(motion(bare.at(mu))));
});

test("at the moment of the batch the others' gradients come to each plate, and no weight moves yet", () => {
  const { script, values, network } = CASES.adam;
  const batched = staged({ script: { ...script, equations: [] }, values, info: network }, 806, 405);
  const begin = /** @type {number} */ (batched.script.momentOf("batch_error"));
  const written = (/** @type {number} */ mu) => {
    const labels = labelsOf(batched.at(mu), new Set()).filter(({ shape }) => shape !== "badge");
    return Object.fromEntries(labels.map(({ key, parts }) => [key, parts.map(({ text }) => text).join(" ")]));
  };
  const before = written(begin);
  assert.deepEqual(written(begin + 0.5), before);
  const scene = batched.at(begin + 0.5);
  const comets = motion(scene, labelsOf(scene, new Set())).filter(({ kind }) => kind === "comet");
  assert.equal(comets.length, 6);
  const signs = comets.map((comet) => "negative" in comet && comet.negative);
  const expected = script.quantities.filter(({ kind }) => kind === "others_dE_dw").map(({ id }) => values[id] < 0);
  assert.deepEqual(signs.toSorted(), expected.toSorted());
  const after = written(begin + 1);
  assert.match(after.total, /batch error/);
  assert.notEqual(after["plate:edge:2.0.0"], before["plate:edge:2.0.0"]);
  assert.ok(after["plate:edge:2.0.0"].startsWith(before["plate:edge:2.0.0"].split("∂")[0]));
});
