// The plain words of what a batch and an optimiser add: what each number asks, what each factor asks, what the answer means.
import { stemOf, TRAINING_KINDS } from "../model/training.js";

/**
 * @typedef {import("../model/training.js").StemName} StemName
 * @typedef {import("./arithmetic.js").Lesson} Lesson
 * @typedef {{question: (parameter: string) => string, hint: string, means: string}} Said
 */

const CORRECTED = "It began at 0, so at first it is too near to 0; the division takes that back.";

/** @type {Record<StemName, Said>} */
const SAID = {
  others_dE_d: {
    question: (parameter) => `What do the other examples say about ${parameter}?`,
    hint: "What do the other examples say?",
    means: "Each of them is another example's gradient, computed as on this page.",
  },
  batch_dE_d: {
    question: (parameter) => `How does ${parameter} change the error of the batch?`,
    hint: "What does the whole batch say?",
    means: "One gradient of the whole batch: the update uses this, not that of one example.",
  },
  penalised_: {
    question: (parameter) => `What is the gradient of ${parameter} with its decay?`,
    hint: "The gradient, and a pull towards 0",
    means: "The decay adds to the gradient of a large parameter, so that it is drawn towards 0.",
  },
  velocity_: {
    question: (parameter) => `How fast was ${parameter} moving?`,
    hint: "How fast did it move before?",
    means: "Where it came from: the gradients before this one, each counting less the older it is.",
  },
  velocity_next_: {
    question: (parameter) => `How fast does ${parameter} move now?`,
    hint: "How fast does it move now?",
    means: "Gradients that agree add up to more speed; those that change sign cancel.",
  },
  lookahead_: {
    question: (parameter) => `Which way does ${parameter} go?`,
    hint: "Which way does it go?",
    means: "Nesterov goes on along the velocity that this gradient has just changed.",
  },
  square_sum_: {
    question: (parameter) => `How large were the gradients of ${parameter}, all together?`,
    hint: "How large were its gradients so far?",
    means: "It only grows, so the steps become smaller.",
  },
  square_sum_next_: {
    question: (parameter) => `How large are the gradients of ${parameter}, with this one?`,
    hint: "How large are its gradients, all together?",
    means: "It only grows, so the steps become smaller.",
  },
  square_average_: {
    question: (parameter) => `How large were the last gradients of ${parameter}?`,
    hint: "How large were its last gradients?",
    means: "A running mean: what is long ago fades.",
  },
  square_average_next_: {
    question: (parameter) => `How large are the last gradients of ${parameter}, with this one?`,
    hint: "How large are its gradients usually?",
    means: "Its root is the usual size of this gradient: the step is measured by it.",
  },
  m_: {
    question: (parameter) => `Which way did the gradients of ${parameter} point before?`,
    hint: "Which way did it point before?",
    means: "A running mean: what is long ago fades.",
  },
  v_: {
    question: (parameter) => `How large were the gradients of ${parameter} before?`,
    hint: "How large were its gradients before?",
    means: "A running mean of squares: what is long ago fades.",
  },
  m_next_: {
    question: (parameter) => `Which way do the gradients of ${parameter} point on average?`,
    hint: "Which way does it point on average?",
    means: "Gradients that change sign cancel; those that agree remain.",
  },
  v_next_: {
    question: (parameter) => `How large are the gradients of ${parameter} usually, squared?`,
    hint: "How large are its gradients, squared?",
    means: "Its root is the usual size of this gradient: the step is measured by it.",
  },
  m_hat_: {
    question: (parameter) => `What is the mean gradient of ${parameter}, without its start at 0?`,
    hint: "The mean gradient, corrected",
    means: CORRECTED,
  },
  v_hat_: {
    question: (parameter) => `What is the mean squared gradient of ${parameter}, without its start at 0?`,
    hint: "The mean square, corrected",
    means: CORRECTED,
  },
  shrunk_: {
    question: (parameter) => `What does its decay leave of ${parameter}?`,
    hint: "Where does it stand after its decay?",
    means: "AdamW draws each parameter towards 0 apart from its gradient, before the step.",
  },
};

/** @typedef {{weight: string, bias: string}} Parts */

/** Questions by kind. @type {Record<string, (parts: Parts) => string>} */
export const TRAINING_QUESTIONS = {
  share: () => "How much does each example of the batch count?",
  updates: () => "Which update is this?",
  others_error: () => "How wrong are the answers to the other examples?",
  batch_error: () => "How wrong are the answers to the whole batch?",
  ...said(
    ({ question }, of) =>
      ({ weight, bias }) =>
        question(of === "w" ? weight : bias),
  ),
};

/** Hints by kind. @type {Record<string, () => string>} */
export const TRAINING_HINTS = {
  share: () => "How much does each example count?",
  updates: () => "Which update is this?",
  others_error: () => "How wrong are the others?",
  batch_error: () => "How wrong is the whole batch?",
  ...said(
    ({ hint }) =>
      () =>
        hint,
  ),
};

/** Meanings by kind. @type {Record<string, () => string>} */
export const TRAINING_MEANINGS = {
  share: () => "One by the number of examples where E is their mean, 1 where it is their sum.",
  updates: () => "Counted from the last time the optimiser was chosen: running means begin at 0 there.",
  others_error: () => "Each of them is another example's error, computed as on this page.",
  batch_error: () => "This is the one number that the update lowers.",
  ...said(
    ({ means }) =>
      () =>
        means,
  ),
};

/** @template T @param {(said: Said, of: "w" | "b") => T} make @returns {Record<string, T>} */
function said(make) {
  const entries = TRAINING_KINDS.map((kind) => {
    const { stem, of } = /** @type {{stem: StemName, of: "w" | "b"}} */ (stemOf(kind));
    return [kind, make(SAID[stem], of)];
  });
  return Object.fromEntries(entries);
}
