// How many rows are answered right, and which class is taken for which: a table for trained rows and one for tested ones.
import { html } from "htm/preact";
import { count, number } from "../format.js";
import { Sideways } from "../sideways.js";

/** @typedef {{rows: number, error: number, accuracy: number | null, confusion: number[][] | null}} Fit */

/** Rows whose class is predicted. @param {number[][]} confusion */
export const right = (confusion) => confusion.reduce((sum, row, at) => sum + row[at], 0);

/** @param {Fit} fit @param {string} which */
export function fitWords({ rows, accuracy, confusion, error }, which) {
  const many = `${count(rows)} ${which} ${rows === 1 ? "row" : "rows"}`;
  if (accuracy === null || confusion === null) return `${many}: E ${number(error, 4)}`;
  return `${many}: ${count(right(confusion))} right, ${number(100 * accuracy, 1)} %; E ${number(error, 4)}`;
}

/** @param {{fit: Fit & {confusion: number[][]}, which: string, classes: string[]}} props */
function Confusion({ fit, which, classes }) {
  return html`<${Sideways} class="scroll" label=${`Confusion of ${which} rows`} explains="Rows by their class, one line each, and by the class that the network predicts, one column each; on the diagonal it is right.">
    <table class="numbers confusion">
      <caption>${which === "trained" ? "Trained rows" : "Tested rows"}</caption>
      <thead>
        <tr><td></td><th scope="colgroup" colspan=${classes.length}>predicted</th></tr>
        <tr><th scope="col">class</th>${classes.map((name) => html`<th key=${name} scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${classes.map(
          (name, of) => html`<tr key=${name}>
            <th scope="row">${name}</th>
            ${classes.map((predicted, at) => html`<td key=${predicted} class=${at === of ? "right" : fit.confusion[of][at] > 0 ? "wrong" : "none"}>${count(fit.confusion[of][at])}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table><//>`;
}

/** @param {{train: Fit, test: Fit | null, classes: string[]}} props */
export function Fits({ train, test, classes }) {
  const both = /** @type {[string, Fit | null][]} */ ([
    ["trained", train],
    ["tested", test],
  ]);
  const there = both.flatMap(([which, fit]) => (fit === null ? [] : [{ which, fit }]));
  return html`<h3>How well it answers</h3>
    <ul class="fits">${there.map(({ which, fit }) => html`<li key=${which} class=${which}>${fitWords(fit, which)}</li>`)}</ul>
    ${
      train.confusion === null
        ? null
        : html`<div class="confusions">
          ${there.map(({ which, fit }) => html`<${Confusion} key=${which} which=${which} fit=${fit} classes=${classes} />`)}
        </div>`
    }`;
}
