// Logistic networks with their script and values, written down from docs/model.md: independent of the core and of the page.
import { networkNames } from "../../../static/js/model/network.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { layout } from "../../../static/js/view/layout.js";
import { sceneAt } from "../../../static/js/view/stage/scene.js";

/** @typedef {import("../../../static/js/types.js").Quantity} Quantity */
/** @typedef {import("../../../static/js/types.js").Term} Term */
/** @typedef {import("../../../static/js/types.js").NetworkInfo} NetworkInfo */
/** @typedef {NetworkInfo["bias_policy"]} Policy */

/** The 2-2-2 example of NUMBERS: weights per layer, unit by unit. */
export const MAZUR = {
  sizes: [2, 2, 2],
  x: [0.05, 0.1],
  target: [0.01, 0.99],
  w: [
    [
      [0.15, 0.2],
      [0.25, 0.3],
    ],
    [
      [0.4, 0.45],
      [0.5, 0.55],
    ],
  ],
  b: [
    [0.35, 0.35],
    [0.6, 0.6],
  ],
};

/** @param {number} count */
const upTo = (count) => Array.from({ length: count }, (_, index) => index);

/** A network of any shape with weights of both signs. @param {number[]} sizes @returns {typeof MAZUR} */
export function made(sizes) {
  let seed = 7;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return Math.round((seed / 2147483647 - 0.5) * 4000) / 1000;
  };
  const layers = sizes.slice(1).map((_, index) => index + 1);
  return {
    sizes,
    x: upTo(sizes[0]).map(next),
    target: upTo(sizes[sizes.length - 1]).map((k) => (k % 2 ? 1 : 0)),
    w: layers.map((l) => upTo(sizes[l]).map(() => upTo(sizes[l - 1]).map(next))),
    b: layers.map((l) => upTo(sizes[l]).map(next)),
  };
}

/**
 * @param {typeof MAZUR} network
 * @param {Policy} [policy]
 */
export function example(network = MAZUR, policy = "frozen") {
  const { sizes } = network;
  const last = sizes.length - 1;
  /** @type {Quantity[]} */
  const quantities = [];
  /** @type {{id: string, phase: import("../../../static/js/types.js").Phase, quantities: string[]}[]} */
  const moments = [];
  /** @type {Record<string, number>} */
  const values = {};
  const eta = 0.5;

  /** @param {string} id @param {number} value @param {number | null} moment @param {Term[] | null} terms @param {"sum" | "product" | "function"} [form] */
  function add(id, value, moment, terms, form = "sum") {
    const [kind, ...indices] = id.split(".");
    const [layer = null, unit = null, source = null] = indices.map(Number);
    const rule = terms ? { form, function: form === "function" ? "logistic" : null, terms } : null;
    quantities.push({ id, kind, layer, unit, source, moment, rule });
    values[id] = value;
  }
  /** @param {(string | number)[]} factors @param {1 | -1} [sign] @returns {Term} */
  const term = (factors, sign = 1) => ({ sign, factors });
  /** @param {string} id @param {"forward" | "error" | "backward" | "update"} phase @param {string[]} [ids] */
  const moment = (id, phase, ids = [id]) => moments.push({ id, phase, quantities: ids }) - 1;

  network.x.forEach((x, i) => {
    add(`a.0.${i}`, x, null, null);
  });
  for (let l = 1; l <= last; l += 1)
    for (const j of upTo(sizes[l])) {
      for (const i of upTo(sizes[l - 1])) add(`w.${l}.${j}.${i}`, network.w[l - 1][j][i], null, null);
      add(`b.${l}.${j}`, network.b[l - 1][j], null, null);
    }
  network.target.forEach((t, k) => {
    add(`target.${last}.${k}`, t, null, null);
  });
  add("eta", eta, null, null);

  for (let l = 1; l <= last; l += 1)
    for (const j of upTo(sizes[l])) {
      const m = moment(`z.${l}.${j}`, "forward");
      const sources = upTo(sizes[l - 1]);
      for (const i of sources)
        add(
          `weighted.${l}.${j}.${i}`,
          values[`w.${l}.${j}.${i}`] * values[`a.${l - 1}.${i}`],
          m,
          [term([`w.${l}.${j}.${i}`, `a.${l - 1}.${i}`])],
          "product",
        );
      const sum = sources.reduce((s, i) => s + values[`weighted.${l}.${j}.${i}`], values[`b.${l}.${j}`]);
      add(`z.${l}.${j}`, sum, m, [
        ...sources.map((i) => term([`w.${l}.${j}.${i}`, `a.${l - 1}.${i}`])),
        term([`b.${l}.${j}`]),
      ]);
      add(
        `a.${l}.${j}`,
        1 / (1 + Math.exp(-sum)),
        moment(`a.${l}.${j}`, "forward"),
        [term([`z.${l}.${j}`])],
        "function",
      );
    }
  for (const k of upTo(sizes[last])) {
    const m = moment(`error.${last}.${k}`, "error");
    const difference = values[`a.${last}.${k}`] - values[`target.${last}.${k}`];
    add(`difference.${last}.${k}`, difference, m, [term([`a.${last}.${k}`]), term([`target.${last}.${k}`], -1)]);
    add(
      `error.${last}.${k}`,
      difference ** 2 / 2,
      m,
      [term([0.5, `difference.${last}.${k}`, `difference.${last}.${k}`])],
      "product",
    );
  }
  const total = upTo(sizes[last]).reduce((s, k) => s + values[`error.${last}.${k}`], 0);
  add(
    "error_total",
    total,
    moment("error_total", "error"),
    upTo(sizes[last]).map((k) => term([`error.${last}.${k}`])),
  );

  for (let l = last; l >= 1; l -= 1) {
    for (const j of upTo(sizes[l])) {
      if (l === last) {
        const m = moment(`dE_da.${l}.${j}`, "backward");
        add(`dE_da.${l}.${j}`, values[`difference.${l}.${j}`], m, [
          term([`a.${l}.${j}`]),
          term([`target.${l}.${j}`], -1),
        ]);
      } else {
        const next = upTo(sizes[l + 1]);
        for (const k of next) {
          const id = `contribution.${l + 1}.${k}.${j}`;
          const value = values[`delta.${l + 1}.${k}`] * values[`w.${l + 1}.${k}.${j}`];
          add(id, value, moment(id, "backward"), [term([`delta.${l + 1}.${k}`, `w.${l + 1}.${k}.${j}`])], "product");
        }
        const ids = next.map((k) => `contribution.${l + 1}.${k}.${j}`);
        add(
          `dE_da.${l}.${j}`,
          ids.reduce((s, id) => s + values[id], 0),
          moment(`dE_da.${l}.${j}`, "backward"),
          ids.map((id) => term([id])),
        );
      }
      const a = values[`a.${l}.${j}`];
      const m = moment(`df.${l}.${j}`, "backward");
      add(`complement.${l}.${j}`, 1 - a, m, [term([1]), term([`a.${l}.${j}`], -1)]);
      add(`df.${l}.${j}`, a * (1 - a), m, [term([`a.${l}.${j}`, `complement.${l}.${j}`])], "product");
      const delta = values[`dE_da.${l}.${j}`] * values[`df.${l}.${j}`];
      add(
        `delta.${l}.${j}`,
        delta,
        moment(`delta.${l}.${j}`, "backward"),
        [term([`dE_da.${l}.${j}`, `df.${l}.${j}`])],
        "product",
      );
    }
    for (const j of upTo(sizes[l]))
      for (const i of upTo(sizes[l - 1])) {
        const id = `dE_dw.${l}.${j}.${i}`;
        add(
          id,
          values[`delta.${l}.${j}`] * values[`a.${l - 1}.${i}`],
          moment(id, "backward"),
          [term([`delta.${l}.${j}`, `a.${l - 1}.${i}`])],
          "product",
        );
      }
    if (policy === "per_unit")
      for (const j of upTo(sizes[l]))
        add(
          `dE_db.${l}.${j}`,
          values[`delta.${l}.${j}`],
          moment(`dE_db.${l}.${j}`, "backward"),
          [term([`delta.${l}.${j}`])],
          "product",
        );
    if (policy === "shared") {
      const ids = upTo(sizes[l]).map((j) => `delta.${l}.${j}`);
      add(
        `dE_db.${l}`,
        ids.reduce((s, id) => s + values[id], 0),
        moment(`dE_db.${l}`, "backward"),
        ids.map((id) => term([id])),
      );
    }
  }
  const updated = quantities
    .filter(({ kind }) => kind === "w" || (kind === "b" && policy !== "frozen"))
    .map(({ id }) => id);
  const m = moment(
    "update",
    "update",
    updated.map((id) => id.replace(/^(w|b)/, "$1_next")),
  );
  for (const id of updated) {
    const gradient =
      id.startsWith("b") && policy === "shared" ? `dE_db.${id.split(".")[1]}` : id.replace(/^(w|b)/, "dE_d$1");
    const change = id.replace(/^(w|b)/, "change_$1");
    add(change, -eta * values[gradient], m, [term(["eta", gradient], -1)], "product");
    add(id.replace(/^(w|b)/, "$1_next"), values[id] + values[change], m, [term([id]), term(["eta", gradient], -1)]);
  }
  for (const { id, moment: index } of quantities)
    if (index !== null && !moments[index].quantities.includes(id)) moments[index].quantities.push(id);
  const activations = upTo(last).map(() => ({ name: "logistic" }));
  /** @type {NetworkInfo} */
  const info = { sizes, activations, loss: { name: "half_squared_error" }, bias_policy: policy };
  return { script: { moments, quantities, equations: [], stops: stopsOf(moments) }, values, info };
}

/** Where steps stop: where the phase, then the layer, then the unit changes. @param {{id: string, phase: string}[]} moments */
function stopsOf(moments) {
  const owner = (/** @type {{id: string, phase: string}} */ { id, phase }) => {
    const [kind, layer, ...place] = id.split(".");
    if (phase === "error") return [phase, "", place[0]];
    if (kind === "contribution") return [phase, `false ${Number(layer) - 1}`, `false ${place[1]}`];
    return [phase, `${/^dE_d[wb]$/.test(kind)} ${layer}`, `${kind === "dE_db"} ${place[0]}`];
  };
  const ends = (/** @type {number} */ depth) =>
    moments.flatMap((moment, index) => {
      const [here, next] = [moment, moments[index + 1]].map((each) => each && owner(each).slice(0, depth).join("/"));
      return here === next ? [] : [index + 1];
    });
  return { unit: ends(3), layer: ends(2), phase: ends(1) };
}

/**
 * Scenes of an example at a size of the stage.
 * @param {ReturnType<typeof example>} source
 * @param {number} width @param {number} height @param {{large?: boolean}} [options]
 * @param {import("../../../static/js/model/notation.js").Notation} [notation]
 */
export function staged({ script, values, info }, width, height, options, notation) {
  const view = new ScriptView(script);
  const geometry = layout(width, height, info.sizes, options);
  const names = networkNames(info, notation);
  const raw = (/** @type {string} */ id) => values[id] ?? null;
  const content = { script: view, network: info, names, geometry, raw };
  return {
    geometry,
    script: view,
    at: (/** @type {number} */ mu, /** @type {Parameters<typeof sceneAt>[2]} */ pointing = {}) =>
      sceneAt(content, mu, pointing),
  };
}
