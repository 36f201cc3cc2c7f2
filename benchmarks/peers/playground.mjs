/**
 * Trains a network of objects (network.mjs) in turns with other candidates.
 *
 * It reads lines. The first is a case as JSON (benchmarks/cases.py); each after it is a number of iterations, which
 * are done from the case's start. The answer is a line of JSON: CPU seconds of these iterations, and then E of all rows.
 *
 * E of a batch is had as the Playground has it, by going forward once more; with the argument `on-its-way` it is added
 * up before going backward.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { backProp, buildNetwork, ERRORS, forwardProp, updateWeights } from "./network.mjs";

/** @typedef {import("./network.mjs").Case} Case */
/** @typedef {import("./network.mjs").ErrorFunction} ErrorFunction */
/** @typedef {import("./network.mjs").Network} Network */
/** @typedef {import("./network.mjs").Unit} Unit */

/** @param {Unit[]} outputs @param {number[]} target @param {ErrorFunction} errorFunction */
function getError(outputs, target, errorFunction) {
  let error = 0;
  for (let k = 0; k < outputs.length; k++) error += errorFunction.error(outputs[k].output, target[k]);
  return error;
}

const ON_ITS_WAY = process.argv.includes("on-its-way");

/** @param {Case} given @param {Network} network @param {number} count @returns {number} E of the last batch */
function train(given, network, count) {
  const { x, target, eta, batch, trains_biases } = given;
  const errorFunction = ERRORS[given.loss];
  const softmax = given.activations[given.activations.length - 1] === "softmax";
  const outputs = network[network.length - 1];
  let error = 0;
  for (let n = 0, start = 0; n < count; n++) {
    const stop = Math.min(start + batch, x.length);
    error = ON_ITS_WAY ? 0 : getLoss(given, network, start, stop);
    for (let row = start; row < stop; row++) {
      forwardProp(network, x[row], softmax);
      if (ON_ITS_WAY) error += getError(outputs, target[row], errorFunction) / (stop - start);
      backProp(network, target[row], errorFunction);
    }
    updateWeights(network, eta, 0, trains_biases);
    start = stop === x.length ? 0 : stop;
  }
  return error;
}

/** E of some rows. @param {Case} given @param {Network} network @param {number} start @param {number} stop */
function getLoss(given, network, start, stop) {
  const softmax = given.activations[given.activations.length - 1] === "softmax";
  let loss = 0;
  for (let row = start; row < stop; row++) {
    forwardProp(network, given.x[row], softmax);
    loss += getError(network[network.length - 1], given.target[row], ERRORS[given.loss]);
  }
  return loss / (stop - start);
}

/** @type {Case | undefined} */
let given;
for await (const line of createInterface({ input: process.stdin })) {
  if (!given) given = /** @type {Case} */ (JSON.parse(line));
  else {
    const network = buildNetwork(given);
    const before = process.cpuUsage();
    train(given, network, Number(line));
    const { user, system } = process.cpuUsage(before);
    const error = getLoss(given, network, 0, given.x.length);
    process.stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6, error })}\n`);
  }
}
