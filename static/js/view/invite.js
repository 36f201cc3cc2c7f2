// How others come in: the link and picture for viewers, and apart from them the link that hands over the lesson.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, Input } from "./controls.js";
import { copyText } from "./copying.js";

/** @typedef {import("./app.js").Props} Props */

/** Addresses that mean "this computer" on every computer. */
const LOOPBACK = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** A link to copy; where the clipboard is closed to pages (plain http), it is selected for copying by hand. @param {{id: string, label: string, url: string, selected?: boolean}} props */
export function LinkToCopy({ id, label, url, selected = false }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [told, setTold] = useState("");
  const copy = async () => {
    field.current?.select();
    setTold(await copyText(url, null));
  };
  useEffect(() => {
    if (selected) field.current?.focus();
  }, [selected]);
  return html`<div class="link">
    <label for=${id}>${label}</label>
    <${Input} explains="The link, to be copied by hand." id=${id} ref=${field} type="text" readonly value=${url} onFocus=${() => field.current?.select()} />
    <${Button} explains="Copies the link." class="button" aria-label=${`Copy: ${label}`} onClick=${copy}>Copy<//>
    <span class="told" role="status">${told}</span>
  </div>`;
}

/** @param {Props & {path: string}} props */
function HostLink({ actions, path }) {
  const [shown, setShown] = useState(false);
  const key = actions.hostKey();
  if (key === null) return null;
  const url = `${location.origin}${path}#k=${encodeURIComponent(key)}`;
  return html`<div class="host-link">
    <p><b>Warning:</b> whoever has the host link can take over the lesson. Keep it for yourself, for another device.</p>
    ${
      shown
        ? html`<${LinkToCopy} id="host-link" label="Host link" url=${url} />`
        : html`<${Button} explains="Shows the link with which another device of yours takes over." class="button" onClick=${() => setShown(true)}>Show the host link<//>`
    }
  </div>`;
}

/** @param {Props} props */
export function Invite(props) {
  const room = props.store.snapshot.value?.room ?? "";
  const path = `/r/${encodeURIComponent(room)}`;
  return html`<p>Everybody with this link sees what you see, as you move through it. They cannot change anything.</p>
    <div class="invite">
      <img src=${`${path}/qr.svg`} width="220" height="220" alt="QR code of the link for viewers" />
      <p class="code">Room <b>${room}</b></p>
    </div>
    ${
      LOOPBACK.test(location.hostname)
        ? html`<p class="lede">Only this computer can open it. For a class, start Deltaflow with <code>python3 run.py --lan</code>.</p>`
        : null
    }
    <${LinkToCopy} id="viewer-link" label="Link for viewers" url=${location.origin + path} />
    <${HostLink} ...${props} path=${path} />`;
}
