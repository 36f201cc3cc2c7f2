// What the server may say in JSON, field by field (docs/protocol.md).
import { either, listOf, mapOf, natural, number, object, oneOf, orNull, text, truth, tuple } from "./shapes.js";

/** @typedef {import("./shapes.js").Check} Check */

/** The version of the protocol this page speaks. */
export const VERSION = 2;

const speed = object({ unit: oneOf("moment", "iteration"), per_second: number });
const notice = object({
  code: oneOf("diverged", "limit", "not_saved"),
  iteration: orNull(natural),
  quantity: orNull(text),
  detail: text,
});
const state = object({
  play: oneOf("paused", "playing", "seeking"),
  speed,
  driver: truth,
  viewers: natural,
  notice: orNull(notice),
  undo: orNull(text),
  redo: orNull(text),
  seeking: orNull(object({ start: natural, goal: natural })),
  shown: natural,
  grain: oneOf("quantity", "unit", "layer", "phase"),
});
const curve = listOf(tuple(natural, number, number));
const term = object({ sign: oneOf(1, -1), factors: listOf(either(text, number)) });
const rule = object({ form: oneOf("sum", "product", "function"), function: orNull(text), terms: listOf(term) });
const quantity = object({
  id: text,
  kind: text,
  layer: orNull(natural),
  unit: orNull(natural),
  source: orNull(natural),
  moment: orNull(natural),
  rule: orNull(rule),
});
const moment = object({
  id: text,
  phase: oneOf("forward", "error", "backward", "update"),
  quantities: listOf(text),
});
/** A number, the name of a block, or an operator and what it works on. @type {Check} */
const expression = either(text, number, (value) => listOf(expression)(value));
const equation = object({ kind: text, layer: orNull(natural), shape: listOf(natural), value: expression });
const named = object({ name: text }, { slope: number, alpha: number, threshold: number });
const schedule = object({ name: text }, { step_size: number, gamma: number, t_max: number, eta_min: number });
const optimiser = object(
  { name: text, weight_decay: number },
  { momentum: number, alpha: number, beta1: number, beta2: number, eps: number, schedule },
);
const stops = object({ unit: listOf(natural), layer: listOf(natural), phase: listOf(natural) });
/** What the network is at a position: fields of the snapshot and of the description event. */
const described = {
  description: natural,
  method: object({
    optimiser,
    batch: orNull(natural),
    reduction: oneOf("mean", "sum"),
    shuffle: orNull(natural),
    rows: natural,
  }),
  set_eta: orNull(number),
  network: object({
    sizes: listOf(natural),
    activations: listOf(named),
    loss: named,
    bias_policy: oneOf("frozen", "shared", "per_unit"),
  }),
  script: object({ moments: listOf(moment), quantities: listOf(quantity), equations: listOf(equation), stops }),
  layouts: object({ record: listOf(text), summary: listOf(text) }),
  constants: mapOf(number),
};
const branched = {
  branches: listOf(object({ id: natural, name: text, parent: orNull(natural), start: natural, trained_to: natural })),
  branch: natural,
};
const setting = orNull(either(number, text, named, optimiser));
const sequenced = { epoch: natural, seq: natural, revision: natural };

/** Every message the server may send, besides its type. @type {Record<string, Record<string, Check>>} */
export const MESSAGES = {
  snapshot: {
    ...sequenced,
    protocol: oneOf(VERSION),
    room: text,
    role: oneOf("driver", "viewer"),
    may_drive: truth,
    example: object({ id: orNull(text), title: text, description: text, source: text }),
    ...described,
    ...branched,
    state,
    speeds: listOf(speed),
    data: orNull(object({ inputs: listOf(text), outputs: listOf(text), classes: listOf(text), test_rows: natural })),
    limits: object({ eta: tuple(number, number), value: number, iteration: natural }),
    curve,
  },
  state: { ...sequenced, state },
  curve: { ...sequenced, start: natural, points: curve },
  description: { ...sequenced, ...described },
  branches: { ...sequenced, ...branched },
  edited: {
    ...sequenced,
    cause: oneOf("edit", "undo", "redo", "restart", "branch"),
    iteration: natural,
    changes: listOf(object({ of: text, from: setting, to: setting })),
  },
  failure: {
    id: orNull(natural),
    code: oneOf("invalid", "forbidden", "out_of_range", "slow_down"),
    path: orNull(text),
    detail: text,
  },
  heartbeat: {},
};
