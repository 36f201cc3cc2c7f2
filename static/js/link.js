// One connection, from hello to its end: hears, notices gaps and silence, acknowledges. Another one is never its business.
import { LOST, sentenceFor } from "./close_codes.js";
import { createSequence, MisfitError } from "./model/sequence.js";
import { decodeFrame, decodeText, encodeAcknowledgement, encodeCommand, ProtocolError } from "./protocol.js";

/**
 * @typedef {import("./types.js").Command} Command
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").ServerMessage} ServerMessage
 * @typedef {import("./environment.js").Environment} Environment
 *
 * @typedef {object} Listener
 * @property {(message: ServerMessage | Frame) => void} receive Only what builds on everything before.
 * @property {() => void} live The whole state is there.
 * @property {(code: number, text: string) => void} ended The last thing heard of this link.
 */

/** All in ms. The server says something every 3 s. */
const SILENCE = 8000;
const SUSPICIOUS_SILENCE = 4000;
const TICK = 1000;

const BROKEN_RULE = 1002;

export class Link {
  #environment;
  #listener;
  #line;
  #sequence = createSequence();
  #heard;
  /** @type {() => void} */
  #cancelTick = () => {};
  /** @type {number | null} */
  #received = null;
  /** @type {number | null} */
  #acknowledged = null;
  #acknowledgedAt = 0;
  #commands = 0;
  /** @type {number | null} When the whole state was there, in ms. */
  liveSince = null;

  /** @param {string} url @param {string} hello @param {Listener} listener @param {Environment} environment */
  constructor(url, hello, listener, environment) {
    this.#environment = environment;
    this.#listener = listener;
    this.#heard = environment.wall();
    const line = environment.open(url);
    this.#line = line;
    line.binaryType = "arraybuffer";
    line.onopen = () => line.send(hello);
    line.onmessage = ({ data }) => this.#hear(data);
    line.onclose = ({ code }) => this.#end(code);
    this.#tick();
  }

  /** @param {Command} command @returns {number} its id, which a failure repeats */
  send(command) {
    this.#commands += 1;
    this.#line.send(encodeCommand(command, this.#commands));
    return this.#commands;
  }

  /** Say that everything received so far was drawn, or is of no use any more. */
  drawn() {
    if (this.#received === this.#acknowledged || this.#received === null) return;
    this.#line.send(encodeAcknowledgement(this.#received));
    this.#acknowledged = this.#received;
    this.#acknowledgedAt = this.#environment.wall();
  }

  /** The page is seen again, or the network is back: a heartbeat that is overdue now counts as the end. */
  check() {
    if (this.#environment.wall() - this.#heard > SUSPICIOUS_SILENCE) this.#end(LOST);
  }

  /** Hear no more, not even that it is closed. */
  hangUp() {
    this.#cancelTick();
    this.#line.onopen = this.#line.onmessage = this.#line.onclose = null;
    this.#line.close();
  }

  /** @param {number} code @param {string} text */
  #end(code, text = sentenceFor(code)) {
    this.hangUp();
    this.#listener.ended(code, text);
  }

  /** @param {string | ArrayBuffer} data */
  #hear(data) {
    this.#heard = this.#environment.wall();
    try {
      this.#take(typeof data === "string" ? decodeText(data) : decodeFrame(data));
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof MisfitError)) throw error;
      this.#end(BROKEN_RULE, `The server said something this page does not understand. ${error.message}`);
    }
  }

  /** @param {ServerMessage | Frame} message */
  #take(message) {
    const verdict = this.#sequence.judge(message);
    if (verdict === "ask") this.send({ type: "snapshot" });
    if (verdict !== "take") return;
    const type = "type" in message ? message.type : "frame";
    if ("frame" in message) this.#received = message.frame;
    this.#listener.receive(message);
    if (type === "snapshot" && this.liveSince === null) {
      this.liveSince = this.#heard;
      this.#listener.live();
    }
    // A hidden page draws nothing, and its timers may come once a minute: but messages still arrive.
    if (this.#environment.hidden() && this.#heard - this.#acknowledgedAt >= TICK) this.drawn();
  }

  #tick() {
    const silent = this.#environment.wall() - this.#heard;
    if (silent >= SILENCE) return this.#end(LOST);
    if (this.#environment.hidden()) this.drawn();
    this.#cancelTick = this.#environment.later(() => this.#tick(), Math.min(TICK, SILENCE - silent));
  }
}
