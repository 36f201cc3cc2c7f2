// A lesson on the 2-2-2 network: the script as pinned on the wire, with Mazur's published numbers (recomputed to 9 places).
import { networkNames } from "../../../static/js/model/network.js";
import { ScriptView } from "../../../static/js/model/script.js";
import { snapshot } from "../model/samples.js";

/** @type {Record<string, number>} */
export const PUBLISHED = {
  "a.0.0": 0.05,
  "a.0.1": 0.1,
  "w.1.0.0": 0.15,
  "w.1.0.1": 0.2,
  "w.2.0.0": 0.4,
  "w.2.0.1": 0.45,
  "w.2.1.0": 0.5,
  "b.1.0": 0.35,
  "target.2.0": 0.01,
  "target.2.1": 0.99,
  eta: 0.5,
  "weighted.1.0.0": 0.0075,
  "weighted.1.0.1": 0.02,
  "z.1.0": 0.3775,
  "a.1.0": 0.593269992,
  "a.1.1": 0.596884378,
  "z.2.0": 1.105905967,
  "a.2.0": 0.75136507,
  "a.2.1": 0.772928465,
  "difference.2.0": 0.74136507,
  "difference.2.1": -0.217071535,
  "error.2.0": 0.274811083,
  "error.2.1": 0.023560026,
  error_total: 0.298371109,
  "dE_da.2.0": 0.74136507,
  "dE_da.2.1": -0.217071535,
  "complement.2.0": 0.24863493,
  "df.2.0": 0.186815602,
  "df.2.1": 0.175510053,
  "delta.2.0": 0.138498562,
  "delta.2.1": -0.038098237,
  "contribution.2.0.0": 0.055399425,
  "contribution.2.1.0": -0.019049118,
  "dE_da.1.0": 0.036350306,
  "df.1.0": 0.241300709,
  "delta.1.0": 0.008771355,
  "dE_dw.2.0.0": 0.082167041,
  "dE_dw.2.1.0": -0.02260254,
  "dE_dw.1.0.0": 0.000438568,
  "change_w.2.0.0": -0.04108352,
  "w_next.2.0.0": 0.35891648,
};

const { script, network } = snapshot();

/**
 * @param {Record<string, number>} [values]
 * @returns {NonNullable<ReturnType<typeof import("../../../static/js/view/lesson.js").lessonOf>>}
 */
export const lesson = (values = PUBLISHED) => ({
  script: new ScriptView(script),
  names: networkNames(network),
  value: (id) => values[id] ?? null,
});

/** @param {string} id of a moment */
export const moment = (id) => script.moments.find((each) => each.id === id) ?? null;

export { script };
