// Moments as links and files.
import { openRoom, problemText } from "../opening.js";
import { viewOf } from "./looking.js";
import { pack } from "./packing.js";
import { download } from "./picture_files.js";
import { fileName } from "./pictures.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../types.js").MomentFile} MomentFile
 * @typedef {typeof globalThis.fetch} Fetch
 *
 * @typedef {object} Doors Where the page can go from here.
 * @property {string} origin
 * @property {(room: string, key: string, view: unknown) => void} enter another room, which one drives
 */

/** The largest file the server reads, in bytes. */
const LARGEST = 2_000_000;
const UNREACHED = "The server cannot be reached just now. Nothing is lost; try again.";

/**
 * @param {string} path
 * @param {Fetch} fetch
 * @param {RequestInit} [request]
 * @returns {Promise<Response>}
 * @throws {Error} the server refuses or is not there; says why
 */
export async function ask(path, fetch, request) {
  const response = await fetch(path, request).catch(() => null);
  if (response === null) throw new Error(UNREACHED);
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Error(problemText(problem, response.status, "The server refuses"));
}

/** All edits of a branch, with those it has of its parent. @param {MomentFile} moment @param {number} index @returns {{iteration: number}[]} */
function allEdits(moment, index) {
  const { parent, after_parent, edits } = moment.branches[index];
  if (!after_parent || parent === null) return edits;
  return [...allEdits(moment, parent).filter(({ iteration }) => iteration < edits[0].iteration), ...edits];
}

/** A link needs only the branch one is on. @param {MomentFile} moment @returns {MomentFile} */
export function currentBranch(moment) {
  const { after_parent, ...branch } = moment.branches[moment.branch];
  const edits = allEdits(moment, moment.branch);
  return { ...moment, branches: [{ ...branch, parent: null, edits }], branch: 0 };
}

/** Readable, unless that would make a file that is too large to load. @param {MomentFile} moment */
export function fileText(moment) {
  const readable = `${JSON.stringify(moment, null, 1)}\n`;
  return new TextEncoder().encode(readable).length > LARGEST ? JSON.stringify(moment) : readable;
}

/** @param {Store} store @param {Fetch} fetch @param {Doors} doors */
export function createMoments(store, fetch, doors) {
  /** @returns {Promise<MomentFile>} */
  const moment = async () => {
    const room = encodeURIComponent(store.snapshot.peek()?.room ?? "");
    const response = await ask(`/api/v1/rooms/${room}/moment`, fetch);
    return { ...(await response.json()), view: viewOf(store) };
  };

  return {
    async saveMoment() {
      download(new Blob([fileText(await moment())], { type: "application/json" }), `${fileName(store)}.json`);
    },
    /** A link that this server keeps. @returns {Promise<string>} */
    async shortLink() {
      const body = JSON.stringify({ moment: currentBranch(await moment()) });
      const headers = { "content-type": "application/json" };
      const response = await ask("/api/v1/links", fetch, { method: "POST", headers, body });
      return (await response.json()).url;
    },
    /** A link that holds everything itself. @returns {Promise<string>} */
    ownLink: async () => `${doors.origin}/#m=${await pack(currentBranch(await moment()))}`,
    /**
     * Opens a file in a room of its own. When it is refused, everything stays as it is.
     * @param {{size: number, text(): Promise<string>}} file
     * @throws {Error} it is refused; says why
     */
    async load(file) {
      if (file.size > LARGEST) throw new Error("The file is larger than 2 MB; a moment file is not.");
      /** @type {MomentFile} */
      let read;
      try {
        read = JSON.parse(await file.text());
      } catch {
        throw new Error("This is no JSON file. Choose one that was saved with Deltaflow.");
      }
      if (read?.schema !== "deltaflow.moment")
        throw new Error("This file holds no moment. Choose one that was saved with Deltaflow.");
      const { room, host_key } = await openRoom({ moment: read }, fetch);
      doors.enter(room, host_key, read?.view ?? null);
    },
  };
}
