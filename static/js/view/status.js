// What is not as it should be: no connection, a room that ended, a refusal, training that ran away.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Button, IconButton, Link } from "./controls.js";
import { part } from "./explains.js";
import { lazy } from "./lazy.js";

/** @typedef {import("./app.js").Props} Props */

/** @type {(props: Props & {notice: import("../types.js").Notice}) => any} */
const Divergence = lazy(async () => (await import("./editing/divergence.js")).Divergence);

/** How long a refusal stays, in ms: time to read two sentences twice. */
const TOAST = 8000;

/** @param {number} ago in ms @returns {string} such as 14:03:22 */
const timeOfDay = (ago) => new Date(Date.now() - ago).toLocaleTimeString("en-GB");

/** Counts the seconds while something is waited for. @param {Props["clock"]} clock */
function useNow(clock) {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 500);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}

/** @param {Props} props */
function Lost({ store, actions, clock }) {
  const now = useNow(clock);
  const { since, retry_at, text } = store.connection.value;
  const wait = retry_at === null ? null : Math.max(0, Math.ceil((retry_at - now) / 1000));
  return html`<div class="banner">
    <p>
      <b>${since === null ? text : `Connection lost at ${timeOfDay(now - since)}.`}</b>
      ${store.snapshot.value ? " What you see is as of then." : ""}
      ${wait === null ? " Trying again …" : ` Trying again in ${wait} s.`}
    </p>
    <${Button} explains="Connects at once, without waiting." class="button" onClick=${() => actions.reconnect()}>Try now<//>
  </div>`;
}

/** The way on where a room is no more. */
export const NewRoom = () =>
  html`<${Link} explains="A room of your own, at iteration 0." class="button primary" href="/">Open a new room<//>`;

/** @param {Props} props */
function Ended({ store }) {
  return html`<div class="banner ended">
    <p><b>${store.connection.value.text}</b></p>
    <${NewRoom} />
  </div>`;
}

/** What to try, where the server only says what happened. @type {Record<string, string>} */
const ADVICE = {
  limit: "Restart to begin anew.",
  not_saved: "The lesson goes on; copy the link of what you want to keep.",
};

/** @param {Props} props */
function Trouble(props) {
  const notice = props.store.state.value?.notice;
  if (!notice) return null;
  if (notice.code === "diverged") return html`<${Divergence} ...${props} notice=${notice} />`;
  return html`<div class="banner trouble">
    <p><b>Please note.</b> ${notice.detail} ${ADVICE[notice.code]}</p>
  </div>`;
}

/** @param {Props} props */
function Toast({ store }) {
  const failure = store.failure.value;
  useEffect(() => {
    if (!failure) return;
    const timer = setTimeout(dismiss, TOAST);
    return () => clearTimeout(timer);
  }, [failure]);
  const dismiss = () => {
    store.failure.value = null;
  };
  // What is refused at its own field is said there.
  if (!failure || store.refused.value !== null) return null;
  return html`<div class="toast">
    <p>${failure.detail}</p>
    <${IconButton} explains="Puts this message away." icon="close" label="Dismiss" onClick=${dismiss} />
  </div>`;
}

/** @param {Props} props */
export function Status(props) {
  const { status } = props.store.connection.value;
  return html`<section class="status" aria-label="Messages" ...${part("Messages")}>
    ${status === "lost" ? html`<${Lost} ...${props} />` : null}
    ${status === "ended" ? html`<${Ended} ...${props} />` : null}
    <${Trouble} ...${props} />
    <${Toast} ...${props} />
  </section>`;
}
