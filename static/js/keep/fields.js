// A field of a moment file or of a request, as a JSON pointer names it, in words. Pure.

/** What a list's entries are called. @type {Record<string, string>} */
const ENTRIES = {
  branches: "branch",
  edits: "edit",
  changes: "change",
  sizes: "size of layer",
  activations: "activation function of layer",
  w: "weights into layer",
  b: "biases of layer",
  x: "inputs, row",
  target: "targets, row",
};

/** @type {Record<string, string>} */
const WORDS = {
  w: "weights",
  b: "biases",
  x: "inputs",
  of: "what is changed",
  to: "new value",
  eta: "learning rate",
  bias_policy: "biases' policy",
  trained_to: "how far it is trained",
  start: "beginning",
  view: "how it is looked at",
};

/** What a request wraps around a moment. */
const WRAPPED = /^\/moment(?=\/|$)/;

/**
 * Such as "branch 1, edit 3, change 1, new value".
 * @param {string} pointer
 * @returns {string} empty: the whole
 */
export function fieldInWords(pointer) {
  const steps = pointer.replace(WRAPPED, "").split("/").slice(1);
  /** @type {string[]} */
  const said = [];
  steps.forEach((step, index) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const number = /^\d+$/.test(name) ? Number(name) + 1 : null;
    const entry = ENTRIES[steps[index - 1]];
    if (number === null) said.push(WORDS[name] ?? name.replaceAll("_", " "));
    else if (entry === undefined) said.push(`number ${number}`);
    else said.splice(-1, 1, `${entry} ${number}`);
  });
  return said.join(", ");
}
