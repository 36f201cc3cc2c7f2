import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createPlayer } from "../../../static/js/model/player.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { frame, snapshot } from "./samples.js";

const script = new ScriptView(snapshot().script);
const M = script.count;

/** @param {{reduced?: boolean}} options */
const player = ({ reduced = false } = {}) => createPlayer({ reduced: () => reduced, script: () => script });

/** A player that rests at a moment of iteration 0. @param {number} moment */
function restingAt(moment) {
  const made = player();
  made.aim(frame({ moment }), null, 0);
  return made;
}

/** When a journey from one moment to another is over, found by asking. @param {number} from @param {number} to @param {import("../../../static/js/types.js").Speed | null} speed */
function duration(from, to, speed = null) {
  const made = restingAt(from);
  made.aim(frame({ moment: to }), speed, 1000);
  let [early, late] = [0, 20_000];
  while (late - early > 0.01) {
    const middle = (early + late) / 2;
    if (made.settled(1000 + middle)) late = middle;
    else early = middle;
  }
  return Math.round(late);
}

/** @param {string} id */
const momentOf = (id) => /** @type {number} */ (script.momentOf(id));

describe("one step", () => {
  test("takes its moment's time", () => {
    const expected = {
      "z.1.0": 900,
      "a.1.0": 600,
      "error.2.0": 600,
      error_total: 600,
      "dE_da.2.0": 600,
      "df.2.0": 600,
      "delta.2.0": 600,
      "contribution.2.0.0": 1000,
      "dE_da.1.0": 800,
      "dE_dw.2.0.0": 700,
      "w_next.1.0.0": 1100,
    };
    for (const [id, time] of Object.entries(expected)) {
      assert.equal(duration(momentOf(id), momentOf(id) + 1), time, id);
    }
  });

  test("goes evenly from moment to moment", () => {
    const made = restingAt(0);
    made.aim(frame({ moment: 1 }), null, 100);
    assert.equal(made.at(100), 0);
    assert.ok(Math.abs(made.at(550) - 0.5) < 1e-9);
    assert.equal(made.at(1000), 1);
    assert.equal(made.at(9999), 1);
  });

  test("back runs the same way backward", () => {
    const made = restingAt(1);
    made.aim(frame({ moment: 0 }), null, 0);
    assert.ok(Math.abs(made.at(225) - 0.75) < 1e-9);
    assert.equal(made.at(900), 0);
  });
});

describe("a jump", () => {
  test("over a whole phase shares the phase's time", () => {
    for (const [index, time] of [1800, 900, 2400, 1100].entries()) {
      const { from, to } = script.phases[index];
      assert.equal(duration(from, to), time);
      assert.equal(duration(to, from), time);
    }
  });

  test("over a whole iteration takes as long as its longest phase", () => {
    assert.equal(duration(0, M), 2400);
  });

  test("over two moments takes no longer than the two", () => {
    assert.equal(duration(0, 2), 1500);
  });

  test("gives each moment its share", () => {
    const made = restingAt(0);
    made.aim(frame({ moment: 2 }), null, 0);
    assert.ok(Math.abs(made.at(900) - 1) < 1e-9);
    assert.ok(Math.abs(made.at(1200) - 1.5) < 1e-9);
  });
});

describe("playing", () => {
  const by = (/** @type {number} */ per_second) => /** @type {const} */ ({ unit: "moment", per_second });

  test("leaves a tenth of the interval to read", () => {
    assert.equal(duration(0, 1, by(2)), 450);
    assert.equal(duration(0, 1, by(4)), 225);
    assert.equal(duration(0, 1, by(0.25)), 900);
  });

  test("fast or by iterations does not travel", () => {
    for (const speed of [by(8), /** @type {const} */ ({ unit: "iteration", per_second: 1 })]) {
      const made = restingAt(0);
      made.aim(frame({ moment: 1 }), speed, 0);
      assert.equal(made.at(0), 1);
    }
  });
});

describe("an interruption", () => {
  test("goes on from where μ is", () => {
    const made = restingAt(0);
    made.aim(frame({ moment: 1 }), null, 0);
    const before = made.at(450);
    made.aim(frame({ moment: 2 }), null, 450);
    assert.equal(made.at(450), before);
    assert.ok(Math.abs(made.at(900) - 1) < 1e-9);
    assert.equal(made.at(1500), 2);
  });

  test("may turn round", () => {
    const made = restingAt(0);
    made.aim(frame({ moment: 1 }), null, 0);
    made.aim(frame({ moment: 0 }), null, 450);
    assert.ok(Math.abs(made.at(450) - 0.5) < 1e-9);
    assert.ok(Math.abs(made.at(675) - 0.25) < 1e-9);
    assert.ok(made.settled(900));
  });

  test("by the same frame again, or another one of the same moment, is none", () => {
    const made = restingAt(0);
    for (let now = 0; now <= 1800; now += 100) made.aim(frame({ moment: 8, frame: now }), null, now);
    assert.equal(made.at(1800), 8);
  });
});

describe("snapping", () => {
  /** @param {Partial<import("../../../static/js/types.js").Frame>} changes */
  const jump = (changes) => {
    const made = restingAt(M);
    made.aim(frame(changes), null, 0);
    return made.at(0);
  };

  test("to another iteration, revision or epoch", () => {
    assert.equal(jump({ iteration: 1, moment: 0 }), 0);
    assert.equal(jump({ revision: 2, moment: 7 }), 7);
    assert.equal(jump({ epoch: 2, moment: 7 }), 7);
  });

  test("the first frame, and every one with reduced motion", () => {
    const made = player({ reduced: true });
    made.aim(frame({ moment: 5 }), null, 0);
    assert.equal(made.at(0), 5);
    made.aim(frame({ moment: 6 }), null, 0);
    assert.equal(made.at(0), 6);
    assert.ok(made.settled(0));
  });

  test("when motion is reduced on the way", () => {
    let reduced = false;
    const made = createPlayer({ reduced: () => reduced, script: () => script });
    made.aim(frame(), null, 0);
    made.aim(frame({ moment: 1 }), null, 0);
    reduced = true;
    assert.equal(made.at(1), 1);
  });
});

test("μ never leaves the way between two moments, whenever one asks", () => {
  const made = restingAt(3);
  made.aim(frame({ moment: 30 }), null, 500);
  let before = 3;
  for (let now = 0; now < 4000; now += 7) {
    const mu = made.at(now);
    assert.ok(mu >= before && mu <= 30, `${mu} at ${now}`);
    before = mu;
  }
});
