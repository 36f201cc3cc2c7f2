"""Static files: a content hash in every address, so that browsers keep them for ever and still see every change.

The import map gives bare names (`preact`) and our own modules the address with the hash: joined into a few files
(server/joined.py), or while somebody works on them each by itself (`/static/js/x.js`, which is what a relative import
resolves to). It stands inline in the page; the Content-Security-Policy allows it by its hash.
"""

import base64
import gzip
import hashlib
import json
import mimetypes
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from server.compact import compact_script, compact_styles
from server.joined import joined
from server.minified import spelled_out
from server.modules import needed

_BEGINNING = "js/begin.js"
_PROGRAMS = {"app": "js/main.js", "embed": "js/frame.js"}
_HASH_LENGTH = 12
_WORTH_PACKING = 500  # a smaller file fits into one packet as it is
_URL = re.compile(r'url\("([^"]+)"\)')
_IMPORTED_STYLES = re.compile(r'@import "([^"/]+)";\n')

# Not left to the system: a Windows registry can say text/plain for .js, and then no page starts.
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
for _suffix, _type in _TYPES.items():
    mimetypes.add_type(_type, _suffix)


@dataclass(frozen=True)
class File:
    """A file as it is sent.

    Attributes:
        body: its bytes.
        gains: whether it is worth packing; never while somebody works on it.
        version: the first digits of the SHA-256 of `body`.
        media_type: what it is.
    """

    body: bytes
    gains: bool
    version: str
    media_type: str

    @cached_property
    def packed(self) -> bytes | None:
        """The same as gzip makes them, once somebody wants it; None where that gains nothing."""
        # No time in the header, so that the same file is always the same bytes.
        return gzip.compress(self.body, mtime=0) if self.gains else None


@dataclass(frozen=True)
class Program:
    """The scripts of a page, by their addresses.

    Attributes:
        beginning: what opens the room; it needs little, so it can start before all else has come.
        main: the page itself.
        modules: every module of the first screen, what the beginning needs first. What is imported when it is wanted,
            by `import()`, is not among them.
    """

    beginning: str
    main: str
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Assets:
    """What lies in static/, as it was when it was scanned.

    Attributes:
        files: relative path with forward slashes -> the file.
        importmap: the import map as the page holds it, byte for byte.
        programs: name of a page -> its scripts.
    """

    files: dict[str, File]
    importmap: str
    programs: dict[str, Program]

    @classmethod
    def scan(cls, root: Path, *, lasting: bool = True) -> "Assets":
        """Read every file below `root` once.

        Args:
            root: the directory.
            lasting: the files stay as they are, so the pages get few and small ones: our modules joined, scripts and
                styles without what only their readers need, all compressed. Otherwise they are what is on disk, but
                for the style sheets, which get versions and are joined.
        """
        bodies = {
            path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
        }
        scripts = {name: body.decode() for name, body in bodies.items() if name.endswith((".js", ".mjs"))}
        scripts |= {name: compact_script(code) for name, code in scripts.items() if not name.startswith("vendor/")}
        bare = _vendored(root)
        if lasting and _BEGINNING in scripts:
            libraries = {name: spelled_out(code) for name, code in scripts.items() if name in bare.values()}
            few = joined(scripts | libraries, bare, _BEGINNING, _PROGRAMS)
            bodies |= {name: code.encode() for name, code in few.files.items()}
            imports, pages = bare | few.imports, few.pages
            scripts |= few.files
        else:
            imports = bare | {f"/static/{name}": name for name in scripts}
            pages = {page: [_BEGINNING, main] for page, main in _PROGRAMS.items()}
        bodies |= {name: _versioned(name, bodies) for name in bodies if name.endswith(".css")}
        bodies |= {name: _joined(name, bodies) for name in bodies if name.endswith(".css")}
        if lasting:
            bodies |= {name: compact_styles(bodies[name].decode()).encode() for name in bodies if name.endswith(".css")}
        files = {name: _file(name, body, pack=lasting) for name, body in bodies.items()}
        addresses = {name: _url(name, files) for name in imports.values()}
        importmap = json.dumps(
            {"imports": {name: addresses[file] for name, file in imports.items()}}, separators=(",", ":")
        ).replace("<", "\\u003c")
        programs = {page: _program(names, scripts, imports, files) for page, names in pages.items()}
        return cls(files, importmap, programs)

    def url(self, name: str) -> str:
        """Give the address of `name`, with its hash where the file exists."""
        return _url(name, self.files)

    @cached_property
    def policy(self) -> str:
        """The Content-Security-Policy of every answer: own files only, no inline code but the import map."""
        digest = base64.b64encode(hashlib.sha256(self.importmap.encode()).digest()).decode()
        return (
            f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; img-src 'self' data: blob:; "
            "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
            "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )


def _program(
    names: list[str], scripts: Mapping[str, str], imports: Mapping[str, str], files: Mapping[str, File]
) -> Program:
    """The scripts of a page, of which the first opens the room, the last is the page, and all are needed."""
    first, last = names[0], names[-1]
    modules = dict.fromkeys([*needed(first, scripts, imports), *names, *needed(last, scripts, imports)])
    return Program(_url(names[0], files), _url(names[-1], files), tuple(_url(module, files) for module in modules))


def _file(name: str, body: bytes, *, pack: bool) -> File:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    gains = pack and len(body) >= _WORTH_PACKING and not name.endswith(".woff2")  # which is compressed already
    return File(body, gains, _version(body), media_type)


def _version(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:_HASH_LENGTH]


def _versioned(name: str, bodies: dict[str, bytes]) -> bytes:
    """Give the addresses in a style sheet their hashes; what a page preloads and what it uses are then the same."""

    def with_version(address: re.Match[str]) -> str:
        body = bodies.get(posixpath.normpath(posixpath.join(posixpath.dirname(name), address[1])))
        return address[0] if body is None else f'url("{address[1]}?v={_version(body)}")'

    return _URL.sub(with_version, bodies[name].decode()).encode()


def _joined(name: str, bodies: dict[str, bytes]) -> bytes:
    """Put the style sheets in that a style sheet imports; they lie beside it, so that the addresses in them hold."""

    def sheet(imported: re.Match[str]) -> str:
        beside = posixpath.join(posixpath.dirname(name), imported[1])
        return bodies[beside].decode() if beside in bodies else imported[0]

    return _IMPORTED_STYLES.sub(sheet, bodies[name].decode()).encode()


def _url(name: str, files: Mapping[str, File]) -> str:
    return f"/static/{name}?v={files[name].version}" if name in files else f"/static/{name}"


def _vendored(root: Path) -> dict[str, str]:
    """Read the bare names of the vendored libraries from their manifest."""
    manifest = json.loads((root / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    return {about["import"]: f"vendor/{file}" for file, about in manifest.items() if "import" in about}
