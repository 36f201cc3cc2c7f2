// What the socket needs of a browser. Tests bring their own.

/**
 * @typedef {object} Line What is used of a WebSocket.
 * @property {BinaryType} binaryType
 * @property {((event: any) => void) | null} onopen
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 * @property {(data: string | ArrayBuffer) => void} send
 * @property {(code?: number) => void} close
 *
 * @typedef {object} Environment
 * @property {(url: string) => Line} open
 * @property {() => number} now Milliseconds of the page's clock, for what people are told.
 * @property {() => number} wall Milliseconds that go on while the machine sleeps.
 * @property {() => number} random From 0 to 1.
 * @property {(callback: () => void, delay: number) => () => void} later Returns how to cancel.
 * @property {() => boolean} hidden Does nobody see the page?
 * @property {(callback: () => void) => void} onWake Called when the page is shown or hidden, or the network is back.
 */

/** @param {() => number} now the page's clock @returns {Environment} */
export const browserEnvironment = (now) => ({
  open: (url) => new WebSocket(url),
  now,
  wall: () => Date.now(),
  random: () => Math.random(),
  later(callback, delay) {
    const handle = setTimeout(callback, delay);
    return () => clearTimeout(handle);
  },
  hidden: () => document.hidden,
  onWake(callback) {
    document.addEventListener("visibilitychange", callback);
    addEventListener("online", callback);
  },
});
