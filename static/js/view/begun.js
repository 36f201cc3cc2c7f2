// From when on there is something to show: with the first numbers, so that nothing is drawn twice.
import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";

/** Have the room's first numbers come? What is there then stays. @param {import("../model/store.js").Store} store */
export function useBegun({ snapshot, frame }) {
  const begun = useRef(false);
  return useComputed(() => {
    begun.current ||= snapshot.value !== null && frame.value !== null;
    return begun.current;
  }).value;
}
