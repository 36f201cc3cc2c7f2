// Arrow keys on the stage go where they point.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, neighbour } from "../../../static/js/view/stage/roving.js";
import { example, staged } from "./fixture.js";

const { geometry } = staged(example(), 806, 405);
const stops = [
  ...geometry.units.values(),
  ...[...geometry.edges.values()].map(({ key, plate }) => ({ key, ...plate })),
];

test("right along the upper row: input, weight, hidden unit, weight, output", () => {
  const walk = ["unit:0.0"];
  while (walk.length < 5) walk.push(neighbour(stops, walk[walk.length - 1], "ArrowRight"));
  assert.equal(walk[2] === "unit:1.0" || walk.includes("unit:1.0"), true);
  assert.equal(new Set(walk).size, 5);
});

test("every stop can be reached from the first with arrows alone", () => {
  const reached = new Set(["unit:0.0"]);
  for (const key of reached)
    for (const arrow of /** @type {const} */ (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]))
      reached.add(neighbour(stops, key, arrow));
  assert.equal(reached.size, stops.length);
});

test("at the border one stays", () => {
  assert.equal(neighbour(stops, "unit:0.0", "ArrowLeft"), "unit:0.0");
});

test("Home is an input, End an output", () => {
  assert.equal(inOrder(stops)[0].key, "unit:0.0");
  assert.equal(inOrder(stops).at(-1)?.key, "unit:2.1");
});
