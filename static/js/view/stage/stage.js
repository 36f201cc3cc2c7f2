// The stage: puts a network's diagram and motion on the page and draws any position of it. The pictures are made by pure modules.
import { signal } from "@preact/signals-core";
import { createPlayer } from "../../model/player.js";
import { precision } from "../format.js";
import { layout } from "../layout.js";
import { MotionCanvas } from "./canvas.js";
import { Diagram } from "./diagram.js";
import { make } from "./elements.js";
import { Interaction } from "./interaction.js";
import { labelsOf } from "./labels.js";
import { highlightedPlaces, litPlaces } from "./lit.js";
import { motion } from "./motion.js";
import { sceneAt } from "./scene.js";

/**
 * @typedef {import("../../model/store.js").Store} Store
 * @typedef {import("../../clock.js").Clock} Clock
 * @typedef {import("../../model/grains.js").Walk} Walk
 * @typedef {import("../../types.js").Frame} Frame
 * @typedef {import("../layout.js").Geometry} Geometry
 * @typedef {import("./glyph_pen.js").Colours} Colours
 * @typedef {{width: number, height: number, lower: SVGElement, upper: SVGElement, colours: Colours,
 *   glyphs: import("./glyphs.js").Glyph[]}} Shown In drawing units: the layers from the lowest, glyphs between the two drawings.
 */

/** More pixels than this per CSS pixel nobody sees in motion. */
const DENSEST = 2;
const COLOURS = /** @type {const} */ (["surface", "ink", "pos", "neg", "on"]);

/** The theme's colours, as the canvas needs them. @param {Element} element @returns {Colours} */
function themeColours(element) {
  const style = getComputedStyle(element);
  const named = COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return /** @type {Colours} */ (Object.fromEntries(named));
}

export class Stage {
  #host;
  #store;
  #diagram;
  #canvas;
  #interaction;
  /** @type {Geometry | null} */
  #geometry = null;
  #size = signal({ width: 0, height: 0 });
  #colours;
  /** What the geometry was made for, and what was drawn last: neither is done twice. */
  #built = "";
  /** @type {unknown[]} */
  #drawn = [];
  /** @type {import("./glyphs.js").Glyph[]} */
  #glyphs = [];

  /** @param {HTMLElement} host @param {Store} store @param {Clock} clock */
  constructor(host, store, clock) {
    this.#host = host;
    this.#store = store;
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    const lower = make("svg", { class: "net", "aria-hidden": "true" });
    const upper = make("svg", { class: "net" });
    host.append(lower, canvas, upper);
    this.#canvas = new MotionCanvas(canvas);
    this.#diagram = new Diagram(lower, upper);
    this.#interaction = new Interaction(host, store, this.#diagram);
    this.#colours = signal(themeColours(host));
    this.#followTheme();
    this.#followSize(clock);
    this.#followPlayer(clock);
  }

  /**
   * Draws one picture: everything on it follows from the frame, μ, and signals: what is selected and pointed at, the place, the colours.
   * @param {Frame} frame
   * @param {number} mu
   * @param {Walk | null} [walk] what comes together on the way, one by one where nothing is said
   */
  draw(frame, mu, walk = null) {
    const { snapshot, script, names, slots, selection, highlight, trail, before } = this.#store;
    if (!snapshot.value || !script.value || !names.value || !this.#fit(snapshot.value.network.sizes)) return;
    const geometry = /** @type {Geometry} */ (this.#geometry);
    const former = before.value?.changes;
    const pointing = { selection: selection.value, highlight: highlight.value, trail: trail.value, former };
    const wanted = [
      frame,
      mu,
      walk,
      geometry,
      script.value,
      names.value,
      precision.value,
      this.#colours.value,
      pointing.selection,
      pointing.highlight,
      pointing.trail,
      before.value,
    ];
    if (wanted.every((part, index) => part === this.#drawn[index])) return;
    this.#drawn = wanted;
    const layoutSlots = slots.value?.[frame.layout];
    const raw = (/** @type {string} */ id) => frame.values[layoutSlots?.get(id) ?? -1] ?? null;
    const content = { script: script.value, network: snapshot.value.network, names: names.value, geometry, raw };
    const scene = sceneAt(content, mu, { ...pointing, fast: frame.layout === "summary", walk });
    const lit = litPlaces(scene);
    const labels = labelsOf(scene, lit);
    const glyphs = motion(scene, labels);
    const flowing = new Set(glyphs.flatMap((glyph) => (glyph.kind === "flow" ? [glyph.edge] : [])));
    this.#diagram.paint(scene, labels, { lit, hot: highlightedPlaces(scene), flowing });
    this.#canvas.draw(glyphs, this.#colours.value);
    this.#glyphs = glyphs;
    this.#interaction.update(geometry);
  }

  /** What is shown just now, for whoever wants to keep it. @returns {Shown | null} null: nothing is drawn yet */
  get shown() {
    if (!this.#geometry) return null;
    const { width, height } = this.#geometry;
    const { lower, upper } = this.#diagram;
    return { width, height, lower, upper, glyphs: this.#glyphs, colours: this.#colours.peek() };
  }

  /**
   * Lays the network out anew if the place, the network or the size of the type is another one.
   * @param {number[]} sizes
   * @returns {boolean} whether there is room to draw
   */
  #fit(sizes) {
    const { width, height } = this.#size.value;
    if (width === 0 || height === 0) return false;
    const large = this.#store.theme.value === "projector";
    const wanted = [width, height, large, ...sizes].join();
    if (wanted === this.#built) return true;
    this.#built = wanted;
    this.#geometry = layout(width, height, sizes, { large });
    // Whoever is in the picture with the keyboard stays there.
    if (this.#host.contains(document.activeElement)) this.#interaction.refocus();
    this.#diagram.build(this.#geometry);
    this.#canvas.resize(width, height, this.#geometry.scale, Math.min(DENSEST, devicePixelRatio || 1));
    return true;
  }

  /** Colours are read when the theme changes, not when something is drawn. */
  #followTheme() {
    new MutationObserver(() => {
      this.#colours.value = themeColours(this.#host);
    }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /** A picture of another size is seen at once. @param {Clock} clock */
  #followSize(clock) {
    new ResizeObserver(([{ contentRect }]) => {
      this.#size.value = { width: Math.round(contentRect.width), height: Math.round(contentRect.height) };
      clock.catchUp();
    }).observe(this.#host);
  }

  /** Draws with the clock: the newest frame, at the μ on the way to its moment. @param {Clock} clock */
  #followPlayer(clock) {
    const store = this.#store;
    const player = createPlayer({
      reduced: () => store.reducedMotion.value,
      script: () => store.script.value,
      grain: () => store.state.value?.grain ?? "quantity",
    });
    clock.onFrame((now) => {
      const frame = store.frame.value;
      if (!frame) return false;
      const state = store.state.value;
      player.aim(frame, state?.play === "playing" ? state.speed : null, now);
      this.draw(frame, player.at(now), player.walk(now));
      return !player.settled(now);
    });
  }
}
