"""Static files: a content hash in every address, so that browsers keep them for ever and still see every change.

The import map gives bare names (`preact`) and our own modules (`/static/js/x.js`, which is what a relative import
resolves to) the address with the hash. It stands inline in the page; the Content-Security-Policy allows it by its hash.
"""

import base64
import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_HASH_LENGTH = 12
_IMPORT = re.compile(r"""^(?:import|export)\s(?:[^"';]*?\sfrom\s*)?["']([^"']+)["']""", re.MULTILINE)
_VENDORED_IMPORT = re.compile(r"""(?:from|import)\s*["']([^"']+)["']""")

# Not left to the system: a Windows registry can say text/plain for .js, and then no page starts.
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
for _suffix, _type in _TYPES.items():
    mimetypes.add_type(_type, _suffix)


@dataclass(frozen=True)
class Assets:
    """What lies in static/, as it was when it was scanned.

    Attributes:
        root: the directory.
        hashes: relative path with forward slashes -> the first digits of its SHA-256.
        importmap: the import map as the page holds it, byte for byte.
        modules: addresses of every module the page's program needs, so that it can ask for all of them at once.
    """

    root: Path
    hashes: dict[str, str]
    importmap: str
    modules: tuple[str, ...]

    @classmethod
    def scan(cls, root: Path) -> "Assets":
        """Read every file below `root` once."""
        files = sorted(path for path in root.rglob("*") if path.is_file())
        hashes = {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:_HASH_LENGTH]
            for path in files
        }
        vendored = _vendored(root)
        imports = {name: _url(file, hashes) for name, file in vendored.items()}
        imports |= {f"/static/{name}": _url(name, hashes) for name in hashes if name.endswith((".js", ".mjs"))}
        importmap = json.dumps({"imports": imports}, separators=(",", ":")).replace("<", "\\u003c")
        modules = tuple(_url(name, hashes) for name in _needed(root, "js/main.js", vendored))
        return cls(root, hashes, importmap, modules)

    def url(self, name: str) -> str:
        """Give the address of `name`, with its hash where the file exists and is no font."""
        return _url(name, self.hashes)

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of every answer: own files only, no inline code but the import map."""
        digest = base64.b64encode(hashlib.sha256(self.importmap.encode()).digest()).decode()
        return (
            f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; img-src 'self' data: blob:; "
            "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )


class HashedFiles(StaticFiles):
    """Serves static/: for ever under the address with the right hash, to be asked for again under any other.

    Args:
        assets: what lies in the directory.
        lasting: whether the files stay as they were scanned; not while somebody works on them.
    """

    def __init__(self, assets: Assets, *, lasting: bool) -> None:
        super().__init__(directory=assets.root)
        self.hashes = assets.hashes if lasting else {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file and how long it may be kept."""
        response = await super().get_response(path, scope)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v", [""])[0]
        known = bool(asked) and asked == self.hashes.get(Path(path).as_posix())
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if known else "no-cache"
        return response


def _url(name: str, hashes: dict[str, str]) -> str:
    # Fonts are named by style sheets, which know no hashes: one address for both, or the preload is for nothing.
    version = None if name.endswith(".woff2") else hashes.get(name)
    return f"/static/{name}?v={version}" if version else f"/static/{name}"


def _needed(root: Path, program: str, vendored: dict[str, str]) -> list[str]:
    """Follow the imports of a program; without this a browser finds one floor of modules after the other."""
    found: list[str] = []
    waiting = [program]
    while waiting:
        name = waiting.pop(0)
        if name in found or not (root / name).is_file():
            continue
        found.append(name)
        pattern = _VENDORED_IMPORT if name.startswith("vendor/") else _IMPORT
        for target in pattern.findall((root / name).read_text(encoding="utf-8")):
            relative = (root / name).parent.joinpath(target).resolve()
            waiting.append(vendored.get(target) or (relative.relative_to(root).as_posix() if target[0] == "." else ""))
    return found


def _vendored(root: Path) -> dict[str, str]:
    """Read the bare names of the vendored libraries from their manifest."""
    manifest = json.loads((root / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    return {about["import"]: f"vendor/{file}" for file, about in manifest.items() if "import" in about}
