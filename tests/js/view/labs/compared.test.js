// What a comparison's table calls its rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { networkNames } from "../../../../static/js/model/network.js";
import { calledBy } from "../../../../static/js/view/labs/compared.js";

const IDS = ["w.2.0.1", "b.1.0", "b.1.1", "b.2.0", "b.2.1"];

test("no two rows have one name, also where a run trains a bias for each unit", () => {
  const sizes = [2, 2, 2];
  const shared = calledBy(IDS, networkNames({ sizes, bias_policy: "shared" }));
  assert.deepEqual([...shared.values()], ["w6", "b1 of h1", "b1 of h2", "b2 of o1", "b2 of o2"]);
  const own = calledBy(IDS, networkNames({ sizes, bias_policy: "per_unit" }));
  assert.deepEqual([...own.values()], ["w6", "b1", "b2", "b3", "b4"]);
});
