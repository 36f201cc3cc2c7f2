// The loss curve is the timeline: where one is, what was trained, and the way to any trained iteration.
import { effect } from "@preact/signals-core";
import { explains } from "./explains.js";
import { count, ofKind } from "./format.js";
import { drives } from "./lesson.js";
import { shareToIteration } from "./scales.js";
import { axisEnd, goal, keyGoal, spoken } from "./timeline/axis.js";
import { CurvePlot } from "./timeline/plot.js";
import { latestOnly } from "./timeline/throttle.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../actions.js").Actions} Actions
 */

/** Least time between two redraws, and between two commands while dragging, in ms. */
const REDRAW = 33;
const COMMAND = 90;
/** A preview that no frame has confirmed by then is given up, in ms. */
const PATIENCE = 1500;

/** @param {string} tag @param {string} className @param {HTMLElement} parent */
function add(tag, className, parent) {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

/** @param {HTMLElement} element @param {string} words @param {string} called */
function said(element, words, called) {
  for (const [name, value] of Object.entries(explains(words, called))) element.setAttribute(name, value);
}

/** A label with its number. @param {string} text @param {HTMLElement} parent */
function readout(text, parent) {
  const whole = add("span", "readout", parent);
  // The slider says both.
  whole.setAttribute("aria-hidden", "true");
  whole.append(`${text} `);
  return add("b", "", whole);
}

export class Timeline {
  #store;
  #actions;
  #plot;
  #range;
  #iteration;
  #error;
  /** Where a drag is, until a frame says that the room is there. @type {number | null} */
  #preview = null;
  #forget = 0;
  #size = { width: 0, height: 0 };
  #waiting = false;

  /** @param {HTMLElement} host @param {Store} store @param {Actions} actions @param {HTMLElement} between what stands between the two numbers that are read out */
  constructor(host, store, actions, between) {
    this.#store = store;
    this.#actions = actions;
    const readouts = add("div", "readouts", host);
    said(readouts, "The iteration, and its error E.", "Where the lesson is");
    this.#iteration = readout("Iteration", readouts);
    readouts.append(between);
    this.#error = readout("Error", readouts);
    const area = add("div", "plot", host);
    const canvas = /** @type {HTMLCanvasElement} */ (add("canvas", "", area));
    canvas.setAttribute("aria-hidden", "true");
    this.#plot = new CurvePlot(canvas);
    this.#range = /** @type {HTMLInputElement} */ (add("input", "", area));
    Object.assign(this.#range, { type: "range", min: "0", max: "1", step: "any" });
    this.#range.setAttribute("aria-label", "Iteration");
    said(
      this.#range,
      "The error over the iterations, both logarithmic. Drag to any iteration that is trained; arrow keys do the same.",
      "Curve of the error",
    );
    add("div", "focus", area);
    this.#listen(area);
    const { frame, curve, current, theme, snapshot, connection } = store;
    effect(() => {
      for (const signal of [frame, curve, current, theme, snapshot, connection]) signal.value;
      this.#read();
      this.#soon();
    });
  }

  /** @param {HTMLElement} area */
  #listen(area) {
    const goTo = latestOnly((/** @type {number} */ iteration) => this.#go(iteration), COMMAND);
    this.#actions.goesBefore(goTo);
    this.#range.addEventListener("input", () => {
      this.#show(shareToIteration(this.#range.valueAsNumber, this.#last()));
      goTo(/** @type {number} */ (this.#preview));
    });
    this.#range.addEventListener("keydown", (event) => {
      const wanted = keyGoal(event.key, this.#here(), this.#trained(), this.#last());
      if (wanted === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.#show(wanted);
      goTo(wanted);
    });
    new ResizeObserver(([{ contentRect }]) => {
      this.#size = { width: contentRect.width, height: contentRect.height };
      this.#plot.resize(contentRect.width, contentRect.height, Math.min(2, devicePixelRatio || 1));
      this.#soon();
    }).observe(area);
    new MutationObserver(() => {
      this.#plot.readTheme();
      this.#soon();
    }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  /** @param {number} iteration */
  #go(iteration) {
    const moments = this.#store.script.peek()?.count ?? 1;
    this.#actions.goTo(goal(iteration, this.#store.position.peek()?.moment ?? 0, moments));
  }

  /** Shows where the drag is at once; the numbers come with the frame. @param {number} iteration */
  #show(iteration) {
    this.#preview = Math.min(iteration, this.#trained());
    clearTimeout(this.#forget);
    this.#forget = window.setTimeout(() => {
      this.#preview = null;
      this.#soon();
    }, PATIENCE);
    this.#soon();
  }

  #trained() {
    return this.#store.frame.peek()?.trained_to ?? 0;
  }

  #last() {
    return axisEnd(this.#trained());
  }

  #here() {
    return this.#preview ?? this.#store.position.peek()?.iteration ?? 0;
  }

  /** Draws with the next animation frame, but at most every 33 ms. */
  #soon() {
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => {
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#draw();
      });
    }, REDRAW);
  }

  /** The iteration that is shown and its error, where it is known. */
  #shown() {
    const iteration = this.#here();
    const current = this.#store.current.peek();
    return { iteration, error: current?.iteration === iteration ? current.error : null };
  }

  /** What is read is never behind the rest of the page; only the curve takes its time. */
  #read() {
    if (this.#preview !== null && this.#store.position.peek()?.iteration === this.#preview) this.#preview = null;
    const { iteration, error } = this.#shown();
    this.#iteration.textContent = count(iteration);
    this.#error.textContent = ofKind("error_total", error);
  }

  #draw() {
    if (this.#size.width === 0) return;
    this.#read();
    const { iteration, error } = this.#shown();
    const last = this.#last();
    const share = this.#plot.draw({ points: this.#store.curve.peek(), iteration, last, error });
    this.#range.disabled = !drives(this.#store);
    this.#range.valueAsNumber = share;
    this.#range.setAttribute("aria-valuetext", spoken(iteration, error));
  }
}
