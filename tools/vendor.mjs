// Copies the pinned browser libraries from node_modules to static/vendor, with their licences and a manifest of checksums.
//   npm ci --ignore-scripts && npm run vendor      writes
//   npm run vendor:check                           fails when one byte differs
// What of the fonts is cut is made by tools/subset_font.py, before this runs. Without Node, pytest re-checks the manifest.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const OUT = "static/vendor";

/**
 * What the page uses. `import` is the bare name it has in the page's import map; `derived` names the script that made
 * the file from its source, for what is not a plain copy.
 * @type {Record<string, {from: string, import?: string, derived?: string}>}
 */
const FILES = {
  "preact.mjs": { from: "preact/dist/preact.mjs", import: "preact" },
  "preact-hooks.mjs": { from: "preact/hooks/dist/hooks.mjs", import: "preact/hooks" },
  "htm.mjs": { from: "htm/dist/htm.mjs", import: "htm" },
  "htm-preact.mjs": { from: "htm/preact/index.mjs", import: "htm/preact" },
  "signals-core.mjs": { from: "@preact/signals-core/dist/signals-core.mjs", import: "@preact/signals-core" },
  "signals.mjs": { from: "@preact/signals/dist/signals.mjs", import: "@preact/signals" },
  "fonts/deltaflow-sans.woff2": {
    from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    derived: "tools/subset_font.py",
  },
  "fonts/source-sans-3.woff2": {
    from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  },
  "fonts/noto-sans-math.woff2": {
    from: "@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2",
    derived: "tools/subset_font.py",
  },
};

/** @param {Buffer} bytes */
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** @param {string} path the package a file under node_modules belongs to */
const packageOf = (path) =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

/** Source maps are not shipped, so a reference to one would only be a 404 in the developer tools. @param {Buffer} bytes */
const withoutSourceMap = (bytes) =>
  Buffer.from(bytes.toString("utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));

/** @param {string} name @param {string} from @param {string | undefined} derived */
function content(name, from, derived) {
  const source = readFileSync(join("node_modules", from));
  if (derived) return readFileSync(join(OUT, name));
  return name.endsWith(".mjs") ? withoutSourceMap(source) : source;
}

/** @param {string} name of a package @returns {Buffer} its licence */
function licence(name) {
  const file = readdirSync(join("node_modules", name)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  if (!file) throw new Error(`no licence file in ${name}`);
  return readFileSync(join("node_modules", name, file));
}

/** Everything static/vendor must hold, by path. */
function wanted() {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  /** @type {Record<string, object>} */
  const manifest = {};
  for (const [name, { from, import: specifier, derived }] of Object.entries(FILES)) {
    const owner = packageOf(from);
    const about = JSON.parse(readFileSync(join("node_modules", owner, "package.json"), "utf8"));
    const bytes = content(name, from, derived);
    const text = `licenses/${owner.replace("/", "__")}.txt`;
    const source = derived && { derived, source_sha256: sha256(readFileSync(join("node_modules", from))) };
    manifest[name] = {
      package: owner,
      version: about.version,
      license: about.license,
      license_file: text,
      from,
      ...(specifier && { import: specifier }),
      ...source,
      sha256: sha256(bytes),
      bytes: bytes.length,
    };
    files.set(name, bytes);
    files.set(text, licence(owner));
  }
  files.set("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return files;
}

const files = wanted();
if (process.argv.includes("--check")) {
  const wrong = [...files].filter(
    ([name, bytes]) => !existsSync(join(OUT, name)) || !readFileSync(join(OUT, name)).equals(bytes),
  );
  for (const [name] of wrong) console.error(`differs from node_modules: ${join(OUT, name)}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} else {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(OUT, name)), { recursive: true });
    writeFileSync(join(OUT, name), bytes);
  }
  console.log(`${files.size} files, ${[...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)} bytes`);
}
