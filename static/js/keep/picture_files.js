// From the drawing of a moment to files: SVG as text, PNG as pixels.

/** Pixels per drawing unit: sharp on a printed page. */
const DENSITY = 2;

/** An image takes its typefaces in only after it was first drawn; how many frames they are waited for. */
const FRAMES = { least: 4, most: 40 };

/**
 * Draws an image until it looks the same twice.
 * @param {HTMLImageElement} image
 * @param {HTMLCanvasElement} canvas
 */
async function drawSettled(image, canvas) {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas");
  let before = new Uint32Array();
  for (let frame = 1; frame <= FRAMES.most; frame += 1) {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const now = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    if (frame >= FRAMES.least && now.every((pixel, index) => pixel === before[index])) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

/** @param {SVGElement} svg @param {string} css typefaces and all else a style must say */
export function svgFile(svg, css) {
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = css;
  svg.prepend(style);
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
}

/**
 * @param {Blob} svg
 * @param {{width: number, height: number}} size in drawing units
 * @returns {Promise<Blob>}
 * @throws {Error} the browser does not make it; says so
 */
export async function pngFile(svg, { width, height }) {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: width * DENSITY, height: height * DENSITY });
    await drawSettled(image, canvas);
    const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve));
    if (blob === null) throw new Error("empty");
    return blob;
  } catch {
    throw new Error("This browser makes no PNG here. Save the picture as SVG instead.");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Hands a file to whoever asked for it. @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
