// Paths on the stage: what is lit, and a number of its own for each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { overlap } from "../../../static/js/view/stage/box.js";
import { labelsOf } from "../../../static/js/view/stage/labels.js";
import { litPlaces } from "../../../static/js/view/stage/lit.js";
import { example, made, staged } from "./fixture.js";

const W1 = {
  parameter: "w.1.0.0",
  paths: [
    ["1.0", "2.0"],
    ["1.0", "2.1"],
  ],
};

test("both paths of w1 are lit, or the chosen one alone", () => {
  const stage = staged(example(), 806, 405);
  const lit = (/** @type {number | null} */ only) => litPlaces(stage.at(36, { trail: { ...W1, only } }));
  const first = ["edge:1.0.0", "unit:0.0", "unit:1.0", "edge:2.0.0", "unit:2.0"];
  assert.deepEqual(lit(null), new Set([...first, "edge:2.1.0", "unit:2.1"]));
  assert.deepEqual(lit(0), new Set(first));
});

test("every path has its number, and none covers anything", () => {
  for (const [width, height] of [
    [806, 405],
    [374, 436],
  ]) {
    for (const [source, trail] of /** @type {const} */ ([
      [example(), W1],
      [example(made([2, 2, 2]), "per_unit"), { parameter: "b.2.1", paths: [["2.1"]] }],
    ])) {
      const stage = staged(source, width, height);
      const scene = stage.at(36, { trail: /** @type {any} */ ({ ...trail, only: null }) });
      const labels = labelsOf(scene, litPlaces(scene));
      const badges = labels.filter(({ shape }) => shape === "badge");
      assert.deepEqual(
        badges.map(({ parts }) => parts[0].text),
        trail.paths.map((_, index) => String(index + 1)),
      );
      for (const badge of badges) {
        const hit = labels.filter((label) => label !== badge && !label.quiet && !label.moving && overlap(badge, label));
        assert.deepEqual(
          hit.map(({ key }) => key),
          [],
        );
      }
    }
  }
});

test("a path that is chosen keeps its number", () => {
  const stage = staged(example(), 806, 405);
  const scene = stage.at(36, { trail: { ...W1, only: 1 } });
  const badges = labelsOf(scene, litPlaces(scene)).filter(({ shape }) => shape === "badge");
  assert.deepEqual(
    badges.map(({ parts, place }) => [parts[0].text, place]),
    [["2", "edge:2.1.0"]],
  );
});
