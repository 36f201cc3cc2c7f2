// The rows of a table as they are typed or pasted: read at once when pasted, else after a short pause, at the latest when one leaves.
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { TextArea } from "../controls.js";

/** @typedef {InputEvent & {currentTarget: HTMLTextAreaElement}} Typed */

/** How long nothing is typed before it is read, in milliseconds. */
const PAUSE = 500;

/** @param {{file: string | null, text: string, read: (text: string) => void}} props what was read last, of a file or as text */
export function Pasting({ file, text, read }) {
  // What is being typed is the field's own: an answer that comes meanwhile takes nothing away.
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const waiting = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  // A file stands instead of what was typed.
  useLayoutEffect(() => {
    if (file === null) return;
    clearTimeout(waiting.current);
    setDraft(null);
  }, [file]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  /** @param {string} typed */
  const take = (typed) => {
    clearTimeout(waiting.current);
    if (typed !== text) read(typed);
  };
  // Later renders know what was read since.
  const newest = useRef(take);
  newest.current = take;
  /** @param {Typed} event */
  const typed = ({ currentTarget: field, inputType }) => {
    clearTimeout(waiting.current);
    setDraft(field.value);
    const pasted = inputType === "insertFromPaste" || inputType === "insertFromDrop";
    if (pasted) take(field.value);
    else waiting.current = setTimeout(() => newest.current(field.value), PAUSE);
  };
  return html`<${TextArea} explains="Paste rows here, or type them; they are read as soon as they are there." rows="4" spellcheck=${false} aria-label="The table" value=${draft ?? text}
    onInput=${typed} onChange=${(/** @type {Typed} */ event) => take(event.currentTarget.value)} />`;
}
