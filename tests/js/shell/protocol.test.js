import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createStore } from "../../../static/js/model/store.js";
import {
  decodeFrame,
  decodeText,
  encodeAcknowledgement,
  encodeCommand,
  encodeHello,
  ProtocolError,
} from "../../../static/js/protocol.js";
import { fromHex, pinned, snapshot } from "../model/samples.js";

/** @typedef {{name: string, why: string, text?: string, hex?: string}} Bad */

describe("what the server says", () => {
  for (const { name, text } of pinned("server.json")) {
    test(`${name} is read as it was written`, () => assert.deepEqual(decodeText(text), JSON.parse(text)));
  }

  for (const { name, hex, header, values } of pinned("frames.json")) {
    test(`frame ${name} is read without copying its values`, () => {
      const buffer = fromHex(hex);
      const frame = decodeFrame(buffer);
      assert.equal(frame.values.buffer, buffer);
      for (const [field, expected] of Object.entries(header)) {
        if (field !== "version") assert.equal(/** @type {any} */ (frame)[field], expected, field);
      }
      const layout = snapshot().layouts[frame.layout];
      assert.equal(frame.values.length, layout.length);
      for (const [id, expected] of Object.entries(values)) assert.equal(frame.values[layout.indexOf(id)], expected, id);
    });
  }

  for (const { name, why, text, hex } of /** @type {Bad[]} */ (pinned("bad/server.json"))) {
    test(`${name} is refused: ${why}`, () => {
      const store = createStore();
      store.receive(snapshot());
      const before = store.revision.value;
      const read = () => store.receive(hex === undefined ? decodeText(String(text)) : decodeFrame(fromHex(hex)));
      assert.throws(
        read,
        /** @param {Error} error */ (error) => /ProtocolError|MisfitError/.test(error.constructor.name),
      );
      assert.equal(store.frame.value, null);
      assert.equal(store.revision.value, before);
    });
  }

  test("a refusal names the field", () => {
    const wrong = JSON.stringify({ ...snapshot(), state: { ...snapshot().state, viewers: "3" } });
    assert.throws(
      () => decodeText(wrong),
      new ProtocolError("snapshot: state.viewers must be a whole number from 0 on."),
    );
  });
});

describe("what the page says", () => {
  /** The text a page would send for the same meaning. @param {any} message */
  const encoded = ({ id, type, ...fields }) =>
    type === "hello" ? encodeHello(fields.key, fields.client) : encodeCommand({ type, ...fields }, id);

  for (const { name, text } of pinned("client.json")) {
    test(`${name} is written as pinned`, () => {
      assert.deepEqual(JSON.parse(encoded(JSON.parse(text))), JSON.parse(text));
    });
  }

  for (const { name, hex, frame } of pinned("acknowledgements.json")) {
    test(`the acknowledgement ${name} is four bytes`, () => {
      assert.equal(Buffer.from(encodeAcknowledgement(frame)).toString("hex"), hex);
    });
  }

  test("NaN and Infinity are never sent", () => {
    for (const to of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const changes = [{ of: "eta", to }];
      assert.throws(() => encodeCommand({ type: "edit", changes, gesture: null }, 1), ProtocolError);
    }
  });
});
