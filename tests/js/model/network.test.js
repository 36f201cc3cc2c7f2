import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { networkNames } from "../../../static/js/model/network.js";
import { snapshot } from "./samples.js";

const { network } = snapshot();
const names = networkNames(network);

/** @param {number[]} sizes @param {"frozen" | "shared" | "per_unit"} bias_policy */
const other = (sizes, bias_policy) => networkNames({ ...network, sizes, bias_policy });

describe("the names of the 2-2-2 network", () => {
  test("are the article's", () => {
    assert.deepEqual([names.unit(0, 1), names.unit(1, 0), names.unit(2, 1)], ["x2", "h1", "o2"]);
    // NUMBERS: w3 .25 (x1->h2), w6 .45 (h2->o1), w8 .55 (h2->o2); b1 both hidden units, b2 both outputs.
    assert.deepEqual([names.weight(1, 1, 0), names.weight(2, 0, 1), names.weight(2, 1, 1)], ["w3", "w6", "w8"]);
    assert.deepEqual([names.bias(1, 0), names.bias(1, 1), names.bias(2, 0)], ["b1", "b1", "b2"]);
  });

  test("say every quantity in symbol and words", () => {
    assert.deepEqual(names.quantity("dE_dw.2.0.0"), { symbol: "∂E/∂w5", words: "gradient of w5" });
    assert.deepEqual(names.quantity("a.0.1"), { symbol: "x2", words: "input x2" });
    assert.deepEqual(names.quantity("a.1.1"), { symbol: "a h2", words: "activation of h2" });
    assert.equal(names.quantity("contribution.2.1.0").words, "what arrives at h1 from o2");
    assert.equal(names.quantity("error_total").words, "total error");
    for (const { id } of snapshot().script.quantities) {
      const { symbol, words } = names.quantity(id);
      assert.ok(symbol && words && !/undefined|NaN/.test(symbol + words), id);
    }
  });

  test("tell every quantity apart but the biases that are one number", () => {
    const ids = snapshot().script.quantities.map(({ id }) => id);
    const seen = new Set(ids.filter((id) => !id.startsWith("b.")).map((id) => names.quantity(id).words));
    assert.equal(seen.size, ids.filter((id) => !id.startsWith("b.")).length);
  });
});

describe("the names of other networks", () => {
  test("number biases unit by unit where each has its own", () => {
    const own = other([2, 3, 1], "per_unit");
    assert.deepEqual([own.bias(1, 0), own.bias(1, 2), own.bias(2, 0)], ["b1", "b3", "b4"]);
  });

  test("say the layer where there are several hidden ones", () => {
    const deep = other([4, 16, 16, 3], "shared");
    assert.deepEqual([deep.unit(1, 0), deep.unit(2, 15), deep.unit(3, 2)], ["h1.1", "h2.16", "o3"]);
    assert.equal(deep.weight(2, 0, 0), "w65");
    assert.equal(deep.weight(3, 2, 15), `w${4 * 16 + 16 * 16 + 16 * 3}`);
    assert.deepEqual(deep.quantity("dE_db.2"), { symbol: "∂E/∂b2", words: "gradient of b2" });
  });

  test("know a network without hidden layers, and softmax's jacobian within one layer", () => {
    assert.deepEqual([other([2, 1], "frozen").unit(0, 0), other([2, 1], "frozen").unit(1, 0)], ["x1", "o1"]);
    assert.equal(other([2, 2], "frozen").quantity("jacobian.1.0.1").symbol, "∂a o1/∂z o2");
  });
});
