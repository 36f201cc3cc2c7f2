// Experiments beside the lesson: runs side by side, and many starts at once. What is asked goes over REST; the room stays as it is.
import { signal } from "@preact/signals-core";
import { ask } from "./asking.js";
import { cellRoom, rowsNow, startOf } from "./model/trials.js";
import { openRoom } from "./opening.js";

/**
 * @typedef {import("./model/store.js").Store} Store
 * @typedef {import("./model/trials.js").Cells} Cells
 * @typedef {import("./model/trials.js").Swept} Swept
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {{pointer: string | null, detail: string}} Trouble
 *
 * @typedef {{passed: boolean, largest_relative_difference: number, parameter: string}} Checked
 * @typedef {{error: [iteration: number, error: number][], parameters: number[][], gradients: Checked,
 *   diverged: {iteration: number | null, quantity: string, detail: string} | null}} Outcome
 * @typedef {{iteration: number, parameters: string[], runs: Outcome[]}} Comparison
 *
 * @typedef {{epoch: number | undefined, revision: number, iteration: number, branch: string | null}} Taken the room that was asked: `branch` is its name where there are several
 */

/**
 * Something that is done when a button is pressed, until it is stopped; only the newest attempt has its say.
 * @template Wanted, Answer
 * @param {Fetch} fetch
 * @param {(wanted: Wanted, fetch: Fetch) => Promise<Answer>} work what it asks by the given `fetch` is dropped when it is stopped
 */
function trial(fetch, work) {
  const answer = signal(/** @type {Answer | null} */ (null));
  const trouble = signal(/** @type {Trouble | null} */ (null));
  const busy = signal(false);
  let newest = 0;
  let dropped = new AbortController();
  return {
    answer,
    trouble,
    busy,
    /** @param {Wanted} wanted */
    async run(wanted) {
      dropped.abort();
      dropped = new AbortController();
      const mine = ++newest;
      const { signal: whileWanted } = dropped;
      busy.value = true;
      trouble.value = null;
      try {
        const found = await work(wanted, (path, request) => fetch(path, { ...request, signal: whileWanted }));
        if (mine === newest) answer.value = found;
      } catch (error) {
        const { message, pointer = null } = /** @type {Error & {pointer?: string | null}} */ (error);
        if (mine === newest) trouble.value = { pointer, detail: message };
      } finally {
        if (mine === newest) busy.value = false;
      }
    },
    /** What was found before stays. */
    stop() {
      newest += 1;
      dropped.abort();
      busy.value = false;
    },
  };
}

/** @typedef {{busy: {value: boolean}, stop: () => void}} Stoppable */

/** @param {{store: Store, fetch: Fetch, enter: (room: string, key: string) => void}} parts */
export function createLab({ store, fetch, enter }) {
  const room = () => `/api/v1/rooms/${encodeURIComponent(store.snapshot.peek()?.room ?? "")}`;

  /** @returns {Taken} */
  const taken = () => {
    const { branches, branch } = store.branches.peek();
    const name = branches.length > 1 ? branches.find(({ id }) => id === branch)?.name : undefined;
    return {
      epoch: store.snapshot.peek()?.epoch,
      revision: store.revision.peek(),
      iteration: store.position.peek()?.iteration ?? 0,
      branch: name ?? null,
    };
  };

  const compare = trial(
    fetch,
    /** @param {{runs: object[], names: string[], iterations: number}} wanted @param {Fetch} fetch */
    async ({ runs, names, iterations }, fetch) => {
      const of = taken();
      const sent = { runs, iterations, iteration: of.iteration, revision: of.revision };
      const comparison = /** @type {Comparison} */ (await ask(fetch, `${room()}/compare`, sent));
      return { names, iterations, comparison, taken: of };
    },
  );

  const sweep = trial(
    fetch,
    /** @param {Cells} cells @param {Fetch} fetch @returns {Promise<Swept & {taken: Taken}>} */
    async (cells, fetch) => {
      const of = taken();
      const [now, moment] = await Promise.all([ask(fetch, room()), ask(fetch, `${room()}/moment`)]);
      const { example } = moment.start;
      const first = example ? await ask(fetch, `/api/v1/examples/${encodeURIComponent(example)}`) : moment.start;
      const start = startOf(now.network, store.snapshot.peek()?.method, rowsNow(first, moment), first.data);
      const { network, x, target, method } = start;
      const found = await ask(fetch, "/api/v1/sweep", { network, x, target, method, ...cells });
      return { start, cells, found, taken: { ...of, iteration: moment.position.iteration } };
    },
  );

  const opening = trial(
    fetch,
    /** @param {{row: number, column: number}} cell */
    async ({ row, column }) => {
      const swept = sweep.answer.peek();
      if (swept === null) return;
      const made = await openRoom(cellRoom(swept, row, column), fetch);
      enter(made.room, made.host_key);
    },
  );

  return { compare, sweep, opening };
}

/** @typedef {ReturnType<typeof createLab>} Lab */
