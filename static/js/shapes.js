// Checks of what came from outside: each takes a value and says where it is not what it must be. Nothing is converted.

/** What is wrong, and where: "state.speed.per_second must be a number". */
export class ShapeError extends Error {}

/**
 * @typedef {{at: string, why: string}} Complaint where in the value, and what is the matter there
 * @typedef {(value: unknown) => Complaint | null} Check null: nothing is wrong
 */

/** @param {string} what @returns {Complaint} */
const not = (what) => ({ at: "", why: `must be ${what}` });

/** @param {string} place of a part @param {Complaint} complaint about the part @returns {Complaint} */
const inside = (place, { at, why }) => ({ at: place + at, why });

/** @param {string} what @param {(value: unknown) => boolean} test @returns {Check} */
const that = (what, test) => (value) => (test(value) ? null : not(what));

export const text = that("a text", (value) => typeof value === "string");
export const truth = that("true or false", (value) => typeof value === "boolean");
export const number = that("a finite number", Number.isFinite);
export const natural = that("a whole number from 0 on", (value) => Number.isSafeInteger(value) && Number(value) >= 0);

/** @param {...unknown} values @returns {Check} */
export const oneOf = (...values) => that(`one of ${values.join(", ")}`, (value) => values.includes(value));

/** @param {Check} check @returns {Check} */
export const orNull = (check) => (value) => (value === null ? null : check(value));

/** @param {unknown[]} items @param {(index: number) => Check} checkOf @returns {Complaint | null} of the first that is wrong */
function first(items, checkOf) {
  for (let index = 0; index < items.length; index += 1) {
    const complaint = checkOf(index)(items[index]);
    if (complaint !== null) return inside(`[${index}]`, complaint);
  }
  return null;
}

/** @param {Check} check @returns {Check} */
export const listOf = (check) => (value) => (Array.isArray(value) ? first(value, () => check) : not("a list"));

/** @param {...Check} checks one for each place @returns {Check} */
export const tuple =
  (...checks) =>
  (value) =>
    Array.isArray(value) && value.length === checks.length
      ? first(value, (index) => checks[index])
      : not(`a list of ${checks.length}`);

/** @param {...Check} checks one of which must find nothing wrong; otherwise the first one speaks @returns {Check} */
export const either =
  (...checks) =>
  (value) => {
    let said = null;
    for (const check of checks) {
      const complaint = check(value);
      if (complaint === null) return null;
      said ??= complaint;
    }
    return said;
  };

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An object with exactly these fields; the optional ones may be missing.
 * @param {Record<string, Check>} fields
 * @param {Record<string, Check>} optional
 * @returns {Check}
 */
export function object(fields, optional = {}) {
  const all = { ...optional, ...fields };
  const needed = Object.keys(fields);
  return (value) => {
    if (!isObject(value)) return not("an object");
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(all, name)) return { at: `.${name}`, why: "is not a field of this protocol" };
      const complaint = all[name](value[name]);
      if (complaint !== null) return inside(`.${name}`, complaint);
    }
    const missing = needed.find((name) => !Object.hasOwn(value, name));
    return missing === undefined ? null : inside(`.${missing}`, not("there"));
  };
}

/** An object with any fields, all of one kind. @param {Check} check @returns {Check} */
export const mapOf = (check) => (value) => {
  if (!isObject(value)) return not("an object");
  for (const name of Object.keys(value)) {
    const complaint = check(value[name]);
    if (complaint !== null) return inside(`.${name}`, complaint);
  }
  return null;
};

/** @param {Check} check @param {unknown} value @throws {ShapeError} something is wrong with it */
export function insist(check, value) {
  const complaint = check(value);
  if (complaint === null) return;
  throw new ShapeError(`${complaint.at.replace(/^\./, "") || "The message"} ${complaint.why}.`);
}
