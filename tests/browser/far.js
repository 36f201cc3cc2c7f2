// A server that is far away, for pages under test: what it says comes late, in the order it was said.
{
  /** ms, of which each word takes from a half to one and a half. */
  const distance = /** @type {any} */ (globalThis).distance;
  const wait = () => distance * (0.5 + Math.random());
  const { fetch } = window;
  const Near = WebSocket;

  window.WebSocket = class extends Near {
    /** @type {(() => void)[]} */
    #coming = [];
    #due = 0;
    #left = false;

    set onopen(/** @type {any} */ take) {
      super.onopen = this.#late(take);
    }

    set onmessage(/** @type {any} */ take) {
      super.onmessage = this.#late(take);
    }

    set onclose(/** @type {any} */ take) {
      super.onclose = this.#late(take);
    }

    close(/** @type {any[]} */ ...why) {
      this.#left = true;
      super.close(...why);
    }

    /** Whoever has left hears nothing more, and no line opens that the server has closed. @param {string} type */
    #missed(type) {
      return (type === "message" && this.#left) || (type === "open" && this.readyState !== Near.OPEN);
    }

    /** @param {((event: Event) => void) | null} take */
    #late(take) {
      return (/** @type {Event} */ event) => {
        const now = performance.now();
        this.#due = Math.max(this.#due, now + wait());
        this.#coming.push(() => this.#missed(event.type) || take?.(event));
        setTimeout(() => this.#coming.shift()?.(), this.#due - now);
      };
    }
  };

  window.fetch = async (path, request) => {
    const answer = await fetch(path, request);
    await new Promise((done) => setTimeout(done, wait()));
    request?.signal?.throwIfAborted();
    return answer;
  };
}
