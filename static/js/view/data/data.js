// The tab "Data": what the network makes of its data, also while it trains. The last picture stays while the next one comes.
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Reply, tooFast } from "../asked.js";
import { count } from "../format.js";
import { Errors } from "./errors.js";
import { AnswerField } from "./field.js";
import { Fits } from "./fit.js";
import { HiddenRows } from "./hidden.js";
import { detailsOf, hiddenOf, lookingOf } from "./looking.js";
import { Norms } from "./norms.js";
import { Units } from "./units.js";

/** @typedef {import("../app.js").Props} Props */

/** While iterations fly past, one is asked for this often, in ms. */
const PACE = 250;

/** What inputs, outputs and classes are called. @param {Props["store"]} store */
function calledIn({ snapshot, names }) {
  const { network, data } = /** @type {import("../../types.js").Snapshot} */ (snapshot.value);
  const { unit } = /** @type {import("../../model/network.js").Names} */ (names.value);
  const last = network.sizes.length - 1;
  const own = (/** @type {number} */ layer, /** @type {string[] | undefined} */ given) =>
    Array.from({ length: network.sizes[layer] }, (_, at) => given?.[at] ?? unit(layer, at));
  return { inputs: own(0, data?.inputs), outputs: own(last, data?.outputs), classes: data?.classes ?? [] };
}

/** @param {Props & {answer: any}} props */
function Shown(props) {
  const { store, answer } = props;
  const looking = lookingOf(store);
  const { snapshot, names } = store;
  if (!snapshot.value || !names.value) return null;
  const called = calledIn(store);
  const { sizes } = snapshot.value.network;
  const { title, description, source } = snapshot.value.example;
  const activations = snapshot.value.network.activations.map(({ name }) => name);
  return html`<p class="lede iteration">With the weights of iteration ${count(answer.iteration)}.</p>
    <${AnswerField} store=${store} looking=${looking} answer=${answer} called=${called} activation=${activations[activations.length - 1]} />
    <${Units} ...${props} names=${names.value} field=${answer.field} activations=${activations} />
    <${HiddenRows} store=${store} looking=${looking} answer=${answer} called=${called} names=${names.value} sizes=${sizes} hidden=${hiddenOf(sizes, looking.hidden.value)} activation=${activations[activations.length - 1]} />
    <${Fits} train=${answer.train} test=${answer.test} classes=${called.classes} />
    <${Norms} norms=${answer.gradient_norms} />
    <${Errors} ...${props} looking=${looking} />
    ${description || source ? html`<h3>Where the data are from</h3><p><b>${title}</b>. ${description}</p><p class="lede">${source}</p>` : null}`;
}

/** Asks about the iteration that is shown, not more often than one can look. @param {Props} props @param {Record<string, any>} details */
function useViews({ store, inquiries, clock }, details) {
  const asked = useRef(Number.NEGATIVE_INFINITY);
  const [, again] = useState(0);
  const waits = tooFast(store) && clock.now() - asked.current < PACE;
  if (!waits) asked.current = clock.now();
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => again((turn) => turn + 1), PACE);
    return () => clearTimeout(timer);
  });
  return waits ? null : inquiries.about("views", details);
}

/** @param {Props} props */
export function DataPanel(props) {
  const { store, inquiries } = props;
  const sizes = store.snapshot.value?.network.sizes ?? [1, 1];
  const details = detailsOf(sizes, lookingOf(store));
  const reply = useViews(props, details);
  const newest = inquiries.newest("views", details);
  const kept = useRef(/** @type {any} */ (null));
  const answer = reply?.status === "ready" ? reply.answer : newest;
  if (answer !== null) kept.current = answer;
  // Nothing of another revision: what it was about is there no more.
  const shown = kept.current?.revision === store.revision.value ? kept.current : null;
  const page = useMemo(() => (shown === null ? null : html`<${Shown} ...${props} answer=${shown} />`), [shown]);
  const failed = reply?.status === "failed" || (reply !== null && shown === null);
  return html`<h2>What the network makes of its data</h2>
    ${failed ? html`<${Reply} ...${props} reply=${reply} what="Looking at the data …" body=${() => null} />` : null}${page}`;
}
