// What was chosen at a field stays there until the room has it: the field does not go back to what was, and then forth.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

/** So long it waits for the answer, in ms; then it shows what is. */
export const PATIENCE = 1500;

/**
 * @template T
 * @param {T} now what is
 * @param {object | null} failure the newest refusal: with another one nothing is waited for any more
 * @returns {[shown: T, ask: (wanted: T) => void]} what the field shows, and what to say when something was asked for
 */
export function useAwaited(now, failure) {
  const [awaited, setAwaited] = useState(/** @type {{wanted: T, failure: object | null} | null} */ (null));
  useLayoutEffect(() => {
    if (awaited?.wanted === now || awaited?.failure !== failure) setAwaited(null);
  }, [now, failure]);
  // With each answer to something earlier the newest is nearer.
  useEffect(() => {
    const timer = setTimeout(() => setAwaited(null), PATIENCE);
    return () => clearTimeout(timer);
  }, [awaited, now]);
  return [awaited === null ? now : awaited.wanted, (wanted) => setAwaited({ wanted, failure })];
}
