// Questions about one iteration of the room, asked over REST. An answer that belongs to another moment is never shown.
import { signal } from "@preact/signals-core";

/**
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {"paths" | "nudge" | "paper" | "landscape" | "views" | "learning-curve"} Topic
 * @typedef {Record<string, string | number>} Details
 *
 * @typedef {{status: "loading"} | {status: "failed", reason: string} | {status: "ready", answer: any}} Reply
 * @typedef {{topic: string, path: string, belongs: (answer: any) => boolean, reply: import("@preact/signals-core").Signal<Reply>,
 *   newest: import("@preact/signals-core").Signal<any>}} Question
 */

/** How many answers are kept; one looks at few at a time. */
const KEPT = 24;

/** @type {Reply} */
const LOADING = { status: "loading" };

const MOVED = "The network has just been changed.";

/** Why there is no answer, in words. @param {Response} response */
async function refusal(response) {
  const problem = await response.json().catch(() => null);
  if (response.status === 409) return MOVED;
  return problem?.errors?.[0]?.detail ?? problem?.detail ?? `The server answers with ${response.status}.`;
}

/** @param {Question} question @param {Fetch} fetch @returns {Promise<Reply>} */
async function ask({ path, belongs }, fetch) {
  const response = await fetch(path, { headers: { accept: "application/json" } }).catch(() => null);
  if (response === null) return { status: "failed", reason: "The server cannot be reached." };
  if (!response.ok) return { status: "failed", reason: await refusal(response) };
  const answer = await response.json().catch(() => null);
  if (answer === null || !belongs(answer)) return { status: "failed", reason: MOVED };
  return { status: "ready", answer };
}

/** One question of a topic is on its way at a time; the newest waits, those between are dropped. @param {Fetch} fetch */
function queue(fetch) {
  /** @type {Map<string, Question | null>} */
  const waiting = new Map();

  /** @param {Question} question @param {(question: Question) => void} dropped */
  return async function pursue(question, dropped) {
    const { topic } = question;
    if (waiting.has(topic)) {
      const between = waiting.get(topic);
      if (between) dropped(between);
      waiting.set(topic, question);
      return;
    }
    /** @type {Question | null} */
    let next = question;
    while (next) {
      waiting.set(topic, null);
      const reply = await ask(next, fetch);
      next.reply.value = reply;
      if (reply.status === "ready") next.newest.value = reply.answer;
      next = waiting.get(topic) ?? null;
    }
    waiting.delete(topic);
  };
}

/** @param {Map<string, any>} kept */
function crop(kept) {
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(old);
}

/** What a question is about, but for the iteration. @param {Store} store @param {Topic} topic @param {Details} details */
function seriesOf({ snapshot, revision }, topic, details) {
  const wanted = Object.entries({ ...details, revision: revision.value }).map(([name, value]) => [name, String(value)]);
  return `${snapshot.value?.room}/${topic}?${new URLSearchParams(wanted)}`;
}

/** @param {{store: Store, fetch: Fetch}} parts */
export function createInquiries({ store, fetch }) {
  /** @type {Map<string, Question>} */
  const asked = new Map();
  /** The newest answer of each series of questions, which differ in nothing but the iteration. @type {Map<string, import("@preact/signals-core").Signal<any>>} */
  const series = new Map();
  const pursue = queue(fetch);
  const forget = (/** @type {Question} */ { path }) => asked.delete(path);

  /** @param {string} name */
  function newestOf(name) {
    const newest = series.get(name) ?? signal(null);
    series.set(name, newest);
    crop(series);
    return newest;
  }

  /** @param {string} topic @param {string} path @param {(answer: any) => boolean} belongs @param {string} [name] of its series @returns {Reply} */
  function replyTo(topic, path, belongs, name = path) {
    const known = asked.get(path);
    if (known) return known.reply.value;
    const question = { topic, path, belongs, reply: signal(LOADING), newest: newestOf(name) };
    asked.set(path, question);
    crop(asked);
    void pursue(question, forget);
    return question.reply.value;
  }

  return {
    /**
     * What the server says of the iteration that is shown, or of another one. Reading it in a component asks, and draws it again when the answer comes.
     * @param {Topic} topic
     * @param {Details} details
     * @param {number | undefined} [iteration]
     * @returns {Reply}
     */
    about(topic, details, iteration = store.position.value?.iteration) {
      const room = store.snapshot.value?.room;
      const revision = store.revision.value;
      if (room === undefined || iteration === undefined) return LOADING;
      const wanted = Object.entries({ ...details, iteration, revision }).map(([name, value]) => [name, String(value)]);
      const path = `/api/v1/rooms/${encodeURIComponent(room)}/${topic}?${new URLSearchParams(wanted)}`;
      return replyTo(
        topic,
        path,
        (answer) => answer.revision === revision && answer.iteration === iteration,
        seriesOf(store, topic, details),
      );
    },
    /**
     * The newest answer to the same question about any iteration of this revision; null: there is none yet. It asks nothing, and stays
     * while the next one comes.
     * @param {Topic} topic
     * @param {Details} details
     */
    newest: (topic, details) => newestOf(seriesOf(store, topic, details)).value,
    /** The article's printed numbers; they are the same for everybody. @returns {Reply} */
    article: () => replyTo("article", "/api/v1/article", () => true),
    /** Ask again what failed. */
    again() {
      for (const question of asked.values()) {
        if (question.reply.peek().status !== "failed") continue;
        question.reply.value = LOADING;
        void pursue(question, forget);
      }
    },
  };
}

/** @typedef {ReturnType<typeof createInquiries>} Inquiries */
