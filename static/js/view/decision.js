// A list of choices of which one alone opens a room or trains anew: passing over an option with a key does not.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { answerTo } from "../model/deciding.js";
import { Select } from "./controls.js";

/** @typedef {Event & {currentTarget: HTMLSelectElement}} SelectEvent */

/** How long the key with which a list was closed may be on its way up, in ms. */
const KEY_UP = 200;

/** Are its options to be seen? Browsers that cannot tell have the keys of an open list for themselves. @param {HTMLSelectElement} select */
function isOpen(select) {
  try {
    return select.matches(":open");
  } catch {
    return false;
  }
}

/**
 * What is chosen in the open list, or by pointer, is taken at once. With keys in the closed list one points at an option: Enter takes
 * it, Escape leaves it, and so does going elsewhere, unless `leavingTakes`. It always shows what is, or what is pointed at.
 * @param {{value: string, choose: (value: string) => void, takes: string, leavingTakes?: boolean, children: any, explains: string, called?: string} & Record<string, any>} props
 *   takes: what Enter does, in words; leavingTakes: going elsewhere takes it, as it takes what is typed in a field
 */
export function Decision({ value, choose, takes, leavingTakes = false, children, ...props }) {
  const [pointed, point] = useState(/** @type {string | null} */ (null));
  /** Was the last key one that points? Then a change is no choice yet. */
  const pointing = useRef(false);
  /** A choice of the open list: some browsers choose with Escape, too, which one sees only as the key comes up. */
  const chosen = useRef({ wanted: /** @type {string | null} */ (null), timer: 0 });
  useLayoutEffect(() => point(null), [value]);
  const hint = `${props.id}-hint`;
  /** @param {HTMLSelectElement} select @param {string | null} taken */
  const settle = (select, taken) => {
    clearTimeout(chosen.current.timer);
    chosen.current.wanted = null;
    pointing.current = false;
    point(null);
    select.value = value;
    if (taken !== null && taken !== value) choose(taken);
  };
  /** @param {HTMLSelectElement} select @param {boolean} meant */
  const close = (select, meant) => {
    const { wanted } = chosen.current;
    if (wanted !== null) settle(select, meant ? wanted : null);
  };
  /** @param {KeyboardEvent & SelectEvent} event */
  const key = (event) => {
    const select = event.currentTarget;
    const answer = answerTo(event, { open: isOpen(select), pointed: pointed !== null });
    if (answer === "point") pointing.current = true;
    else if (answer === "open") settle(select, null);
    else if (answer !== null) {
      event.preventDefault();
      event.stopPropagation();
      settle(select, answer === "take" ? pointed : null);
    }
  };
  /** @param {SelectEvent} event */
  const change = ({ currentTarget: select }) => {
    const wanted = select.value;
    if (pointing.current) point(wanted === value ? null : wanted);
    // Where the focus is elsewhere, no key is to come up here.
    else if (document.activeElement !== select) settle(select, wanted);
    else chosen.current = { wanted, timer: window.setTimeout(() => close(select, true), KEY_UP) };
  };
  /** @param {SelectEvent} event */
  const leave = ({ currentTarget: select }) => {
    // Another window is not another place on the page.
    if (document.activeElement === select) return;
    // What one does next comes after what one has chosen.
    if (chosen.current.wanted !== null) close(select, true);
    else if (pointed !== null) settle(select, leavingTakes ? pointed : null);
  };
  return html`<${Select} ...${props} value=${pointed ?? value} aria-describedby=${pointed === null ? props["aria-describedby"] : hint}
      onKeyDown=${key} onChange=${change} onBlur=${leave}
      onKeyUp=${(/** @type {KeyboardEvent & SelectEvent} */ event) => close(event.currentTarget, event.key !== "Escape")}
      onClick=${(/** @type {SelectEvent} */ event) => close(event.currentTarget, true)}
      onPointerDown=${(/** @type {SelectEvent} */ event) => settle(event.currentTarget, null)}>${children}<//>
    <span id=${hint} class="decision" role="status">${pointed === null ? "" : `Enter ${takes}, Escape does not.`}</span>`;
}
