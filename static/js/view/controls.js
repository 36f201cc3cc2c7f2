// What can be pressed, chosen or typed into: drawn here and nowhere else, so that none is without words of its own.
import { html } from "htm/preact";
import { ariaKeys, keyName } from "../deeds.js";
import { explains } from "./explains.js";
import { Icon } from "./icons.js";

/**
 * @typedef {object} Wording
 * @property {string} explains what it does, in a sentence
 * @property {string} [called] what each of many such controls is called together
 *
 * @typedef {Wording & Record<string, any>} ControlProps besides the words: the attributes of the tag
 */

/** One alone says its words to a pointer that rests on it, too. @param {string} tag @param {Record<string, string>} [usual] attributes */
const control =
  (tag, usual = {}) =>
  (/** @type {ControlProps} */ { explains: words, called, ...props }) =>
    html`<${tag} ...${usual} title=${called === undefined ? words : undefined} ...${props} ...${explains(words, called)} />`;

export const Button = control("button", { type: "button" });
export const Link = control("a");
export const Input = control("input");
export const Select = control("select");
export const Summary = control("summary");
export const TextArea = control("textarea");

/** A button with nothing but its icon to be seen. @param {Wording & {icon: import("./icons.js").IconName, label: string} & Record<string, any>} props */
export function IconButton({ icon, label, ...props }) {
  return html`<${Button} class="icon-button" aria-label=${label} title=${label} ...${props}><${Icon} name=${icon} /><//>`;
}

/**
 * What a button has of what it does: its words, its keys, its action.
 * @param {import("../deeds.js").Deed} deed
 * @param {import("../actions.js").Actions} actions
 * @param {string | null} [reason] why it cannot be done now
 */
export function does({ label, explains: words, keys, act }, actions, reason = null) {
  const shown = keys.length > 0 ? `${label} (${keys.map(keyName).join(", ")})` : label;
  return {
    explains: words,
    title: reason ?? shown,
    "aria-keyshortcuts": keys.length > 0 ? ariaKeys(keys) : undefined,
    onClick: () => act(actions),
  };
}
