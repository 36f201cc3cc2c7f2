import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ScriptView } from "../../../static/js/model/script.js";
import { snapshot } from "./samples.js";

const script = new ScriptView(snapshot().script);

describe("the script of the 2-2-2 network", () => {
  test("has the 36 moments and four phases of docs/model.md", () => {
    assert.equal(script.count, 36);
    assert.deepEqual(script.phases, [
      { phase: "forward", from: 0, to: 8 },
      { phase: "error", from: 8, to: 11 },
      { phase: "backward", from: 11, to: 35 },
      { phase: "update", from: 35, to: 36 },
    ]);
    assert.equal(script.phaseOf(7), "forward");
    assert.equal(script.phaseOf(36), null);
    assert.equal(script.moment(-1), null);
  });

  test("says what is known when: givens always, the rest after its moment", () => {
    assert.equal(script.momentOf("eta"), null);
    assert.ok(script.known("a.0.0", 0));
    const moment = /** @type {number} */ (script.momentOf("delta.2.0"));
    assert.ok(!script.known("delta.2.0", moment));
    assert.ok(script.known("delta.2.0", moment + 1));
    assert.ok(!script.known("no.such", 36));
    assert.throws(() => script.quantity("no.such"), RangeError);
  });

  test("what appears with another becomes known with it", () => {
    assert.equal(script.momentOf("weighted.2.1.0"), script.momentOf("z.2.1"));
    assert.equal(script.momentOf("complement.1.0"), script.momentOf("df.1.0"));
  });

  test("lists units and edges layer by layer", () => {
    assert.equal(script.units().length, 6);
    assert.deepEqual(script.units()[0], { layer: 0, unit: 0 });
    const edges = script.edges();
    assert.equal(edges.length, 8);
    assert.deepEqual(edges[5], { layer: 2, unit: 0, source: 1 });
  });

  test("gives a unit and an edge what is theirs, in order", () => {
    const near = ["b.1.0", "z.1.0", "a.1.0", "dE_da.1.0", "complement.1.0", "df.1.0", "delta.1.0"];
    assert.deepEqual(script.ofUnit(1, 0), near);
    assert.ok(script.ofEdge(2, 0, 1).includes("contribution.2.0.1"));
    assert.ok(!script.ofEdge(2, 0, 1).includes("dE_dw.2.0.0"));
    assert.deepEqual(script.ofEdge(1, 0, 0).at(-1), "w_next.1.0.0");
  });
});

describe("expanding a rule", () => {
  const factors = (/** @type {string} */ id) => script.expand(id)?.terms.map((term) => term.factors);

  test("a gradient's delta becomes its factors", () => {
    assert.deepEqual(factors("dE_dw.2.0.0"), [["dE_da.2.0", "df.2.0", "a.1.0"]]);
  });

  test("the rule itself stays as it is", () => {
    script.expand("dE_dw.2.0.0");
    assert.deepEqual(script.quantity("dE_dw.2.0.0").rule?.terms[0].factors, ["delta.2.0", "a.1.0"]);
  });

  test("sums and a function's arguments stay", () => {
    assert.deepEqual(factors("dE_da.2.0"), [["a.2.0"], ["target.2.0"]]);
    assert.deepEqual(factors("a.1.0"), [["z.1.0"]]);
    assert.equal(script.expand("eta"), null);
  });

  test("a factor's minus turns the sign of its term", () => {
    /** @type {(id: string, sign: 1 | -1, factors: string[]) => import("../../../static/js/types.js").Quantity} */
    const product = (id, sign, parts) => ({
      ...{ id, kind: id, layer: null, unit: null, source: null, moment: null },
      rule: { form: "product", function: null, terms: [{ sign, factors: parts }] },
    });
    const given = { ...product("g", 1, []), rule: null };
    const quantities = [given, product("p", -1, ["g"]), product("q", 1, ["p", "g"]), product("r", -1, ["p"])];
    const small = new ScriptView({ moments: [], quantities, equations: [], stops: NOWHERE });
    assert.deepEqual(small.expand("q")?.terms, [{ sign: -1, factors: ["g", "g"] }]);
    assert.deepEqual(small.expand("r")?.terms, [{ sign: 1, factors: ["g"] }]);
  });
});

const NOWHERE = { unit: [], layer: [], phase: [] };

test("a jacobian belongs to the unit whose delta it explains, and a shared bias's gradient to every unit", () => {
  /** @param {string} id @param {number | null} unit @param {number | null} source */
  const quantity = (id, unit, source) => ({
    id,
    kind: id.split(".")[0],
    layer: 2,
    unit,
    source,
    moment: 0,
    rule: null,
  });
  const outputs = [quantity("a.2.0", 0, null), quantity("a.2.1", 1, null)];
  const quantities = [
    ...outputs,
    quantity("jacobian.2.0.1", 0, 1),
    quantity("dE_db.2", null, null),
    quantity("w.2.0.1", 0, 1),
  ];
  const view = new ScriptView({ moments: [], quantities, equations: [], stops: NOWHERE });
  assert.deepEqual(view.ofUnit(2, 1), ["a.2.1", "jacobian.2.0.1", "dE_db.2"]);
  assert.deepEqual(view.ofUnit(2, 0), ["a.2.0", "dE_db.2"]);
  assert.deepEqual(view.ofUnit(2, 2), []);
  assert.deepEqual(view.ofEdge(2, 0, 1), ["w.2.0.1"]);
});
