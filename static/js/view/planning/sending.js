// A form that is sent only while every field of it can be taken: else it says so at its button and goes to the first that cannot.
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/**
 * Let a form know at once what is wrong with a field, even before that is drawn.
 * @param {Field | null} field
 * @param {string | null} reason null: nothing
 */
export function mark(field, reason) {
  field?.setCustomValidity(reason ?? "");
}

/** What a field is called. @param {Field} field */
const nameOf = (field) => field.labels?.[0]?.textContent ?? field.getAttribute("aria-label") ?? "what is marked";

/** What is typed into a field is taken, as when one leaves it. @param {Element | null} field */
function take(field) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  field.blur();
  field.focus();
}

/** @param {Event} event */
const submits = ({ target }) => target instanceof Element && target.closest('button[type="submit"]') !== null;

/**
 * @param {() => void} send with what is planned by then: a field may have been left only now
 * @returns {{form: Record<string, any>, refusal: string | null}} attributes of the form, and what to say at its button
 */
export function useSending(send) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [refusal, setRefusal] = useState(/** @type {string | null} */ (null));
  const look = () => {
    const wrong = /** @type {Field | null} */ (form.current?.querySelector("input:invalid, textarea:invalid") ?? null);
    setRefusal(wrong && `Not yet: mend “${nameOf(wrong)}” first.`);
    return wrong;
  };
  const lookAgain = () => void (refusal !== null && look());
  // A field that was wrong may be gone.
  useLayoutEffect(lookAgain);
  return {
    refusal,
    form: {
      ref: form,
      noValidate: true,
      onChange: lookAgain,
      onInput: lookAgain,
      // The field is not left before the button is let go: what is said below it then would move the button away from the pointer.
      onMouseDown: (/** @type {Event} */ event) => submits(event) && event.preventDefault(),
      onSubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        take(document.activeElement);
        const wrong = look();
        if (wrong) wrong.focus();
        else send();
      },
    },
  };
}

/** Why it was not sent. @param {{refusal: string | null}} props */
export const NotSent = ({ refusal }) => (refusal ? html`<p class="trouble" role="alert">${refusal}</p>` : null);
