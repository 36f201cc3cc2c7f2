/**
 * A network of objects, after the algorithm of TensorFlow Playground's nn.ts, as a peer for the benchmarks.
 *
 * Written anew, not copied. As there: a unit is an object with its links in and out, a link one with its weight and
 * the sum of its derivatives; every example goes forward and back through all of them, slopes are computed anew from
 * the net inputs, and the sums are taken off the weights, by their mean, at the end of each mini-batch. A link may
 * have a penalty; as in the Playground's first picture, none has one.
 * Beyond it, because the cases ask for it: several outputs, biases that are not trained, and a softmax layer with
 * categorical cross-entropy, whose largest net input is taken off first.
 */

/** @typedef {{output: (z: number) => number, der: (z: number) => number}} Activation */
/** @typedef {{der: (weight: number) => number}} Penalty */
/** @typedef {{error: (a: number, target: number) => number, der: (a: number, target: number) => number}} ErrorFunction */
/**
 * @typedef {object} Case
 * @property {number[]} sizes
 * @property {string[]} activations
 * @property {string} loss
 * @property {boolean} trains_biases
 * @property {number[][][]} w
 * @property {number[][]} b
 * @property {number[][]} x
 * @property {number[][]} target
 * @property {number} eta
 * @property {number} batch
 */

/** @type {Record<string, Activation>} */
const ACTIVATIONS = {
  identity: { output: (z) => z, der: () => 1 },
  tanh: {
    output: Math.tanh,
    der: (z) => {
      const a = ACTIVATIONS.tanh.output(z);
      return 1 - a * a;
    },
  },
  logistic: {
    output: (z) => 1 / (1 + Math.exp(-z)),
    der: (z) => {
      const a = ACTIVATIONS.logistic.output(z);
      return a * (1 - a);
    },
  },
};
// What a softmax layer needs besides is in `forwardProp`; together with this error its slopes cancel to a − target.
ACTIVATIONS.softmax = ACTIVATIONS.identity;

/** @type {Record<string, ErrorFunction>} */
export const ERRORS = {
  half_squared_error: { error: (a, target) => 0.5 * (a - target) ** 2, der: (a, target) => a - target },
  categorical_cross_entropy: {
    error: (a, target) => (target === 0 ? 0 : -target * Math.log(a)),
    der: (a, target) => a - target,
  },
};

class Link {
  errorDer = 0;
  accErrorDer = 0;
  numAccumulatedDers = 0;
  /** @type {Penalty | null} */
  penalty = null;

  /** @param {Unit} source @param {Unit} dest @param {number} weight */
  constructor(source, dest, weight) {
    this.source = source;
    this.dest = dest;
    this.weight = weight;
  }
}

export class Unit {
  /** @type {Link[]} */
  inputLinks = [];
  /** @type {Link[]} */
  outputs = [];
  totalInput = 0;
  output = 0;
  outputDer = 0;
  inputDer = 0;
  accInputDer = 0;
  numAccumulatedDers = 0;

  /** @param {Activation} activation @param {number} bias */
  constructor(activation, bias) {
    this.activation = activation;
    this.bias = bias;
  }

  updateOutput() {
    this.totalInput = this.bias;
    for (let i = 0; i < this.inputLinks.length; i++) {
      const link = this.inputLinks[i];
      this.totalInput += link.weight * link.source.output;
    }
    this.output = this.activation.output(this.totalInput);
  }
}

/** @typedef {Unit[][]} Network */

/** @param {Case} given @returns {Network} */
export function buildNetwork(given) {
  const network = given.sizes.map((size, layer) => {
    const activation = ACTIVATIONS[layer ? given.activations[layer - 1] : "identity"];
    return Array.from({ length: size }, (_, unit) => new Unit(activation, layer ? given.b[layer - 1][unit] : 0));
  });
  for (let layer = 1; layer < network.length; layer++)
    network[layer].forEach((dest, j) => {
      network[layer - 1].forEach((source, i) => {
        const link = new Link(source, dest, given.w[layer - 1][j][i]);
        source.outputs.push(link);
        dest.inputLinks.push(link);
      });
    });
  return network;
}

/** @param {Network} network @param {number[]} inputs @param {boolean} softmax */
export function forwardProp(network, inputs, softmax) {
  const first = network[0];
  for (let i = 0; i < first.length; i++) first[i].output = inputs[i];
  for (let layer = 1; layer < network.length; layer++) {
    const units = network[layer];
    for (let i = 0; i < units.length; i++) units[i].updateOutput();
  }
  if (softmax) normalise(network[network.length - 1]);
}

/** @param {Unit[]} units */
function normalise(units) {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < units.length; i++) largest = Math.max(largest, units[i].totalInput);
  let sum = 0;
  for (let i = 0; i < units.length; i++) {
    units[i].output = Math.exp(units[i].totalInput - largest);
    sum += units[i].output;
  }
  for (let i = 0; i < units.length; i++) units[i].output /= sum;
}

/** @param {Network} network @param {number[]} target @param {ErrorFunction} errorFunction */
export function backProp(network, target, errorFunction) {
  const last = network[network.length - 1];
  for (let k = 0; k < last.length; k++) last[k].outputDer = errorFunction.der(last[k].output, target[k]);
  for (let layer = network.length - 1; layer >= 1; layer--) {
    const units = network[layer];
    for (let i = 0; i < units.length; i++) {
      const unit = units[i];
      unit.inputDer = unit.outputDer * unit.activation.der(unit.totalInput);
      unit.accInputDer += unit.inputDer;
      unit.numAccumulatedDers++;
    }
    for (let i = 0; i < units.length; i++) {
      const unit = units[i];
      for (let j = 0; j < unit.inputLinks.length; j++) {
        const link = unit.inputLinks[j];
        link.errorDer = unit.inputDer * link.source.output;
        link.accErrorDer += link.errorDer;
        link.numAccumulatedDers++;
      }
    }
    if (layer === 1) continue;
    const before = network[layer - 1];
    for (let i = 0; i < before.length; i++) {
      const unit = before[i];
      unit.outputDer = 0;
      for (let j = 0; j < unit.outputs.length; j++) {
        const link = unit.outputs[j];
        unit.outputDer += link.weight * link.dest.inputDer;
      }
    }
  }
}

/** @param {Network} network @param {number} eta @param {number} penaltyRate @param {boolean} trainsBiases */
export function updateWeights(network, eta, penaltyRate, trainsBiases) {
  for (let layer = 1; layer < network.length; layer++) {
    const units = network[layer];
    for (let i = 0; i < units.length; i++) {
      const unit = units[i];
      if (unit.numAccumulatedDers > 0) {
        if (trainsBiases) unit.bias -= (eta * unit.accInputDer) / unit.numAccumulatedDers;
        unit.accInputDer = 0;
        unit.numAccumulatedDers = 0;
      }
      for (let j = 0; j < unit.inputLinks.length; j++) {
        const link = unit.inputLinks[j];
        const penaltyDer = link.penalty ? link.penalty.der(link.weight) : 0;
        if (link.numAccumulatedDers > 0) {
          link.weight -= (eta / link.numAccumulatedDers) * (link.accErrorDer + penaltyRate * penaltyDer);
          link.accErrorDer = 0;
          link.numAccumulatedDers = 0;
        }
      }
    }
  }
}
