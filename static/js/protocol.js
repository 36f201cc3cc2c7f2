// The live protocol, version 2 (docs/protocol.md): encodes what the page says, decodes and strictly refuses what it hears.
import { MESSAGES, VERSION } from "./messages.js";
import { insist, object, ShapeError, text } from "./shapes.js";

/**
 * @typedef {import("./types.js").Command} Command
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").ServerMessage} ServerMessage
 */

/** Every message with its type. @type {Map<string, import("./shapes.js").Check>} */
const CHECKS = new Map(Object.entries(MESSAGES).map(([type, fields]) => [type, object({ type: text, ...fields })]));

const HEADER_BYTES = 40;
/** @type {("record" | "summary")[]} */
const LAYOUTS = ["record", "summary"];

/** The server said something this page does not understand. */
export class ProtocolError extends Error {}

/** @param {string} json @returns {any} */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    throw new ProtocolError("The message is not JSON.");
  }
}

/**
 * Read a control message.
 * @param {string} json
 * @returns {ServerMessage}
 * @throws {ProtocolError} anything about it is not of this protocol
 */
export function decodeText(json) {
  const message = parse(json);
  const type = message?.type;
  const check = CHECKS.get(type);
  if (check === undefined) throw new ProtocolError("type is unknown.");
  try {
    insist(check, message);
  } catch (error) {
    if (error instanceof ShapeError) throw new ProtocolError(`${type}: ${error.message}`);
    throw error;
  }
  return message;
}

/** @param {number} iteration @param {number} trainedTo */
const inOrder = (iteration, trainedTo) =>
  Number.isSafeInteger(iteration) && Number.isSafeInteger(trainedTo) && 0 <= iteration && iteration <= trainedTo;

/**
 * Read a frame; its values are a view of the buffer, not a copy.
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 * @throws {ProtocolError} wrong version, layout, length or numbers
 */
export function decodeFrame(buffer) {
  if (buffer.byteLength < HEADER_BYTES || buffer.byteLength % 8 !== 0) {
    throw new ProtocolError(`A frame is ${HEADER_BYTES} bytes and whole doubles, not ${buffer.byteLength} bytes.`);
  }
  const header = new DataView(buffer, 0, HEADER_BYTES);
  const [version, layout] = [header.getUint8(0), header.getUint8(1)];
  if (version !== VERSION) throw new ProtocolError(`Version ${version} of the protocol is not ${VERSION}.`);
  if (layout >= LAYOUTS.length) throw new ProtocolError("The layout is unknown.");
  const [iteration, trainedTo] = [header.getFloat64(24, true), header.getFloat64(32, true)];
  if (!inOrder(iteration, trainedTo)) throw new ProtocolError("The iterations are not whole numbers in order.");
  const values = new Float64Array(buffer, HEADER_BYTES);
  if (!values.every(Number.isFinite)) throw new ProtocolError("A value is not finite.");
  return {
    layout: LAYOUTS[layout],
    description: header.getUint16(2, true),
    frame: header.getUint32(4, true),
    epoch: header.getUint32(8, true),
    seq: header.getUint32(12, true),
    revision: header.getUint32(16, true),
    moment: header.getUint32(20, true),
    iteration,
    trained_to: trainedTo,
    values,
  };
}

/** The first message. @param {string | null} key @param {string} client */
export const encodeHello = (key, client) => JSON.stringify({ type: "hello", protocol: VERSION, key, client });

/** JSON has neither, and writes null for both. @param {string} _ @param {unknown} value */
function finite(_, value) {
  if (typeof value === "number" && !Number.isFinite(value)) throw new ProtocolError("NaN and Infinity cannot be sent.");
  return value;
}

/** @param {Command} command @param {number} id */
export const encodeCommand = (command, id) => JSON.stringify({ ...command, id }, finite);

/** The acknowledgement of a drawn frame: its number, 4 bytes little endian. @param {number} frame @returns {ArrayBuffer} */
export function encodeAcknowledgement(frame) {
  const buffer = new ArrayBuffer(4);
  new DataView(buffer).setUint32(0, frame, true);
  return buffer;
}
