// A small network trained by every optimiser, as pinned in tests/fixtures/methods: scripts of the wire, numbers of the oracle.
import { readFileSync } from "node:fs";
import { batchAt } from "../../../static/js/model/batches.js";
import { networkNames } from "../../../static/js/model/network.js";
import { ScriptView } from "../../../static/js/model/script.js";

const FILE = new URL("../../fixtures/methods/methods.json", import.meta.url);

/** @type {Record<string, Pick<import("../../../static/js/types.js").Description, "method" | "network" | "script"> & {values: Record<string, number>}>} */
export const CASES = JSON.parse(readFileSync(FILE, "utf8"));

/** As the fixture was made: iteration 2, the second example of its batch. @param {string} name */
export function lessonBy(name) {
  const { method, network, script, values } = CASES[name];
  return {
    script: new ScriptView(script),
    names: networkNames(network),
    value: (/** @type {string} */ id) => values[id] ?? null,
    batch: batchAt(method, 2, 1),
  };
}
