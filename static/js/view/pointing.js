// Pointing at a number lights its place in the picture, and pointing at the picture lights the number.

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../actions.js").Actions} Actions
 */

/**
 * What makes any element point at a quantity and select it.
 * @param {string} id
 * @param {{store: Store, actions: Actions}} props
 */
export function pointsAt(id, { store, actions }) {
  const light = () => {
    store.highlight.value = id;
  };
  const leave = () => {
    if (store.highlight.value === id) store.highlight.value = null;
  };
  return { onMouseEnter: light, onMouseLeave: leave, onFocus: light, onBlur: leave, onClick: () => actions.select(id) };
}

/**
 * The same for the terms of a formula.
 * @param {{store: Store, actions: Actions}} props
 * @returns {import("./mathml.js").Pointing}
 */
export function pointing({ store, actions }) {
  return {
    point: (id) => {
      store.highlight.value = id;
    },
    pick: (id) => actions.select(id),
    lit: store.highlight.value,
  };
}
