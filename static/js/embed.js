// What a page around the frame may ask, and what it is told: docs/embed.md. Only the window around is listened to.
import { effect } from "@preact/signals-core";

/**
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {import("./actions.js").Actions} Actions
 * @typedef {{type: string, iteration?: unknown, moment?: unknown}} Asked
 * @typedef {{addEventListener(type: "message", listener: (event: MessageEvent) => void): void, parent: unknown}} Frame
 * @typedef {(message: object, origin: string) => void} Post
 */

/** So many messages are obeyed a second, and so many at once: more than the server takes would end the connection. */
const RATE = 60;
const BURST = 120;

/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** What the lesson stands at, as it is told. @param {Store} store */
function stateOf(store) {
  const position = store.position.value;
  const active = store.active.value;
  const script = store.script.value;
  return {
    iteration: position?.iteration ?? null,
    moment: position?.moment ?? null,
    phase: script && position ? script.phaseOf(Math.max(0, position.moment - 1)) : null,
    quantity: active,
    value: active === null ? null : store.value(active),
    error_total: store.value("error_total"),
  };
}

/** Why a message is not obeyed; null: it is. @param {any} data @param {Store} store @param {Actions} actions @returns {string | null} */
function obey(data, store, actions) {
  const fields = Object.keys(data).filter((name) => name !== "type");
  const act = new Map([
    ["deltaflow:step", actions.step],
    ["deltaflow:step_back", actions.stepBack],
    ["deltaflow:play", actions.play],
    ["deltaflow:pause", actions.pause],
  ]).get(data.type);
  if (data.type !== "deltaflow:go_to" && !act) return "There is no message of this type.";
  if (store.stale.peek()) return "There is no connection to the server just now.";
  if (store.snapshot.peek()?.role !== "driver") return "This frame only watches its room.";
  if (act) {
    if (fields.length > 0) return `${data.type} has no field ${fields[0]}.`;
    act();
    return null;
  }
  const { iteration, moment } = data;
  const strange = fields.find((name) => name !== "iteration" && name !== "moment");
  if (strange !== undefined) return `deltaflow:go_to has no field ${strange}.`;
  const last = store.snapshot.peek()?.limits.iteration ?? 0;
  const moments = store.script.peek()?.count ?? 0;
  if (!isCount(iteration) || iteration > last) return `iteration: a whole number from 0 to ${last}.`;
  if (!isCount(moment) || moment > moments) return `moment: a whole number from 0 to ${moments}.`;
  actions.goTo({ iteration, moment });
  return null;
}

/**
 * @param {{frame: Frame, post: Post, store: Store, actions: Actions, now: () => number}} parts post: to the window around, if its
 *   origin is this one; now: in ms
 */
export function talkToParent({ frame, post, store, actions, now }) {
  let tokens = BURST;
  let counted = now();
  const mayPass = () => {
    tokens = Math.min(BURST, tokens + ((now() - counted) * RATE) / 1000);
    counted = now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  frame.addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.parent || source === frame) return;
    const refuse = (/** @type {string} */ reason) =>
      post(
        { type: "deltaflow:refused", reason, message: typeof data?.type === "string" ? data.type.slice(0, 64) : null },
        origin,
      );
    if (typeof data !== "object" || data === null || typeof data.type !== "string")
      return refuse("A message is an object with a type.");
    if (data.type === "deltaflow:state?" && Object.keys(data).length === 1)
      return post({ type: "deltaflow:state", ...stateOf(store) }, origin);
    const reason = mayPass() ? obey(data, store, actions) : `More than ${RATE} messages a second.`;
    if (reason !== null) refuse(reason);
  });
  let told = "";
  let ready = false;
  effect(() => {
    const state = stateOf(store);
    if (state.iteration === null) return;
    // What a frame shows is what anybody may see, whoever embeds it.
    if (!ready) post({ type: "deltaflow:ready", ...state }, "*");
    ready = true;
    const key = `${state.iteration} ${state.moment} ${store.revision.value}`;
    if (key === told) return;
    told = key;
    post({ type: "deltaflow:step-changed", ...state }, "*");
  });
  effect(() => {
    const failure = store.failure.value;
    if (failure) post({ type: "deltaflow:refused", reason: failure.detail, message: null }, "*");
  });
}

/** What the address of a frame asks for. @param {string} search */
export function embedOptions(search) {
  const query = new URLSearchParams(search);
  const number = (/** @type {string} */ name) =>
    /^\d{1,15}$/.test(query.get(name) ?? "") ? Number(query.get(name)) : null;
  return {
    iteration: number("iteration"),
    moment: number("moment"),
    controls: query.get("controls") !== "0",
    panel: query.get("panel") === "1",
  };
}
