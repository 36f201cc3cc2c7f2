import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GRAINS, nextGrain, Walk } from "../../../static/js/model/grains.js";
import { createPlayer } from "../../../static/js/model/player.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { example, made, staged } from "../stage/fixture.js";
import { frame, snapshot } from "./samples.js";

const script = new ScriptView(snapshot().script);
const deep = new ScriptView(example(made([3, 4, 5, 4, 2])).script);
const grains = /** @type {import("../../../static/js/types.js").Grain[]} */ (Object.keys(GRAINS));

/** @param {ScriptView} view @param {number[]} wave */
const kinds = (view, wave) => [...new Set(wave.map((index) => view.moment(index)?.id.split(".")[0]))];

test("each press takes a coarser grain, the last the finest", () => {
  assert.deepEqual(grains.map(nextGrain), ["unit", "layer", "phase", "quantity"]);
});

describe("the runs of a walk", () => {
  test("cover every moment once, in order, and stop where the server says", () => {
    for (const view of [script, deep])
      for (const grain of grains) {
        const runs = new Walk(view, grain).between(0, view.count);
        const ends = grain === "quantity" ? Array.from({ length: view.count }, (_, at) => at + 1) : view.stops[grain];
        assert.deepEqual(
          runs.map(({ to }) => to),
          ends,
        );
        assert.deepEqual(
          runs.map(({ from }) => from),
          [0, ...ends.slice(0, -1)],
        );
        for (const { from, to, waves } of runs)
          assert.deepEqual(
            waves.flat().sort((p, q) => p - q),
            Array.from({ length: to - from }, (_, at) => from + at),
          );
      }
  });

  test("have a wave for each kind: all numbers of a layer that are of one kind come at once", () => {
    const [forward, , , , , deltas] = new Walk(script, "layer").between(0, script.count);
    assert.deepEqual(
      forward.waves.map((wave) => wave.map((index) => script.moment(index)?.id)),
      [
        ["z.1.0", "z.1.1"],
        ["a.1.0", "a.1.1"],
      ],
    );
    assert.deepEqual(
      deltas.waves.map((wave) => kinds(script, wave)),
      [["contribution"], ["dE_da"], ["df"], ["delta"]],
    );
    const [whole] = new Walk(deep, "phase").between(0, 1);
    assert.equal(whole.waves.length, 2 * 4);
  });

  test("never show a number before what it is made of", () => {
    for (const grain of grains) {
      const order = new Map();
      for (const run of new Walk(deep, grain).between(0, deep.count))
        for (const [at, wave] of run.waves.entries()) for (const index of wave) order.set(index, run.from + at / 1000);
      for (const id of deep.ids) {
        const { rule, moment } = deep.quantity(id);
        for (const factor of rule?.terms.flatMap(({ factors }) => factors) ?? []) {
          const before = typeof factor === "string" ? deep.momentOf(factor) : null;
          if (before !== null) assert.ok(order.get(before) <= order.get(moment), `${factor} before ${id}`);
        }
      }
    }
  });

  test("end where one stands, too", () => {
    const walk = new Walk(script, "layer", [3]);
    assert.deepEqual(
      [walk.run(0), walk.run(2), walk.run(3), walk.run(4)].map(({ from, to }) => [from, to]),
      [
        [0, 3],
        [0, 3],
        [3, 4],
        [4, 8],
      ],
    );
  });
});

describe("a player by layers", () => {
  const resting = () => {
    const player = createPlayer({ reduced: () => false, script: () => script, grain: () => "layer" });
    player.aim(frame(), null, 0);
    return player;
  };

  test("takes as long as its waves one after the other, at most as long as the phase", () => {
    const player = resting();
    player.aim(frame({ moment: 4 }), null, 0);
    assert.ok(!player.settled(1499));
    assert.ok(player.settled(1500));
    assert.ok(Math.abs(player.at(750) - 2) < 1e-9);
    player.aim(frame({ moment: 31 }), null, 2000);
    assert.ok(player.settled(4400));
  });

  test("rests with the whole run together, though its step began inside of it", () => {
    const player = resting();
    player.aim(frame({ moment: 3 }), null, 0);
    player.aim(frame({ moment: 4 }), null, 5000);
    assert.deepEqual(player.walk(5100)?.run(3).from, 3);
    assert.deepEqual(player.walk(9000)?.run(3).from, 0);
  });
});

describe("the picture on the way by layers", () => {
  const source = example(made([2, 2, 2]));
  const stage = staged(source, 806, 405);
  const walk = new Walk(stage.script, "layer");

  test("shows all numbers of a wave at once, when it is over", () => {
    const at = (/** @type {number} */ mu) => stage.at(mu, { walk });
    const known = (/** @type {number} */ mu) =>
      ["z.1.0", "z.1.1", "a.1.0", "a.1.1"].map((id) => at(mu).value(id) !== null);
    assert.deepEqual(known(2.3), [false, false, false, false]);
    assert.deepEqual(known(2.6), [true, true, false, false]);
    assert.deepEqual(known(4), [true, true, true, true]);
    assert.equal(at(2.3).wave.length, 2);
    assert.ok(Math.abs(at(1.2).t - 0.5) < 1e-9, "z takes 900 of the 1500 ms");
    assert.equal(at(4).active, null);
    assert.equal(at(4).run.length, 4);
    assert.equal(stage.at(4, { walk, selection: "a.1.0" }).run.length, 0);
  });

  test("at rest shows what it would show moment by moment", () => {
    for (const grain of grains) {
      const way = new Walk(stage.script, grain);
      for (const { to } of way.between(0, stage.script.count))
        for (const id of stage.script.ids)
          assert.equal(stage.at(to, { walk: way }).value(id), stage.at(to).value(id), `${id} at ${to}`);
    }
  });
});
