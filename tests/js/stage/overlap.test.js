// No number on the stage may ever stand on another one: checked box against box at every moment.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Walk } from "../../../static/js/model/grains.js";
import { brief, precision } from "../../../static/js/view/format.js";
import { factorsOf } from "../../../static/js/view/stage/badges.js";
import { onUnit, overlap } from "../../../static/js/view/stage/box.js";
import { labelsOf } from "../../../static/js/view/stage/labels.js";
import { litPlaces } from "../../../static/js/view/stage/lit.js";
import { CASES as METHODS } from "../view/methods.js";
import { example, MAZUR, made, staged } from "./fixture.js";

/** @typedef {import("../../../static/js/view/stage/labels.js").Label} Label */

/** The last two: what the page around leaves for the stage on a projector and on a phone. @type {[number, number, boolean][]} */
const STAGES = [
  [806, 405, false],
  [806, 405, true],
  [374, 436, false],
  [374, 436, true],
  [806, 372, false],
  [374, 336, false],
  [1280, 700, false],
];

/** Deep in training weights are large and of both signs, which makes everything wider. */
const LATE = {
  ...MAZUR,
  w: [
    [
      [-1.364, 0.227],
      [0.263, -2.325],
    ],
    [
      [-1.05, -1.009],
      [0.837, 0.889],
    ],
  ],
};

/** Trained long: errors and gradients are so small that they are written with powers of ten. */
const TRAINED = {
  ...MAZUR,
  w: [
    [
      [0.402, 0.704],
      [0.501, 0.802],
    ],
    [
      [-4.0659, -4.0417],
      [3.0359, 3.1007],
    ],
  ],
};

/** @param {Label[]} labels @param {import("../../../static/js/view/layout.js").Geometry} geometry */
function collisions(labels, geometry) {
  const boxes = labels.filter(({ quiet, moving }) => !quiet && !moving);
  const found = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => overlap(a, b))
      .map((b) => `${a.key} × ${b.key}`),
  );
  for (const label of boxes.filter(({ inside, shape }) => !inside && shape !== "badge")) {
    for (const unit of geometry.units.values()) {
      const [dx, dy] = [
        Math.max(0, Math.abs(label.x - unit.x) - label.w / 2),
        Math.max(0, Math.abs(label.y - unit.y) - label.h / 2),
      ];
      if (Math.hypot(dx, dy) < unit.r) found.push(`${label.key} × disc ${unit.key}`);
    }
  }
  const outside = boxes.filter(
    ({ x, y, w, h }) =>
      x - w / 2 < -1 || y - h / 2 < -1 || x + w / 2 > geometry.width + 1 || y + h / 2 > geometry.height + 1,
  );
  return [...found, ...outside.map(({ key }) => `${key} outside`)];
}

/** @type {[string, ReturnType<typeof example>][]} */
const EXAMPLES = [
  ["2-2-2, frozen", example()],
  ["2-2-2, per unit", example(MAZUR, "per_unit")],
  ["2-2-2, shared", example(MAZUR, "shared")],
  ["2-2-2 late", example(LATE)],
  ["2-2-2 after 20 000 iterations", example(TRAINED)],
  ["2-2-1", example(made([2, 2, 1]), "per_unit")],
  ["1-1-1", example(made([1, 1, 1]), "per_unit")],
  [
    "2-2-1 by Adam in batches",
    { script: { ...METHODS.adam.script, equations: [] }, values: METHODS.adam.values, info: METHODS.adam.network },
  ],
];

/** How the numbers can be written. @type {[string, number | null, "modern" | "article"][]} */
const WRITINGS = [
  ["", null, "modern"],
  [", as in the article", null, "article"],
  [", 17 digits", 17, "article"],
  [", 2 digits", 2, "modern"],
];

afterEach(() => {
  precision.value = null;
});

const CASES = EXAMPLES.flatMap((source) => WRITINGS.map((how) => /** @type {const} */ ([...source, ...how])));

for (const [name, source, how, digits, notation] of CASES) {
  for (const [width, height, large] of STAGES) {
    test(`${name}${how} on ${width}×${height}${large ? ", large type" : ""}: no label covers another at any moment`, () => {
      precision.value = digits;
      const stage = staged(source, width, height, { large }, notation);
      const found = [];
      for (let mu = 0; mu <= stage.script.count; mu += 1) {
        const scene = stage.at(mu);
        found.push(...collisions(labelsOf(scene, litPlaces(scene)), stage.geometry).map((pair) => `${mu}: ${pair}`));
      }
      assert.deepEqual(found.slice(0, 12), []);
    });
  }
}

/** @param {ReturnType<typeof staged>} stage @param {number} mu @param {"quantity" | "layer"} grain */
function crowded(stage, mu, grain) {
  const scene = stage.at(mu, { walk: grain === "layer" ? new Walk(stage.script, "layer", [0]) : null });
  const lit = litPlaces(scene);
  const shown = labelsOf(scene, lit).filter(({ quiet, moving }) => !quiet && !moving);
  const pairs = shown.flatMap((a, index) => shown.slice(index + 1).filter((b) => overlap(a, b)));
  return { scene, lit, shown, pairs: pairs.map(({ key }) => `${mu}: ${key}`) };
}

test("on a crowded stage no label covers another, and what is lit or looked at is shown first", () => {
  for (const shape of ["2-2-2-2-2", "3-4-4-4-4-2", "2-8-8-1"]) {
    const sizes = shape.split("-").map(Number);
    const stage = staged(example(made(sizes), "per_unit"), 374, 436, {});
    const found = [];
    for (const mu of stage.script.stops?.layer ?? []) {
      const { scene, lit, shown, pairs } = crowded(stage, mu, "layer");
      found.push(...pairs);
      const deltas = scene.run.filter(({ id }) => id.startsWith("delta."));
      const hidden = deltas.filter(({ id }) => !shown.some((label) => label.id === id)).map(({ id }) => id);
      // Of eight units above each other there is no room for the deltas between them.
      if (lit.size > 0 && Math.max(...sizes) < 8) assert.deepEqual(hidden, [], `${shape}: ${mu}`);
    }
    assert.deepEqual(found, [], shape);
  }
});

test("in a narrow deep network every plate that is looked at finds a place of its own", () => {
  for (const [width, height] of STAGES) {
    const stage = staged(example(made([2, 2, 2, 2, 2]), "per_unit"), width, height, {});
    for (let mu = 1; mu <= stage.script.count; mu += 1) {
      const { scene, shown, pairs } = crowded(stage, mu, "quantity");
      assert.deepEqual(pairs, []);
      const own = scene.active?.startsWith("dE_dw.") ? `plate:${scene.active.replace("dE_dw.", "edge:")}` : null;
      assert.ok(own === null || shown.some(({ key }) => key === own), `${width}: ${own}`);
    }
  }
});

test("where units are too small for numbers, what one looks at has its own beside it, its plate not on the units of its line", () => {
  const sizes = [2, 16, 16, 16, 16, 16, 16, 16, 1];
  for (const [width, height, large] of STAGES.slice(0, 3)) {
    const stage = staged(example(made(sizes), "per_unit"), width, height, { large });
    for (const place of ["4.7.7", "4.0.15", "8.0.7", "1.3.0"]) {
      const scene = stage.at(stage.script.count, { selection: `w.${place}` });
      const own = labelsOf(scene, litPlaces(scene)).find(({ key }) => key === `plate:edge:${place}`);
      const edge = stage.geometry.edges.get(`edge:${place}`);
      assert.ok(own && !own.quiet && edge, `${width}: ${place}`);
      assert.equal(onUnit(own, [edge.from, edge.to]), false, `${width}: ${place}`);
    }
    for (const unit of ["0.1", "1.0", "4.7", "7.15", "8.0"]) {
      const scene = stage.at(stage.script.count, { selection: `a.${unit}` });
      const shown = labelsOf(scene, litPlaces(scene)).filter(({ quiet, moving }) => !quiet && !moving);
      const tag = shown.find(({ key }) => key === `tag:unit:${unit}`);
      assert.ok(tag, `${width}: ${unit}`);
      assert.ok(
        tag.parts.some(({ text }) => text === brief(scene.value(`a.${unit}`) ?? Number.NaN)),
        `${width}: ${unit}`,
      );
      assert.deepEqual(
        shown.filter((other) => other !== tag && overlap(other, tag)).map(({ key }) => key),
        [],
      );
    }
  }
});

test("what a given was before stands beside it where there is room, and covers nothing", () => {
  for (const [width, height, large] of STAGES) {
    const stage = staged(example(MAZUR, "per_unit"), width, height, { large });
    const givens = stage.script.ids.filter((id) => /^(w|b|target|a\.0)\./.test(id));
    const found = [];
    let shown = 0;
    for (let mu = 0; mu <= stage.script.count; mu += 1) {
      for (const of of givens) {
        const scene = stage.at(mu, { former: [{ of, from: -0.4321, to: 1 }] });
        const labels = labelsOf(scene, litPlaces(scene));
        shown += labels.filter(({ key }) => key === `former:${of}`).length;
        found.push(...collisions(labels, stage.geometry).map((pair) => `${mu}: ${pair}`));
      }
    }
    assert.deepEqual(found.slice(0, 12), []);
    assert.ok(shown > 0.7 * givens.length * stage.script.count, `${width}×${height}: ${shown}`);
  }
});

test("tokens on their way to a sum fly around the number in the unit, not over it", () => {
  const [width, height] = STAGES[0];
  const stage = staged(example(), width, height, {});
  const found = [];
  let flights = 0;
  for (let mu = 0; mu <= stage.script.count; mu += 0.05) {
    const scene = stage.at(mu);
    const labels = labelsOf(scene, litPlaces(scene));
    const tokens = labels.filter(({ key, moving }) => moving && key.startsWith("token:"));
    flights += tokens.length;
    for (const { key, x, y, w, h } of labels.filter((label) => label.inside)) {
      const number = { key, x, y: y + h / 4, w: w * 0.8, h: h / 2 };
      const hit = tokens.find((token) => overlap(token, /** @type {Label} */ (number)));
      if (hit) found.push(`${mu}: ${hit.key} × ${key}`);
    }
  }
  assert.ok(flights > 20);
  assert.deepEqual(found, []);
});

test("every factor that the panel numbers has its badge in the picture, on a projector and on a phone too", () => {
  for (const notation of /** @type {const} */ (["modern", "article"])) {
    for (const [width, height, large] of STAGES) {
      const stage = staged(example(), width, height, { large }, notation);
      const missing = [];
      for (let mu = 1; mu <= stage.script.count; mu += 1) {
        const scene = stage.at(mu);
        const badges = labelsOf(scene, litPlaces(scene)).filter(({ shape }) => shape === "badge");
        const shown = new Set(badges.map(({ id }) => id));
        missing.push(
          ...factorsOf(scene)
            .filter((id) => !shown.has(id))
            .map((id) => `${mu}: ${id}`),
        );
      }
      assert.deepEqual(missing, [], `${notation}, ${width}×${height}`);
    }
  }
});
