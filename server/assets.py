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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from server import compact, minified
from server import joined as joining
from server.compact import compact_script, compact_styles
from server.joined import joined
from server.minified import spelled_out
from server.modules import needed

_BEGINNING = "js/begin.js"
_PROGRAMS = {"app": "js/main.js", "embed": "js/frame.js"}
_HASH_LENGTH = 12
_SHEET = "css/page.css"
_MAKERS = [Path(str(each.__file__)).read_text(encoding="utf-8") for each in (compact, joining, minified)]
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
        make: gives its bytes, the same ones whenever it is called.
        packs: whether it may gain by packing; never while somebody works on it.
        version: the first digits of a SHA-256: of its bytes, or of what they are made of and by.
        media_type: what it is.
    """

    make: Callable[[], bytes]
    packs: bool
    version: str
    media_type: str

    @cached_property
    def body(self) -> bytes:
        """Its bytes, made when somebody first wants them."""
        return self.make()

    @cached_property
    def packed(self) -> bytes | None:
        """The same as gzip makes them; None where that gains nothing."""
        if not self.packs or len(self.body) < _WORTH_PACKING:
            return None
        return gzip.compress(self.body, mtime=0)  # no time in the header: the same file is always the same bytes

    @property
    def made(self) -> bool:
        """Whether all of it is there, so that nobody waits for it."""
        return "packed" in vars(self)

    def prepare(self) -> None:
        """Make all of it, which takes up to a tenth of a second: for a thread."""
        self.packed  # noqa: B018 -- is kept


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
        bare = _vendored(root)
        made: dict[str, File] = {}
        if lasting and _BEGINNING in scripts:
            libraries = {name: spelled_out(code) for name, code in scripts.items() if name in bare.values()}
            few = joined(scripts | libraries, bare, _BEGINNING, _PROGRAMS, compact_script)
            places = json.dumps(few.held)  # one that imports a module later says in which file it is
            made = {
                name: _made(name, few.files[name], [places, *(scripts[each] for each in few.held[name])])
                for name in few.files
            }
            imports, pages = bare | few.imports, few.pages
        else:
            imports = bare | {f"/static/{name}": name for name in scripts}
            code = {name: text if name in bare.values() else compact_script(text) for name, text in scripts.items()}
            pages = {page: _needed(main, code, imports) for page, main in _PROGRAMS.items()}
        bodies |= {name: _versioned(name, bodies) for name in bodies if name.endswith(".css")}
        bodies |= {name: _joined(name, bodies) for name in bodies if name.endswith(".css")}
        files = {name: _file(name, body, packs=lasting) for name, body in bodies.items()} | made
        if lasting:
            sheets = {name: bodies[name].decode() for name in bodies if name.endswith(".css")}
            files |= {name: _made(name, partial(compact_styles, text), [text]) for name, text in sheets.items()}
        addresses = {name: _url(name, files) for name in imports.values()}
        importmap = json.dumps(
            {"imports": {name: addresses[file] for name, file in imports.items()}}, separators=(",", ":")
        ).replace("<", "\\u003c")
        programs = {page: _program(names, files) for page, names in pages.items()}
        return cls(files, importmap, programs)

    def prepare(self) -> None:
        """Make and pack what pages load, before somebody asks: a page's files in their order."""
        for name in [_SHEET, *(name for name in self.files if name.startswith("joined/"))]:
            if name in self.files:
                self.files[name].prepare()

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


def _needed(main: str, scripts: Mapping[str, str], imports: Mapping[str, str]) -> list[str]:
    """The modules of a page, first those of what opens the room, last the page itself."""
    names = dict.fromkeys([*needed(_BEGINNING, scripts, imports), *needed(main, scripts, imports)])
    return [*(name for name in names if name != main), main]


def _program(names: list[str], files: Mapping[str, File]) -> Program:
    """The scripts of a page, of which the first opens the room, the last is the page, and all are needed."""
    addresses = tuple(_url(name, files) for name in names)
    return Program(addresses[0], addresses[-1], addresses)


def _file(name: str, body: bytes, *, packs: bool) -> File:
    """A file as it is on disk; of typefaces, which are compressed already, the bytes stay."""
    return File(lambda: body, packs and not name.endswith(".woff2"), _version(body), _media_type(name))


def _made(name: str, make: Callable[[], str], sources: list[str]) -> File:
    """A file that is made of others when it is first wanted."""
    version = _version("\0".join([*sources, *_MAKERS]).encode())
    return File(lambda: make().encode(), packs=True, version=version, media_type=_media_type(name))


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


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
