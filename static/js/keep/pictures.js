// Keeps the picture of the moment, as it is looked at: in its theme, with what is selected, with what moves standing still.
import { captionOf } from "../view/caption.js";
import { composePicture } from "../view/picture/compose.js";
import { download, pngFile, svgFile } from "./picture_files.js";
import { carried, typefacesOf } from "./typefaces.js";

/**
 * @typedef {import("../model/store.js").Store} Store
 * @typedef {import("../view/stage/stage.js").Shown} Shown
 */

/** Where the lesson is, in words. @param {Store} store */
function placeWords(store) {
  const { iteration, moment } = store.position.peek() ?? { iteration: 0, moment: 0 };
  return `iteration ${iteration}, moment ${moment} of ${store.script.peek()?.count ?? 0}`;
}

/** What a file of this moment is called, without its ending. @param {Store} store */
export function fileName(store) {
  const { iteration, moment } = store.position.peek() ?? { iteration: 0, moment: 0 };
  return `deltaflow-${store.snapshot.peek()?.example.id ?? "room"}-${iteration}-${moment}`;
}

/** How wide text is in the page's typeface. @returns {(text: string, size: number, weight: number) => number} */
function measuring() {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, size, weight) => {
    if (!pen) return 0.5 * size * text.length;
    pen.font = `${weight} ${size}px "Deltaflow Sans", "Deltaflow Math", sans-serif`;
    return pen.measureText(text).width;
  };
}

/**
 * @param {Store} store
 * @param {typeof globalThis.fetch} fetch
 * @param {() => Shown | null} look what the stage shows just now
 */
export function createPictures(store, fetch, look) {
  return {
    /**
     * @param {"svg" | "png"} format
     * @throws {Error} there is no picture, or the browser does not make it; says why
     */
    async savePicture(format) {
      const shown = look();
      if (!shown) throw new Error("There is no picture yet.");
      const title = store.snapshot.peek()?.example.title ?? "Deltaflow";
      const words = { title, place: placeWords(store), caption: captionOf(store) };
      const drawing = composePicture(shown, words, measuring());
      const name = fileName(store);
      const size = { width: Number(drawing.getAttribute("width")), height: Number(drawing.getAttribute("height")) };
      const svg = svgFile(drawing, await carried(typefacesOf(document, drawing.textContent ?? ""), fetch));
      download(format === "svg" ? svg : await pngFile(svg, size), `${name}.${format}`);
    },
  };
}
