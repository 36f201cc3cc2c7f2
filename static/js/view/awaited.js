// What was chosen at a field stays there until the room has it: the field does not go back to what was, and then forth.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

/** So long it waits for the answer, in ms, and so long in all where others come meanwhile; then it shows what is. */
export const PATIENCE = 1500;
const LONGEST = 6000;

/**
 * @template T
 * @param {T} now what is
 * @param {object | null} failure the newest refusal: with another one nothing is waited for any more
 * @returns {[shown: T, ask: (wanted: T) => void]} what the field shows, and what to say when something was asked for
 */
export function useAwaited(now, failure) {
  const [awaited, setAwaited] = useState(
    /** @type {{wanted: T, failure: object | null, until: number} | null} */ (null),
  );
  useLayoutEffect(() => {
    if (awaited?.wanted === now || awaited?.failure !== failure) setAwaited(null);
  }, [now, failure]);
  // With each answer to something earlier the newest is nearer.
  useEffect(() => {
    if (awaited === null) return;
    const timer = setTimeout(() => setAwaited(null), Math.min(PATIENCE, awaited.until - performance.now()));
    return () => clearTimeout(timer);
  }, [awaited, now]);
  return [
    awaited === null ? now : awaited.wanted,
    (wanted) => setAwaited({ wanted, failure, until: performance.now() + LONGEST }),
  ];
}
