// What every dialog does with the focus: it takes it, holds it, and gives it back.
import { useLayoutEffect } from "preact/hooks";

/**
 * Gives the focus back to where it was; in a picture that was built anew meanwhile, to what stands for the same.
 * @param {Element | null} before
 * @param {Element | null} picture around it
 */
function giveBack(before, picture) {
  const to = before?.isConnected ? before : picture?.querySelector("[tabindex='0']");
  if (to instanceof HTMLElement || to instanceof SVGElement) to.focus();
}

/**
 * Shows a dialog as the only thing that can be used, as long as the component is on the page. Both at once, not after the next
 * picture: a key that is pressed meanwhile is meant for the dialog, and then for what one came from.
 * @param {{current: HTMLDialogElement | null}} dialog
 */
export function useModal(dialog) {
  useLayoutEffect(() => {
    const own = dialog.current;
    const before = document.activeElement;
    const picture = before?.closest("[data-roving]") ?? null;
    own?.showModal();
    return () => {
      own?.close();
      giveBack(before, picture);
    };
  }, []);
}
