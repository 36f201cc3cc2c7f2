// What stays on the stage: edges below the canvas, plates and units above it. Built once per geometry, then patched.
import { edgeWidth } from "../scales.js";
import { make, set } from "./elements.js";
import { fill } from "./gauge.js";
import { LabelView } from "./label_view.js";
import { weightNow } from "./plates.js";
import { edgeSpeech, totalSpeech, unitSpeech } from "./speech.js";
import { EDGE_PARTS, STOPS, UNIT_PARTS } from "./staying.js";

/**
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("../layout.js").Geometry} Geometry
 * @typedef {import("../layout.js").UnitPlace} UnitPlace
 * @typedef {import("../layout.js").EdgePlace} EdgePlace
 *
 * @typedef {object} Light What is lit, by keys of places.
 * @property {Set<string>} lit
 * @property {Set<string>} hot pointed at
 * @property {Set<string>} flowing edges along which colour creeps just now
 */

/** @param {string} base @param {Record<string, boolean>} classes */
const classed = (base, classes) => [base, ...Object.keys(classes).filter((name) => classes[name])].join(" ");

/** More lit lines than these have no bands: they would be one. */
const CROWD = 24;

export class Diagram {
  /** @type {Map<string, {group: SVGElement, line: SVGElement, looks: string}>} */
  #edges = new Map();
  /** @type {Map<string, {group: SVGElement, gauge: SVGElement | null}>} */
  #units = new Map();
  /** @type {Map<string, LabelView>} */
  #labels = new Map();
  #layers = { plates: make("g", {}), units: make("g", {}), notes: make("g", {}) };

  /** @param {SVGElement} lower @param {SVGElement} upper */
  constructor(lower, upper) {
    this.lower = lower;
    this.upper = upper;
  }

  /** Where keyboard focus can go: units, plates and the total error, by place. @type {Map<string, SVGElement>} */
  stops = new Map();

  /** @param {Geometry} geometry */
  build(geometry) {
    for (const svg of [this.lower, this.upper]) {
      svg.replaceChildren();
      set(svg, { viewBox: `0 0 ${geometry.width} ${geometry.height}` });
    }
    this.#labels.clear();
    this.stops.clear();
    this.#edges = new Map([...geometry.edges.values()].map((edge) => [edge.key, this.#edge(edge)]));
    const layer = (/** @type {string} */ name) => make("g", { class: name }, this.upper);
    // On a crowded stage there may be no room between units for the plate one looks at: a number is never covered.
    /** @type {("units" | "plates" | "notes")[]} */
    const order = geometry.dense ? ["units", "plates", "notes"] : ["plates", "units", "notes"];
    for (const name of order) this.#layers[name] = layer(name);
    this.#units = new Map([...geometry.units.values()].map((place) => [place.key, this.#unit(place, geometry)]));
  }

  /** @param {EdgePlace} edge */
  #edge({ key, start, end }) {
    const group = make("g", { class: "edge", "data-place": key }, this.lower);
    const d = `M${start.x.toFixed(1)},${start.y.toFixed(1)}L${end.x.toFixed(1)},${end.y.toFixed(1)}`;
    const parts = Object.keys(EDGE_PARTS).map((part) => make("path", { class: part, d }, group));
    return { group, line: parts[Object.keys(EDGE_PARTS).indexOf("line")], looks: "" };
  }

  /** @param {UnitPlace} place @param {Geometry} geometry */
  #unit({ key, layer, x, y, r }, { small, dense }) {
    const position = `translate(${x.toFixed(2)},${y.toFixed(2)})`;
    const group = make("g", { class: "unit", "data-place": key, transform: position }, this.#layers.units);
    const width = small || dense ? 4 : 6;
    const round = { r: r - width * 0.85, "stroke-width": width };
    /** @type {Record<keyof typeof UNIT_PARTS, import("./elements.js").Attributes | null>} */
    const looks = {
      touch: { r: Math.max(r, small ? 22 : 13) },
      ring: { r: r + (small ? 3.5 : 5) },
      disc: { r },
      track: layer === 0 ? null : round,
      gauge: layer === 0 ? null : { ...round, pathLength: 1, transform: "rotate(-90)" },
    };
    /** @type {SVGElement | null} */
    let gauge = null;
    for (const part of /** @type {(keyof typeof looks)[]} */ (Object.keys(UNIT_PARTS))) {
      if (looks[part]) gauge = make("circle", { class: part, ...looks[part] }, group);
    }
    if (layer === 0) return { group, gauge: null };
    return { group, gauge };
  }

  /** @param {Scene} scene @param {Label[]} labels @param {Light} light */
  paint(scene, labels, light) {
    const lines =
      scene.geometry.fine < 1 ? [...light.lit].filter((place) => scene.geometry.edges.has(place)).length : 0;
    const classes = { dimmed: light.lit.size > 0, crowd: lines > CROWD };
    for (const svg of [this.lower, this.upper]) set(svg, { class: classed("net", classes) });
    for (const edge of scene.geometry.edges.values()) this.#paintEdge(scene, edge, light);
    this.#paintLabels(labels, light);
    const byKey = new Map(labels.map((label) => [label.key, label]));
    for (const place of scene.geometry.units.values())
      this.#paintUnit(scene, place, byKey.get(`value:${place.key}`), light);
    for (const edge of scene.geometry.edges.values()) {
      const label = byKey.get(`plate:${edge.key}`);
      if (label && !label.waits) this.#name(edge.key, label.key, edgeSpeech(scene, edge, label), STOPS.weight);
    }
    const total = byKey.get("total");
    if (total) this.#name(total.place, total.key, totalSpeech(scene, total), STOPS.total);
  }

  /**
   * Makes a label a stop with a name.
   * @param {string} place
   * @param {string} key of the label
   * @param {string} speech
   * @param {import("../explains.js").Attributes} words
   */
  #name(place, key, speech, words) {
    const element = this.#labels.get(key)?.element;
    if (!element) return;
    this.stops.set(place, element);
    set(element, { role: "button", "aria-label": speech, "data-place": place, ...words });
  }

  /** @param {Scene} scene @param {EdgePlace} edge @param {Light} light */
  #paintEdge(scene, edge, { lit, hot, flowing }) {
    const view = this.#edges.get(edge.key);
    if (!view) return;
    const weight = weightNow(scene, edge) ?? 0;
    const width = scene.geometry.fine * edgeWidth(weight, scene.geometry.small);
    const classes = { lit: lit.has(edge.key), hot: hot.has(edge.key), flowing: flowing.has(edge.key), neg: weight < 0 };
    // Of thousands of edges few look another way in the next picture.
    const looks = `${width} ${classes.lit} ${classes.hot} ${classes.flowing} ${classes.neg}`;
    if (view.looks === looks) return;
    view.looks = looks;
    set(view.group, { class: classed("edge", classes) });
    const dash = weight < 0 ? `${(1.6 * width + 3).toFixed(1)} ${(1.5 * width + 3).toFixed(1)}` : null;
    set(view.line, { "stroke-width": width, "stroke-dasharray": dash });
  }

  /** @param {Scene} scene @param {UnitPlace} place @param {Label | undefined} label @param {Light} light */
  #paintUnit(scene, place, label, { lit, hot }) {
    const view = this.#units.get(place.key);
    if (!view) return;
    this.stops.set(place.key, view.group);
    const filled = fill(scene, place);
    const classes = { lit: lit.has(place.key), hot: hot.has(place.key), negative: (filled ?? 0) < 0 };
    const id = label?.id ?? null;
    const speech = unitSpeech(scene, place, label);
    const name = { role: "button", "aria-label": speech, "data-quantity": id, ...STOPS.unit };
    set(view.group, { class: classed("unit", classes), ...name });
    if (!view.gauge) return;
    const share = Math.abs(filled ?? 0);
    const turned = (filled ?? 0) < 0 ? "rotate(-90) scale(1,-1)" : "rotate(-90)";
    const dash = `${share.toFixed(4)} 2`;
    set(view.gauge, { "stroke-dasharray": dash, transform: turned, visibility: share > 0 ? null : "hidden" });
  }

  /** @param {Label[]} labels @param {Light} light */
  #paintLabels(labels, { lit, hot }) {
    const present = new Set(labels.map(({ key }) => key));
    for (const [key, view] of this.#labels) {
      if (present.has(key)) continue;
      view.element.remove();
      this.#labels.delete(key);
    }
    for (const label of labels) {
      const { key, shape, fill: filled = "plain", inside = false, quiet = false, moving = false } = label;
      const classes = { lit: lit.has(label.place), hot: hot.has(label.place), inside, quiet, moving };
      const there = this.#labels.get(key);
      const view = there ?? this.#newLabel(label);
      this.#labels.set(key, view);
      const className = classed(`label ${shape} ${filled}`, classes);
      if (there && label.waits) view.wait(className);
      else view.paint(label, className);
    }
  }

  /** @param {Label} label */
  #newLabel({ shape, key }) {
    const parent = shape === "plate" ? this.#layers.plates : this.#layers.notes;
    const view = new LabelView("label", parent);
    if (shape !== "plate" && key !== "total") set(view.element, { "aria-hidden": "true" });
    return view;
  }
}
