// Components that come when they are first shown; until then their place says so, and what to do when they do not come.
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { later } from "../later.js";
import { Button } from "./controls.js";

/**
 * @template Props
 * @typedef {(props: Props) => any} Component
 */

/** Where the focus belongs when what was waited for is there: where it wishes, or near it if waiting has lost it. @param {Element} place */
function settle(place) {
  const wished = place.querySelector("[autofocus]");
  const near = document.activeElement === document.body ? place.closest("dialog, [tabindex]") : null;
  const to = wished ?? (near instanceof HTMLDialogElement ? near.querySelector("button") : near);
  if (to instanceof HTMLElement) to.focus();
}

/** @param {{failed: boolean, again: () => void, here: (place: Element) => void}} props */
function Waiting({ failed, again, here }) {
  const line = useRef(/** @type {HTMLElement | null} */ (null));
  const tried = useRef(false);
  if (failed) tried.current = true;
  useEffect(() => {
    const place = line.current?.parentElement;
    if (place) here(place);
  }, []);
  const words = failed
    ? "This part of the page could not be loaded. Nothing is lost: try again when the server can be reached."
    : "Loading …";
  // A button that one has just pressed stays, and so does the focus on it.
  return html`<p class="lede" role="status" ref=${line}>${words}</p>
    ${tried.current ? html`<p><${Button} explains="Asks the server once more for what could not be loaded." class="button" onClick=${again}>Try again<//></p>` : null}`;
}

/**
 * @template Props
 * @param {() => Promise<Component<Props>>} load a dynamic `import()`, and the component of it
 * @param {Component<Props & {children: any}>} [Around] what stands around the words while it has not come
 * @returns {Component<Props>}
 */
export function lazy(load, Around) {
  const body = later(load);
  const again = () => {
    // What failed is said by its status.
    body.get().catch(() => {});
  };
  return function Lazy(props) {
    const place = useRef(/** @type {Element | null} */ (null));
    const status = body.status.value;
    useEffect(again, []);
    useLayoutEffect(() => {
      if (status === "here" && place.current?.isConnected) settle(place.current);
      if (status === "here") place.current = null;
    }, [status]);
    if (status === "here") return html`<${body.it} ...${props} />`;
    const here = (/** @type {Element} */ found) => {
      place.current = found;
    };
    const waiting = html`<${Waiting} failed=${status === "failed"} again=${again} here=${here} />`;
    return Around ? html`<${Around} ...${props}>${waiting}<//>` : waiting;
  };
}
