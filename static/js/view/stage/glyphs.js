// What can be drawn on the canvas. Types only: this file holds no code.

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{negative: boolean, alpha: number}} Signed its shape and its colour say the sign
 *
 * @typedef {{kind: "flow", edge: string, from: Point, to: Point, negative: boolean, width: number}} Flow
 *   Colour that creeps along an edge.
 * @typedef {Point & Signed & {kind: "bead", angle: number, radius: number, nose: boolean}} Bead
 *   What runs forward: hollow, the first of a train with a nose.
 * @typedef {Point & Signed & {kind: "comet", tail: Point, radius: number}} Comet
 *   What runs backward: solid, its tail points to where it comes from.
 * @typedef {Point & {kind: "arc", radius: number, from: number, to: number, tone: "pos" | "neg" | "ink", width: number,
 *   alpha: number}} Arc
 *   Angles in turns, clockwise, 0 is up.
 * @typedef {Point & {kind: "dot", radius: number}} Dot
 * @typedef {Point & {kind: "tick", angle: number, length: number, alpha: number}} Tick A piece of tangent.
 * @typedef {Point & Signed & {kind: "flash", w: number, h: number}} Flash Around a plate that changes.
 * @typedef {Flow | Bead | Comet | Arc | Dot | Tick | Flash} Glyph
 */

export {};
