import assert from "node:assert/strict";
import { test } from "node:test";
import { intervalOf, paceWords, rungOf, speedWords } from "../../../static/js/model/speeds.js";
import { snapshot } from "./samples.js";

const { speeds } = snapshot();

test("every rung of the server's ladder finds itself", () => {
  assert.deepEqual(
    speeds.map((speed) => rungOf(speeds, speed)),
    speeds.map((_, index) => index),
  );
});

test("a speed between two rungs stands on the slower one, below the ladder on the first", () => {
  assert.equal(rungOf(speeds, { unit: "moment", per_second: 0.7 }), 1);
  assert.equal(rungOf(speeds, { unit: "moment", per_second: 0.01 }), 0);
  assert.equal(rungOf(speeds, { unit: "iteration", per_second: 1e9 }), speeds.length - 1);
});

test("speeds are said as people say them", () => {
  assert.equal(speedWords({ unit: "moment", per_second: 0.25 }, "quantity"), "1 moment every 4 seconds");
  assert.equal(speedWords({ unit: "moment", per_second: 1 }, "quantity"), "1 moment a second");
  assert.equal(speedWords({ unit: "moment", per_second: 2 }, "quantity"), "2 moments a second");
  assert.equal(speedWords({ unit: "moment", per_second: 0.5 }, "layer"), "1 layer every 2 seconds");
  assert.equal(paceWords({ unit: "moment", per_second: 0.25 }, "quantity"), "every 4 seconds");
  assert.equal(paceWords({ unit: "moment", per_second: 16 }, "layer"), "16 a second");
  assert.equal(paceWords({ unit: "iteration", per_second: 1 }, "layer"), "1 iteration/s");
  assert.equal(speedWords({ unit: "iteration", per_second: 20_000 }, "layer"), "20,000 iterations a second");
});

test("numbers are written as the language writes them", () => {
  for (const per_second of [1, 2.5, 30, 999, 1000, 1234.5, 3000, 12_345.678_9, 1_234_567.125]) {
    const words = speedWords({ unit: "iteration", per_second }, "layer");
    assert.equal(words.split(" ")[0], per_second.toLocaleString("en"));
  }
});

test("only moments have an interval", () => {
  assert.equal(intervalOf({ unit: "moment", per_second: 0.5 }), 2000);
  assert.equal(intervalOf({ unit: "iteration", per_second: 1 }), null);
});
