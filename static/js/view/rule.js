// The chain-rule panel: one number's derivation, from the question in plain words to what the answer means.
import { html } from "htm/preact";
import { DEEDS } from "../deeds.js";
import { Blame, ranking } from "./blame.js";
import { Button } from "./controls.js";
import * as x from "./expression.js";
import { signOf } from "./format.js";
import { lazy } from "./lazy.js";
import { currentMoment, hindrance, lessonOf } from "./lesson.js";
import { Formula } from "./mathml.js";
import { NotYet } from "./not_yet.js";
import { Equation } from "./notation/equation.js";
import { pointing, pointsAt } from "./pointing.js";
import { explain } from "./rules.js";
import { Siblings } from "./siblings.js";
import { Sideways } from "./sideways.js";
import { Words } from "./words.js";

/**
 * @typedef {import("./app.js").Props} Props
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 * @typedef {import("./rules.js").Explanation} Explanation
 * @typedef {Props & {lesson: Lesson, told: Explanation}} Told
 */

/** Not every step takes several numbers. @type {(props: Props & {lesson: any, moments: import("../types.js").Moment[]}) => any} */
const Group = lazy(async () => (await import("./group.js")).Group);

/** Nor is every example one of a batch. @type {(props: Props & {lesson: any}) => any} */
const WholeBatch = lazy(async () => (await import("./whole_batch.js")).WholeBatch);

/** From this many cards on, each is one line. */
const MANY = 4;

/** A value of more characters leaves the question beside it no room, and goes below. */
const LONG = 14;

/** @param {Props & {lesson: Lesson, told: Explanation, index: number}} props */
function Card(props) {
  const { store, told, index } = props;
  const card = told.cards[index];
  const lit = store.highlight.value === card.id ? " lit" : "";
  const sign = signOf(card.value);
  return html`<li>
    <${Button}
      explains="A factor of the number: its question, its rule, its value. Click to go on to it."
      called="Factor"
      class=${`card-rule${lit}`}
      ...${pointsAt(card.id, props)}
    >
      <span class="badge-number" aria-hidden="true">${index + 1}</span>
      <span class="hint"><${Words} text=${card.hint} /></span>
      <span class="formula" aria-hidden="true">
        <${Formula} of=${card.formula} />
        ${card.numbers ? html`<${Formula} of=${x.row(x.operator("="), card.numbers)} />` : null}
      </span>
      <span class=${`value ${sign}${card.text.length > LONG ? " long" : ""}`}>${card.sign === "−" ? "− " : ""}${card.text}</span>
      ${
        card.share === 0
          ? null
          : html`<span class=${`track ${sign}`}><span class=${`length ${sign}`} style=${{ "--share": String(card.share) }}></span></span>`
      }
    <//>
  </li>`;
}

/** @param {Told} props */
function Result(props) {
  const { told } = props;
  return html`<div class=${`result ${signOf(told.value)}`}>
    <${Sideways} inline=${true} class="formula" label="With numbers" explains="The rule with the numbers of this moment, and what comes out."><${Formula} of=${x.row(told.numeric ?? told.symbol, x.operator("="))} pointing=${pointing(props)} /><//>
    <output class=${`big ${signOf(told.value)}`}>${told.text}</output>
  </div>`;
}

/** What comes from other examples' pages: how many, and the way to them. @param {Told} props */
function Others(props) {
  const { store, actions, told } = props;
  const others = (store.batch.value?.count ?? 1) - 1;
  const what = told.quantity.layer === null ? "error" : "gradient";
  const own = what === "error" ? "error_total" : told.quantity.id.replace("others_", "");
  const reason = hindrance(store);
  const go = (/** @type {number} */ by) => () => {
    actions.select(own);
    actions.showNextExample(by);
  };
  const words = ["No other example is in this batch.", `It is the other example's ${what}.`];
  return html`<${Result} ...${props} />
    <p><${Words} text=${words[others] ?? `The sum of the other ${others} examples' ${what}s.`} /> <${Words} text=${told.meaning ?? ""} /></p>
    ${
      others > 0
        ? html`<p class="deeds">
          ${[-1, 1].map((by) => {
            const { label } = by < 0 ? DEEDS.previousExample : DEEDS.nextExample;
            return html`<${Button}
              key=${by}
              explains=${`Shows the ${label.toLowerCase()} of the batch, and there what is added up here.`}
              class="button"
              disabled=${reason !== null}
              title=${reason ?? undefined}
              onClick=${go(by)}
            >${label}<//>`;
          })}
        </p>`
        : null
    }`;
}

/** @param {Told} props */
function Answer(props) {
  const { store, told } = props;
  if (told.value === null && !store.known(told.quantity.id))
    return html`<${NotYet} ...${props} id=${told.quantity.id} />`;
  if (told.quantity.kind.startsWith("others_")) return html`<${Others} ...${props} />`;
  if (told.value === null) return html`<p class="missing">Running fast: pause to see this number.</p>`;
  return html`<${Result} ...${props} />
    ${
      told.next
        ? html`<${Sideways} class="next-value" label="The next value" explains="What the gradient makes of its weight at the Update."><${Formula} of=${told.next.rule} pointing=${pointing(props)} />
          ${told.next.known ? null : html` <span class="lede">at the Update</span>`}<//>`
        : null
    }
    ${told.meaning ? html`<p class="lede"><${Words} text=${told.meaning} /></p>` : null}`;
}

/** @param {Props & {lesson: Lesson, id: string}} props */
function Derivation(props) {
  const { store, lesson, id } = props;
  const told = explain(id, lesson);
  const fast = store.frame.value?.layout === "summary";
  const cards = fast ? [] : told.cards;
  return html`<h2><${Words} text=${told.question} /></h2>
    <${Equation} ...${props} told=${told} />
    ${
      cards.length
        ? html`<ol class=${cards.length >= MANY ? "factors many" : "factors"} aria-label="What it is made of">
          ${cards.map((card, index) => html`<${Card} key=${card.id} ...${props} told=${told} index=${index} />`)}
        </ol>`
        : null
    }
    <${Answer} ...${props} told=${told} />
    ${fast && told.value !== null ? html`<p class="lede">Running fast: pause to see the factors.</p>` : null}
    <${Siblings} ...${props} quantity=${told.quantity} />`;
}

/** Before anything is computed. @param {Props} props */
function Introduction({ store }) {
  const example = store.snapshot.value?.example;
  return html`<h2>How does a network learn?</h2>
    <p>It guesses, measures its error, asks each weight how much it is to blame, and moves each a little.</p>
    <ol class="lesson">
      <li><b>Forward</b>: numbers flow from inputs to outputs.</li>
      <li><b>Error</b>: the outputs are compared with their targets.</li>
      <li><b>Backward</b>: the error flows back, wire by wire.</li>
      <li><b>Update</b>: all weights change at once, against their gradients.</li>
    </ol>
    <p>Press <b>Next</b> for the first number. Pick any unit, wire or number to ask it “why?”.</p>
    <p><b>Change</b> any weight, input or target: double-click it, drag a weight, or press F2 on it.</p>
    <p class="lede"><b>${example?.title}</b>. ${example?.description}</p>`;
}

/** @param {Props} props */
export function RulePanel(props) {
  const { store } = props;
  const lesson = lessonOf(store);
  if (!lesson) return null;
  const id = store.active.value;
  const selected = store.selection.value !== null;
  const moment = currentMoment(store);
  if (id === null) return html`<${Introduction} ...${props} />`;
  if (!selected && moment?.id === "batch" && store.frame.value?.layout === "record") {
    return html`<${WholeBatch} ...${props} lesson=${lesson} />`;
  }
  const together = store.together.value;
  if (!selected && together.length > 0 && moment?.phase !== "update")
    return html`<${Group} ...${props} lesson=${lesson} moments=${together} />`;
  const overview = moment?.phase === "update" || store.frame.value?.layout === "summary";
  if (!selected && overview && ranking(lesson.script.ids, lesson).length > 0) {
    return html`<${Blame} ...${props} lesson=${lesson} ids=${lesson.script.ids} />`;
  }
  return html`<${Derivation} ...${props} lesson=${lesson} id=${id} />`;
}
