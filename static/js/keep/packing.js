// A moment as text for an address: deflated, in base64url. Pure, but for the browser's own compression.

/** @typedef {import("../types.js").MomentFile} MomentFile */

/** The longest text of an address that is made, in bytes; some programs cut longer ones. */
export const LONGEST = 8192;
/** Nothing that unpacks to more is looked at, in bytes. */
const LARGEST = 2_000_000;

class TooMuchError extends Error {}

/** Does this browser compress? */
const canPack = () => typeof CompressionStream === "function" && typeof DecompressionStream === "function";

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text)) throw new Error("It holds characters that do not belong there.");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/**
 * All that comes out of a stream, as long as it is not too much.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function all(stream) {
  const reader = stream.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) {
      // What is left of it is of no interest, nor why it ended.
      reader.cancel().catch(() => {});
      throw new TooMuchError("It holds more than a moment may.");
    }
    chunks.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** @param {BlobPart} data @param {CompressionStream | DecompressionStream} through */
const sent = (data, through) =>
  all(new Blob([data]).stream().pipeThrough(/** @type {ReadableWritablePair<Uint8Array, Uint8Array>} */ (through)));

/**
 * @param {MomentFile} moment
 * @returns {Promise<string>}
 * @throws {Error} it is too long for an address, or this browser does not compress; says so
 */
export async function pack(moment) {
  if (!canPack()) throw new Error("This browser cannot pack a moment into a link. Use the short link, or save a file.");
  const text = base64url(await sent(JSON.stringify(moment), new CompressionStream("deflate-raw")));
  if (text.length > LONGEST) {
    throw new Error("This moment is too large for a link that holds everything. Use the short link, or save a file.");
  }
  return text;
}

/**
 * @param {string} text
 * @returns {Promise<MomentFile>}
 * @throws {Error} it is no packed moment, or this browser does not unpack; says so
 */
export async function unpack(text) {
  if (!canPack()) throw new Error("This browser cannot unpack it. Use a newer browser, or a short link.");
  if (text.length > LONGEST) throw new Error("It is longer than such a link may be.");
  const packed = fromBase64url(text);
  const bytes = await sent(packed, new DecompressionStream("deflate-raw")).catch((error) => {
    throw error instanceof TooMuchError ? error : new Error("It is damaged; perhaps its end was cut off.");
  });
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Error("What it holds is no moment.");
  }
}
