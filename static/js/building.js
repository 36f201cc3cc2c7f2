// Building a network: data from the server's sets or from a table, a plan, and a new room. What is asked goes over REST.
import { signal } from "@preact/signals-core";
import { ask } from "./asking.js";
import { readGiven, writeGiven } from "./model/given.js";
import { initialRequest, planOf, roomRequest, sizesOf } from "./model/plan.js";
import { openRoom } from "./opening.js";

/**
 * @typedef {import("./model/plan.js").Plan} Plan
 * @typedef {import("./model/plan.js").Prepared} Prepared
 * @typedef {typeof globalThis.fetch} Fetch
 *
 * @typedef {object} Option
 * @property {number} default
 * @property {number} low
 * @property {number} high
 *
 * @typedef {{id: string, title: string, description: string, source: string, kind: string, inputs: string[],
 *   outputs: string[], options: Record<"noise" | "rows" | "seed", Option> | null}} SetSummary
 * @typedef {{row: number | null, column: number | null, detail: string}} Place
 * @typedef {{name: string, kind: string, role: string, missing: number}} Column
 * @typedef {{encoding: string | null, separator: string, decimal: string, header: boolean, row_count: number, columns: Column[],
 *   first_rows: {row: number, cells: string[]}[], problems: Place[], problem_count: number}} Preview
 *
 * @typedef {{from: "set", id: string, options: Record<string, number>}
 *   | {from: "table", table: Record<string, any>, name: string}} Source where rows come from; `table` as POST /data takes it
 * @typedef {{scale?: string, fraction: number, seed: number, drop: boolean}} Making what is done to the rows
 */

/** The bytes of a file as the API takes them. @param {File} file @returns {Promise<string>} */
export async function inBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = [];
  for (let start = 0; start < bytes.length; start += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  return btoa(parts.join(""));
}

/** Whether there is nothing to read yet. @param {Source} from */
const isEmpty = (from) => from.from === "table" && !from.table.text && !from.table.file;

/** @param {{fetch: Fetch, enter: (room: string, key: string) => void}} parts */
export function createBuilder({ fetch, enter }) {
  const sets = signal(/** @type {SetSummary[]} */ ([]));
  const source = signal(/** @type {Source | null} */ (null));
  const making = signal(/** @type {Making} */ ({ fraction: 0, seed: 0, drop: false }));
  const preview = signal(/** @type {Preview | null} */ (null));
  const data = signal(/** @type {Prepared | null} */ (null));
  const plan = signal(/** @type {Plan | null} */ (null));
  const trouble = signal(/** @type {string | null} */ (null));
  const busy = signal(false);
  const building = signal(false);
  let newest = 0;
  /** Is the plan still one for other data than those that were chosen? */
  let outdated = true;
  /** The newest attempt. */
  let latest = Promise.resolve();

  /** Do something that may fail in words; only the newest attempt has its say. @param {(isNewest: () => boolean) => Promise<void>} work */
  function attempt(work) {
    latest = attempted(work);
    return latest;
  }

  /** @param {(isNewest: () => boolean) => Promise<void>} work */
  async function attempted(work) {
    const mine = ++newest;
    const isNewest = () => mine === newest;
    busy.value = true;
    trouble.value = null;
    try {
      await work(isNewest);
    } catch (error) {
      if (isNewest()) trouble.value = error instanceof Error ? error.message : String(error);
    } finally {
      if (isNewest()) busy.value = false;
    }
  }

  /** @param {Source} from @returns {Record<string, any>} */
  const asked = (from) =>
    from.from === "set" ? { dataset: { id: from.id, ...from.options }, ...rest() } : { ...from.table, ...rest() };
  const rest = () => {
    const { drop, ...others } = making.peek();
    return source.peek()?.from === "set" ? others : { ...others, drop };
  };

  /** Rows as they would be trained; the plan is the server's until somebody has changed it. @param {boolean} keepsPlan */
  const prepare = (keepsPlan) => {
    outdated ||= !keepsPlan;
    return attempt(async (isNewest) => {
      const from = source.peek();
      if (!from || isEmpty(from)) return;
      if (from.from === "table") {
        const { order: _, ...readAs } = from.table;
        const seen = await ask(fetch, "/api/v1/data/preview", readAs);
        if (!isNewest()) return;
        preview.value = seen;
      }
      const made = await ask(fetch, "/api/v1/data", asked(from));
      if (!isNewest()) return;
      data.value = made;
      if (outdated) plan.value = planOf(made.defaults);
      outdated = false;
    });
  };

  /** Wait until nothing is asked any more. */
  async function settled() {
    for (let seen = null; seen !== latest; ) {
      seen = latest;
      await seen;
    }
  }

  /** The first weights. @param {Plan} wanted @param {Prepared} rows @returns {Promise<import("./model/given.js").Parameters>} */
  async function begun(wanted, rows) {
    if (wanted.initial.name !== "given") return ask(fetch, "/api/v1/initial", initialRequest(wanted, rows));
    const { parameters, reason } = readGiven(wanted.given, sizesOf(wanted, rows));
    if (parameters === null) throw new Error(reason);
    return parameters;
  }

  /** A room of what is planned. */
  const open = () =>
    attempt(async () => {
      const [rows, wanted, from] = [data.peek(), plan.peek(), source.peek()];
      if (!rows || !wanted || !from) return;
      const parameters = await begun(wanted, rows);
      const set = from.from === "set" ? sets.peek().find(({ id }) => id === from.id) : undefined;
      const title = (from.from === "set" ? set?.title : from.name) ?? "My network";
      const { room, host_key } = await openRoom(roomRequest(wanted, rows, parameters, title, set), fetch);
      enter(room, host_key);
    });

  return {
    sets,
    source,
    making,
    preview,
    data,
    plan,
    trouble,
    busy,
    building,
    /** Ask which sets there are, and begin with one. @param {string} first */
    begin(first) {
      if (sets.peek().length > 0) return;
      void attempt(async () => {
        sets.value = (await ask(fetch, "/api/v1/datasets")).datasets;
        if (source.peek() === null) this.choose({ from: "set", id: first, options: {} });
      });
    },
    /** Take rows from somewhere else: the plan begins anew. @param {Source} from */
    choose(from) {
      source.value = from;
      preview.value = null;
      data.value = null;
      void prepare(false);
    },
    /** Read the same rows in another way. @param {Source} from */
    adjust(from) {
      source.value = from;
      void prepare(from.from === "set");
    },
    /** @param {Partial<Making>} changed */
    make(changed) {
      making.value = { ...making.peek(), ...changed };
      void prepare(true);
    },
    /** @param {Plan} changed */
    change(changed) {
      plan.value = changed;
      trouble.value = null;
    },
    /** Let the first weights be typed, from those on that the rule so far draws. */
    give: () =>
      attempt(async () => {
        const [rows, wanted] = [data.peek(), plan.peek()];
        if (!rows || !wanted) return;
        const given = writeGiven(await begun(wanted, rows));
        const now = plan.peek();
        // Whatever was planned meanwhile stays; who has taken another rule meanwhile has it.
        if (now?.initial === wanted.initial) plan.value = { ...now, initial: { name: "given" }, given };
      }),
    /** Build it, with what is still being prepared, and go into its room. */
    async build() {
      if (building.peek()) return;
      building.value = true;
      await settled();
      if (trouble.peek() === null) await open();
      building.value = false;
    },
  };
}

/** @typedef {ReturnType<typeof createBuilder>} Builder */
