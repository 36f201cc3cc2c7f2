// Shapes shared by the modules. Types only: this file holds no code.

/**
 * @typedef {"forward" | "error" | "backward" | "update"} Phase
 * @typedef {"paused" | "playing" | "seeking"} Play
 * @typedef {{unit: "moment" | "iteration", per_second: number}} Speed
 * @typedef {"quantity" | "unit" | "layer" | "phase"} Grain How far a step goes.
 * @typedef {{iteration: number, moment: number}} Position
 *
 * @typedef {object} Term One summand of a rule: a sign and its factors, quantity ids or constants.
 * @property {1 | -1} sign
 * @property {(string | number)[]} factors
 *
 * @typedef {object} Rule What a value is made of (docs/model.md).
 * @property {"sum" | "product" | "function"} form
 * @property {string | null} function
 * @property {Term[]} terms
 *
 * @typedef {object} Quantity
 * @property {string} id
 * @property {string} kind
 * @property {number | null} layer
 * @property {number | null} unit
 * @property {number | null} source
 * @property {number | null} moment Index of the moment with which it becomes known; null for givens.
 * @property {Rule | null} rule
 *
 * @typedef {{id: string, phase: Phase, quantities: string[]}} Moment
 * @typedef {number | string | [string, ...Expression[]]} Expression A number, a block, or an operator and what it works on.
 * @typedef {{kind: string, layer: number | null, shape: number[], value: Expression}} Equation Of a whole block.
 * @typedef {{moments: Moment[], quantities: Quantity[], equations: Equation[], stops: Stops}} Script
 * @typedef {{unit: number[], layer: number[], phase: number[]}} Stops Where a step of each grain stops, rising, without 0.
 *
 * @typedef {{name: string, slope?: number, alpha?: number, threshold?: number}} Named
 *
 * @typedef {object} NetworkInfo
 * @property {number[]} sizes
 * @property {Named[]} activations
 * @property {Named} loss
 * @property {"frozen" | "shared" | "per_unit"} bias_policy
 *
 * @typedef {{name: string, step_size?: number, gamma?: number, t_max?: number, eta_min?: number}} Schedule
 * @typedef {{name: string, weight_decay: number, momentum?: number, alpha?: number, beta1?: number, beta2?: number,
 *   eps?: number, schedule?: Schedule}} Optimiser
 *
 * @typedef {object} Method How the network is trained, besides its learning rate.
 * @property {Optimiser} optimiser
 * @property {number | null} batch Rows of an iteration; null: all.
 * @property {"mean" | "sum"} reduction
 * @property {number | null} shuffle Seed of the order of the rows; null: as they are.
 * @property {number} rows Of the data.
 *
 * @typedef {{code: "diverged" | "limit" | "not_saved", iteration: number | null, quantity: string | null, detail: string}} Notice
 *
 * @typedef {object} RoomState
 * @property {Play} play
 * @property {Speed} speed
 * @property {boolean} driver
 * @property {number} viewers
 * @property {Notice | null} notice
 * @property {string | null} undo What would be taken back.
 * @property {string | null} redo What would be done again.
 * @property {{start: number, goal: number} | null} seeking
 * @property {number} shown Index of the example that is shown, in the batch of an iteration.
 * @property {Grain} grain
 *
 * @typedef {[iteration: number, min: number, max: number]} CurvePoint
 *
 * @typedef {object} Description What the network is at a position.
 * @property {number} description Its number; a frame names the one that its values belong to.
 * @property {Method} method
 * @property {number | null} set_eta The learning rate before its schedule; null: there is no schedule.
 * @property {NetworkInfo} network
 * @property {Script} script
 * @property {{record: string[], summary: string[]}} layouts
 * @property {Record<string, number>} constants Values that no iteration changes and summary frames leave out, by id.
 *
 * @typedef {{id: number, name: string, parent: number | null, start: number, trained_to: number}} Branch
 * @typedef {{branches: Branch[], branch: number}} Branches The list, and which of them is the current one.
 *
 * @typedef {number | string | Named | Optimiser | null} Setting What an edit sets something to.
 * @typedef {{of: string, to: Setting}} Change
 * @typedef {{of: string, from: Setting, to: Setting}} Changed
 *
 * @typedef {SnapshotFields & Description & Branches} Snapshot
 * @typedef {object} SnapshotFields
 * @property {"snapshot"} type
 * @property {number} protocol
 * @property {number} epoch
 * @property {number} seq
 * @property {number} revision
 * @property {string} room
 * @property {"driver" | "viewer"} role
 * @property {boolean} may_drive
 * @property {{id: string | null, title: string, description: string, source: string}} example The id is null where it began with a network of one's own.
 * @property {RoomState} state
 * @property {Speed[]} speeds
 * @property {{inputs: string[], outputs: string[], classes: string[], test_rows: number} | null} data What the rows mean; null: nothing is said.
 * @property {{eta: [number, number], value: number, iteration: number}} limits `value`: the largest a given other than eta may be.
 * @property {CurvePoint[]} curve
 *
 * @typedef {object} Frame
 * @property {"record" | "summary"} layout
 * @property {number} description Modulo 65 536.
 * @property {number} frame
 * @property {number} epoch
 * @property {number} seq
 * @property {number} revision
 * @property {number} moment
 * @property {number} iteration
 * @property {number} trained_to
 * @property {Float64Array} values
 *
 * @typedef {{type: "failure", id: number | null, code: string, path: string | null, detail: string}} Failure
 *
 * @typedef {{epoch: number, seq: number, revision: number}} Sequenced
 * @typedef {Sequenced & {type: "state", state: RoomState}} StateEvent
 * @typedef {Sequenced & {type: "curve", start: number, points: CurvePoint[]}} CurveEvent
 * @typedef {Sequenced & {type: "description"} & Description} DescriptionEvent
 * @typedef {Sequenced & {type: "branches"} & Branches} BranchesEvent
 * @typedef {"edit" | "undo" | "redo" | "restart" | "branch"} Cause
 * @typedef {Sequenced & {type: "edited", cause: Cause, iteration: number, changes: Changed[]}} EditedEvent
 * @typedef {StateEvent | CurveEvent | DescriptionEvent | BranchesEvent | EditedEvent} RoomEvent
 * @typedef {{type: "heartbeat"}} Heartbeat
 * @typedef {Snapshot | RoomEvent | Failure | Heartbeat} ServerMessage What the server says in JSON.
 * @typedef {{type: "connection", connection: Connection}} ConnectionChange What the page's own socket says.
 * @typedef {ServerMessage | ConnectionChange | Frame} Received All that changes the store from outside.
 *
 * @typedef {"step" | "step_back" | "next_phase" | "previous_phase" | "next_iteration" | "previous_iteration" | "play" | "pause"
 *   | "undo" | "redo" | "restart" | "take_over" | "snapshot"} PlainCommand
 * @typedef {{type: PlainCommand} | {type: "go_to", iteration: number, moment: number} | {type: "set_speed"} & Speed | {type: "set_grain", grain: Grain}
 *   | {type: "edit", changes: Change[], gesture: string | null} | {type: "open_branch" | "delete_branch", branch: number}
 *   | {type: "show_example", shown: number} | {type: "name_branch", branch: number, name: string}} Command What a page asks of the room; its id is given when it is sent.
 * @typedef {"light" | "dark" | "projector"} Theme
 * @typedef {"rule" | "paths" | "check" | "data" | "table"} Tab
 *
 * @typedef {object} Trail The paths from a parameter to the outputs, while they are shown.
 * @property {string} parameter
 * @property {string[][]} paths the units each goes through, as `layer.unit`, the parameter's own first
 * @property {number | null} only the one that is lit alone
 *
 * @typedef {{selection?: string | null, notation?: string, digits?: number | null, paper?: number | null, theme?: Theme,
 *   tab?: string}} MomentView How a moment is looked at.
 *
 * @typedef {object} MomentFile docs/moment_file.md
 * @property {"deltaflow.moment"} schema
 * @property {1} version
 * @property {string} title
 * @property {object} start
 * @property {{name: string, parent: number | null, after_parent?: boolean, edits: {iteration: number}[], trained_to: number}[]} branches
 * @property {number} branch
 * @property {Position} position
 * @property {MomentView} [view]
 *
 * @typedef {object} Connection
 * @property {"connecting" | "live" | "lost" | "ended"} status
 * @property {number | null} since When it was lost, in ms of the injected clock.
 * @property {number | null} retry_at
 * @property {number | null} code
 * @property {string} text A sentence for people.
 */

export {};
