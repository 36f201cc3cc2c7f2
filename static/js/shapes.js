// Checks of what came from outside: each takes a value and says where it is not what it must be. Nothing is converted.

/** What is wrong, and where: "state.speed.per_second must be a number". */
export class ShapeError extends Error {}

/** @typedef {(value: unknown, path: string) => void} Check Throws a ShapeError. */

/** @param {string} path @param {string} what @returns {never} */
function refuse(path, what) {
  throw new ShapeError(`${path || "The message"} must be ${what}.`);
}

/** @param {string} what @param {(value: unknown) => boolean} test @returns {Check} */
const that = (what, test) => (value, path) => {
  if (!test(value)) refuse(path, what);
};

export const text = that("a text", (value) => typeof value === "string");
export const truth = that("true or false", (value) => typeof value === "boolean");
export const number = that("a finite number", Number.isFinite);
export const natural = that("a whole number from 0 on", (value) => Number.isSafeInteger(value) && Number(value) >= 0);

/** @param {...unknown} values @returns {Check} */
export const oneOf = (...values) => that(`one of ${values.join(", ")}`, (value) => values.includes(value));

/** @param {Check} check @returns {Check} */
export const orNull = (check) => (value, path) => {
  if (value !== null) check(value, path);
};

/** @param {Check} check @returns {Check} */
export const listOf = (check) => (value, path) => {
  if (!Array.isArray(value)) refuse(path, "a list");
  for (const [index, item] of value.entries()) check(item, `${path}[${index}]`);
};

/** @param {...Check} checks one for each place @returns {Check} */
export const tuple =
  (...checks) =>
  (value, path) => {
    if (!Array.isArray(value) || value.length !== checks.length) refuse(path, `a list of ${checks.length}`);
    for (const [index, check] of checks.entries()) check(value[index], `${path}[${index}]`);
  };

/** @param {...Check} checks the first that does not throw decides @returns {Check} */
export const either =
  (...checks) =>
  (value, path) => {
    const refusals = checks.map((check) => {
      try {
        check(value, path);
        return null;
      } catch (error) {
        return error;
      }
    });
    if (!refusals.includes(null)) throw refusals[0];
  };

/**
 * An object with exactly these fields; the optional ones may be missing.
 * @param {Record<string, Check>} fields
 * @param {Record<string, Check>} optional
 * @returns {Check}
 */
export const object =
  (fields, optional = {}) =>
  (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, "an object");
    const all = { ...optional, ...fields };
    for (const [name, item] of Object.entries(value)) {
      const inner = path ? `${path}.${name}` : name;
      if (!Object.hasOwn(all, name)) throw new ShapeError(`${inner} is not a field of this protocol.`);
      all[name](item, inner);
    }
    for (const name of Object.keys(fields)) {
      if (!Object.hasOwn(value, name)) refuse(path ? `${path}.${name}` : name, "there");
    }
  };

/** An object with any fields, all of one kind. @param {Check} check @returns {Check} */
export const mapOf = (check) => (value, path) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(path, "an object");
  for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`);
};
