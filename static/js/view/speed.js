// The dock's speed: how fast it plays, what is reached of that, and how far one step goes.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { ariaKeys, DEEDS } from "../deeds.js";
import { GRAINS } from "../model/grains.js";
import { createPace, reachedWords } from "../model/pace.js";
import { rungOf, speedWords } from "../model/speeds.js";
import { useAwaited } from "./awaited.js";
import { Input, Select } from "./controls.js";
import { hindrance } from "./lesson.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {Event & {currentTarget: HTMLInputElement}} InputEvent
 */

/** How often the pace that is reached is told, in ms: oftener one could not read it. */
const TELLING = 500;

/** What the speed is, and what is reached of it. @param {Pick<Props, "store" | "clock">} props */
function Pace({ store, clock }) {
  const [pace] = useState(createPace);
  const [reached, tell] = useState(/** @type {number | null} */ (null));
  const { play, speed, grain } = /** @type {import("../types.js").RoomState} */ (store.state.value);
  const frame = store.frame.value;
  const running = play === "playing" && speed.unit === "iteration";
  useEffect(() => {
    pace.rest();
    tell(null);
    if (!running) return;
    const timer = setInterval(() => tell(pace.reached()), TELLING);
    return () => clearInterval(timer);
  }, [running, speed.per_second]);
  useEffect(() => {
    if (running && frame !== null) pace.note(frame.iteration, clock.now());
  }, [frame]);
  return html`<span class="words">${reachedWords(speed, grain, reached)}</span>`;
}

/** @param {Props} props */
export function SpeedChoice({ store, actions, clock }) {
  const speeds = store.snapshot.value?.speeds ?? [];
  const state = store.state.value;
  const failure = store.failure.value;
  const [rung, awaitRung] = useAwaited(state && speeds.length > 0 ? rungOf(speeds, state.speed) : 0, failure);
  const [step, awaitStep] = useAwaited(state?.grain ?? "quantity", failure);
  if (!state || speeds.length === 0) return null;
  const { speed } = state;
  const words = speedWords(rung === rungOf(speeds, speed) ? speed : speeds[rung], step);
  const last = speeds.length - 1;
  return html`<div class="setting speed">
    <label for="speed">Speed</label>
    <${Input}
      explains="How fast it plays: from a step every four seconds to thousands of iterations a second."
      id="speed"
      class="slider"
      type="range"
      min="0"
      max=${last}
      step="1"
      value=${rung}
      aria-valuetext=${words}
      disabled=${hindrance(store) !== null}
      style=${{ "--at": `${(100 * rung) / Math.max(1, last)}%` }}
      onInput=${(/** @type {InputEvent} */ event) => {
        const wanted = Number(event.currentTarget.value);
        if (actions.setSpeed(speeds[wanted]) !== null) awaitRung(wanted);
      }}
    />
    <label for="grain">Step</label>
    <${Select}
      explains="How far one step goes, also of playing, for everybody in the room."
      id="grain"
      aria-label="Step"
      value=${step}
      aria-keyshortcuts=${ariaKeys(DEEDS.grain.keys)}
      disabled=${hindrance(store) !== null}
      onChange=${(/** @type {Event & {currentTarget: HTMLSelectElement}} */ event) => {
        const wanted = /** @type {import("../types.js").Grain} */ (event.currentTarget.value);
        if (actions.setGrain(wanted) !== null) awaitStep(wanted);
      }}
    >${Object.entries(GRAINS).map(([each, { name }]) => html`<option key=${each} value=${each} selected=${each === step}>${name}</option>`)}<//>
    <${Pace} store=${store} clock=${clock} />
  </div>`;
}
