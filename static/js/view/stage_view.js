// The place of the drawing on the page, and what it is connected to.
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { later } from "../later.js";
import { explains, part } from "./explains.js";
import { Stage } from "./stage/stage.js";

/** What the picture's place says, and what its part of the page is called. */
export const STAGE = {
  ...part("Phases, sentence and picture"),
  ...explains("The network at this moment: what has been computed, what is on its way, what changes.", "Picture"),
};

/** What it takes to change numbers in the picture; there is a picture before. */
const editing = later(() => import("./editing/on_stage.js"));

/** The drawing looks after itself; here it only gets its place. @param {import("./app.js").Props} props */
export function StageView(props) {
  const { store, clock, keep } = props;
  const host = useRef(/** @type {HTMLElement | null} */ (null));
  // Before it is seen: so the first thing that one sees is the picture.
  useLayoutEffect(() => {
    if (!host.current) return;
    const stage = new Stage(host.current, store, clock);
    keep.showing(() => stage.shown);
    const place = host.current;
    return editing.status.subscribe((status) => {
      if (status === "here") editing.it?.editOnStage(place, props);
    });
  }, [store, clock, keep]);
  return html`<div class="view" ref=${host}></div>`;
}

/** The field over the picture, while one is open. @param {import("./app.js").Props} props */
export function StageField(props) {
  const open = props.store.editing.value?.place === "stage" ? editing.wanted() : undefined;
  return open ? html`<${open.StageField} ...${props} />` : null;
}
