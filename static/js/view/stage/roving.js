// One tab stop for the whole stage: arrow keys go to the neighbour that lies in their direction.

/**
 * @typedef {{key: string, x: number, y: number}} Stop
 * @typedef {"ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown"} Arrow
 */

/** How much worse it is to lie aside than to lie far. */
const ASIDE = 2.2;

/** @type {Record<Arrow, [x: number, y: number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {string} key @returns {key is Arrow} */
export const isArrow = (key) => key in DIRECTIONS;

/**
 * The stop one gets to from another by an arrow key; the same one where there is none.
 * @param {Stop[]} stops
 * @param {string} from key
 * @param {Arrow} arrow
 * @returns {string}
 */
export function neighbour(stops, from, arrow) {
  const here = stops.find(({ key }) => key === from);
  if (!here) return stops[0]?.key ?? from;
  const [dx, dy] = DIRECTIONS[arrow];
  let best = { key: from, cost: Number.POSITIVE_INFINITY };
  for (const { key, x, y } of stops) {
    const ahead = (x - here.x) * dx + (y - here.y) * dy;
    const aside = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
    const cost = ahead + ASIDE * aside;
    if (ahead > 1 && aside <= 2.5 * ahead && cost < best.cost) best = { key, cost };
  }
  return best.key;
}

/** Stops in the order of the network, for Home and End. @param {Stop[]} stops */
export const inOrder = (stops) => [...stops].sort((a, b) => a.x - b.x || a.y - b.y);
