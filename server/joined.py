"""Our modules joined into a few files: over a network that is far away, every file more is time in which nothing comes.

Each module becomes a function that is called once and gives what the module exports; `modules` holds that by name, and
an import statement reads from there. So names of one module are not seen in another, as before. What is joined are
floors: `begin` opens the room, `shared` is what both pages draw with, `app` the rest of the main page's first screen,
and `later` what is imported when it is wanted. A page's own file stands on the floors that it needs, each on the one
below. Libraries are modules like ours.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

FLOORS = ("begin", "shared", "app", "later")
#: Names of files in an import map: of a floor.
_FLOOR = "deltaflow/{}"
# Browsers that know this compile all functions in another thread while the file comes, not each when it is called.
_COMPILE = "//# allFunctionsCalledOnLoad"
# Each begins with its word, which Python finds quickly, and then looks back to where that stands.
_IMPORT = re.compile(r'import(?<=^import) ?(?:(\{[^}]*\}|\* ?as \w+) ?from )?"([^"]+)";', re.MULTILINE)
_LATER = re.compile(r'import\((?<!\wimport\()"([^"]+)"\)(?!\.[A-Z])')  # not `import("./x.js").Type` of a comment
_EXPORT = re.compile(
    r"export(?<=^export) ?(?:((?:async )?(?:function\b\*?|class|const) ?)(\{[^}]*\}|\w+)|\{([^}]*)\};)", re.MULTILINE
)
_STATEMENT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


@dataclass(frozen=True)
class Joined:
    """Files that hold modules.

    Attributes:
        files: name of the file -> gives its code.
        held: name of the file -> the modules in it.
        imports: name in the import map -> name of the file.
        pages: name of a page -> the files of its first screen, its own last.
    """

    files: Mapping[str, Callable[[], str]]
    held: dict[str, list[str]]
    imports: dict[str, str]
    pages: dict[str, list[str]]


def joined(
    sources: Mapping[str, str],
    bare: Mapping[str, str],
    beginning: str,
    mains: Mapping[str, str],
    smaller: Callable[[str], str] = str,
) -> Joined:
    """Join modules that import each other in no circle.

    Which modules go where is decided at once; a file is made when it is asked for.

    Args:
        sources: name of every module, a path with forward slashes -> its code; libraries spelled out.
        bare: name in an import statement that is no path -> name of the module.
        beginning: the module that opens the room.
        mains: name of a page -> its first module; the first page is the main one.
        smaller: takes from a module's code what only its readers need.

    Raises:
        ValueError: modules import in a circle; and when a file is made: they import or export in a form that is not
            known here.
    """
    library = _Library(sources, bare, smaller)
    app, *others = mains.values()
    elsewhere = {name for other in others for name in library.needed(other)}
    first = [name for name in library.needed(app) if name != app]
    wanted = {
        "begin": library.needed(beginning),
        "shared": [name for name in first if name in elsewhere],
        "app": first,
        "later": library.later([*first, *mains.values()]),
    }
    place = {name: floor for floor in reversed(FLOORS) for name in wanted[floor]}  # the lowest that wants it
    floors = {floor: [name for name in wanted[floor] if place[name] == floor] for floor in FLOORS}
    below = dict(zip(FLOORS, ("", *FLOORS), strict=False))
    held = {_file(floor): names for floor, names in floors.items()}
    files = {_file(floor): partial(library.file, names, place, below[floor]) for floor, names in floors.items()}
    pages = {}
    for page, main in mains.items():
        needed = library.needed(main)
        under = FLOORS[: 1 + max(FLOORS.index(place[name]) for name in needed if name in place)]
        own = _file(f"{page}_page")
        held[own] = [name for name in needed if name not in place]
        files[own] = partial(library.file, held[own], place, under[-1])
        pages[page] = [*map(_file, under), own]
    return Joined(files, held, {_FLOOR.format(floor): _file(floor) for floor in FLOORS}, pages)


def _file(name: str) -> str:
    return f"joined/{name}.js"


class _Library:
    """Modules, and what they ask for."""

    def __init__(self, sources: Mapping[str, str], bare: Mapping[str, str], smaller: Callable[[str], str]) -> None:
        self._sources, self._bare, self._smaller = sources, bare, smaller
        self._imports = {name: [asked for _, asked in _IMPORT.findall(code)] for name, code in sources.items()}

    def needed(self, program: str) -> list[str]:
        """The modules that a program loads, in the order in which they run: itself last."""
        found: dict[str, None] = {}

        def visit(name: str, above: tuple[str, ...]) -> None:
            if name in above:
                raise ValueError(f"Modules import each other in a circle: {' → '.join((*above, name))}")
            for asked in self._imports[name]:
                target = self._target(name, asked)
                if target in self._sources and target not in found:
                    visit(target, (*above, name))
            found[name] = None

        visit(program, ())
        return list(found)

    def later(self, names: Iterable[str]) -> list[str]:
        """What modules load when they run, with all that this needs and loads in turn."""
        found: dict[str, None] = {}
        waiting = list(names)
        for name in waiting:  # grows as it is walked
            for asked in _LATER.findall(self._sources[name]):
                target = self._target(name, asked)
                if target in self._sources and target not in found:
                    fresh = [each for each in self.needed(target) if each not in found]
                    found |= dict.fromkeys(fresh)
                    waiting += fresh
        return list(found)

    def file(self, names: list[str], place: Mapping[str, str], below: str) -> str:
        """Join modules, each after those it imports.

        Args:
            names: the modules.
            place: name of a module -> its floor.
            below: the floor that this file stands on, if any.
        """
        on_top = below == FLOORS[-2]  # there is what comes later, and the main page's one statement
        head = f'import {{ modules }} from "{_FLOOR.format(below)}";\nexport {{ modules }};'
        parts = [
            *([] if on_top else [_COMPILE]),
            head if below else "export const modules = {};",
            *(self._module(name, place) for name in names),
        ]
        return "\n".join(parts) + "\n"

    def _module(self, name: str, place: Mapping[str, str]) -> str:
        """One module as a function that is called once."""
        exported: list[str] = []

        def imported(found: re.Match[str]) -> str:
            if found[1] is None:
                return ""  # it has run before: it stands above, or on a floor below
            taken = re.sub(r"^\* ?as ", "", found[1]).replace(" as ", ": ")
            return f'const {taken} = modules["{self._target(name, found[2])}"];'

        def opened(found: re.Match[str]) -> str:
            kind, names, listed = found.groups(default="")
            exported.extend(re.findall(r"(\w+)\s*(?=,|$)", names.strip("{ \n}")))
            exported.extend(
                re.sub(r"(\S+) as (\S+)", r"\2: \1", name) for name in re.split(r"\s*,\s*", listed.strip()) if name
            )
            return kind + names

        def loaded(found: re.Match[str]) -> str:
            target = self._target(name, found[1])
            return f'import("{_FLOOR.format(place[target])}").then(({{ modules }}) => modules["{target}"])'

        code = _LATER.sub(loaded, _EXPORT.sub(opened, _IMPORT.sub(imported, self._smaller(self._sources[name]))))
        strange = _STATEMENT.search(code)
        if strange:
            raise ValueError(f"{name}: modules are joined, and this is written in a way not known: {strange[0]}")
        return f'modules["{name}"] = (() => {{\n{code}\nreturn {{ {", ".join(exported)} }};\n}})();'

    def _target(self, name: str, asked: str) -> str:
        """The module that another one asks for."""
        if not asked.startswith("."):
            return self._bare.get(asked, asked)
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), asked))
