import assert from "node:assert/strict";
import { test } from "node:test";
import {
  brief,
  compared,
  count,
  exact,
  fitting,
  given,
  number,
  ofKind,
  precision,
  rate,
  signOf,
  UNKNOWN,
} from "../../../static/js/view/format.js";

test("minus is a true minus, and zero has no sign", () => {
  assert.equal(number(-0.0381, 4), "\u22120.0381");
  assert.equal(number(-0), "0.000");
  assert.equal(number(0, 3, true), "0.000");
});

test("signed quantities carry their plus, others do not", () => {
  assert.equal(ofKind("delta", 0.138498), "+0.1385");
  assert.equal(ofKind("dE_dw", 0.082167), "+0.0822");
  assert.equal(ofKind("w", 0.4), "0.400");
  assert.equal(ofKind("a", 0.59327), "0.593");
});

test("a number that is not zero never shows as zero", () => {
  assert.equal(number(1.2e-5, 4, true), "+1.20×10⁻⁵");
  assert.equal(compared(-4e-4, 3), "−4.0×10⁻⁴");
  for (let power = -300; power <= 300; power += 7) {
    for (const write of [number, brief, compared]) assert.match(write(3 * 10 ** power, 3), /[1-9]/);
  }
});

test("few decimals never make another number of it", () => {
  for (const write of [compared, brief]) {
    assert.equal(write(0.0005, 3), "5.0×10⁻⁴");
    assert.equal(write(-5.995e-5, 4), "−6.0×10⁻⁵");
    assert.equal(write(1.3e-4, 4, true), "+1.3×10⁻⁴");
    assert.equal(write(4.386e-4, 4), "0.0004");
    assert.equal(write(0.0012, 3), "1.2×10⁻³");
    assert.equal(write(0.00095, 3), "0.001");
  }
});

test("where one computes along, a small number has three digits, and a given one no more than it has", () => {
  assert.equal(number(4.38568e-4, 4, true), "+0.000439");
  assert.equal(number(0.0087714, 4), "0.00877");
  assert.equal(number(-0.0381, 4), "−0.0381");
  assert.equal(number(0.01755, 4), "0.0175");
  assert.equal(number(0.0355, 3), "0.0355");
  assert.equal(number(0.005, 3), "0.005");
  assert.equal(number(3.196e-6, 4), "3.20×10⁻⁶");
  assert.equal(number(1234.5678, 4), "1234.5678");
  for (const size of [1.0001e-4, 9.996e-4, 0.0099951, 0.0999, 0.1, 0.99951]) {
    for (const decimals of [3, 4]) {
      const shown = Number(number(size, decimals));
      assert.ok(Math.abs(shown - size) <= 0.005 * size, `${size} is not ${shown}`);
    }
  }
});

test("huge numbers stay short", () => {
  assert.equal(number(123456789), "1.23×10⁸");
  assert.equal(number(Number.POSITIVE_INFINITY), "∞");
});

test("givens show what was given, no more and no less than fits", () => {
  assert.equal(given(0.1), "0.10");
  assert.equal(given(0.125), "0.125");
  assert.equal(fitting(0.4, 3, 4), "0.400");
  assert.equal(fitting(-1.05031, 3, 4), "−1.0503");
  assert.equal(ofKind("target", 0.01), "0.01");
});

test("what is not computed is a dash", () => {
  assert.equal(ofKind("delta", null), UNKNOWN);
  assert.equal(given(null), UNKNOWN);
});

test("a learning rate is exact as it was given, and as short as other numbers where a schedule makes it", () => {
  const scheduled = 0.49998026105095406;
  for (const digits of [null, 2, 12]) {
    precision.value = digits;
    assert.deepEqual([0.5, 0.001, 1e-6, 1000].map(rate), ["0.5", "0.001", "0.000001", "1000"]);
  }
  precision.value = null;
  assert.equal(rate(scheduled), "0.499980");
  assert.equal(ofKind("eta", 2.000000000000006e-56), "2.00000×10⁻⁵⁶");
  precision.value = 12;
  assert.equal(ofKind("eta", scheduled), "0.499980261051");
  precision.value = null;
});

test("exact numbers read back as themselves", () => {
  assert.equal(exact(0.5), "0.5");
  assert.equal(exact(1e-7), "1×10⁻⁷");
  assert.equal(exact(-2.5), "−2.5");
});

test("thousands are kept apart", () => {
  assert.equal(count(999), "999");
  assert.equal(count(1234567), "1,234,567");
});

test("sign has three cases", () => {
  assert.deepEqual([3, -3, 0, null, Number.NaN].map(signOf), ["pos", "neg", "zero", "zero", "zero"]);
});

test("chosen digits are significant ones, and 17 of them read back as the same double", () => {
  precision.value = 3;
  assert.deepEqual([number(0.0381, 4), ofKind("delta", 0.138498), ofKind("w", 0.4)], ["0.0381", "+0.138", "0.400"]);
  assert.deepEqual([number(123456), number(1234567), number(0.00001234)], ["1.23×10⁵", "1.23×10⁶", "1.23×10⁻⁵"]);
  precision.value = 17;
  const back = (/** @type {string} */ text) =>
    Number(
      text
        .replace("−", "-")
        .replace("×10", "e")
        .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (sign) => (sign === "⁻" ? "-" : String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)))),
    );
  for (const value of [
    0.1,
    0.1 + 0.2,
    -0.29837110876000272,
    Math.PI,
    2 ** -40,
    123456.789,
    2 ** 53 - 1,
    5e-324,
    1.7e308,
  ]) {
    assert.equal(back(ofKind("delta", value)), value);
  }
  precision.value = null;
});

test("the picture never gives a number more room than a textbook's decimals", () => {
  for (const value of [0.13849856, -0.0004385, 12.3456, 1 / 3]) {
    precision.value = null;
    const usual = brief(value, 4, true).length;
    precision.value = 17;
    assert.ok(brief(value, 4, true).length <= usual);
    precision.value = 2;
    assert.ok(brief(value, 4, true).length <= usual);
  }
  assert.equal(brief(0.13849856, 4, true), "+0.14");
  precision.value = null;
});
