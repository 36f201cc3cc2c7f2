// The numbers of a room as files, and the programs that print them, as the server writes them.
import { ask } from "./moments.js";
import { download } from "./picture_files.js";
import { fileName } from "./pictures.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {"numpy" | "pytorch"} Language
 */

/** The most rows a history may have. */
const MOST_ROWS = 100_000;

/** The smallest step of 1, 2, 5, 10, 20 … with which a history has few enough rows. @param {number} last @returns {number} */
export function everyFor(last) {
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 5]) if (Math.floor(last / (step * power)) + 2 <= MOST_ROWS) return step * power;
}

/** @param {Store} store @param {typeof globalThis.fetch} fetch */
export function createNumbers(store, fetch) {
  /** @param {string} topic @param {Record<string, string | number>} parameters */
  const asked = (topic, parameters) => {
    const room = encodeURIComponent(store.snapshot.peek()?.room ?? "");
    const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return ask(`/api/v1/rooms/${room}/${topic}?${query}`, fetch);
  };
  const here = () => ({ iteration: store.position.peek()?.iteration ?? 0, revision: store.revision.peek() });
  const trainedTo = () => store.frame.peek()?.trained_to ?? 0;

  return {
    trainedTo,
    everyThatFits: () => everyFor(trainedTo()),
    /** @param {"json" | "csv"} format */
    async saveRecord(format) {
      const response = await asked("record", { format, ...here() });
      download(await response.blob(), `${fileName(store)}-record.${format}`);
    },
    /** @param {number} every */
    async saveHistory(every) {
      const range = { format: "csv", start: 0, stop: trainedTo(), every, revision: store.revision.peek() };
      const response = await asked("history", range);
      download(await response.blob(), `${fileName(store)}-history.csv`);
    },
    /** @param {Language} language @returns {Promise<string>} */
    program: async (language) => (await asked("listing", { language, ...here() })).text(),
    /** @param {Language} language */
    async saveProgram(language) {
      const response = await asked("listing", { language, ...here() });
      download(await response.blob(), `${fileName(store)}-${language}.py`);
    },
  };
}
