"""Scripts without their comments: what a browser would load only to throw away, a third of our modules.

Only comments that have their lines to themselves go, and their line ends stay: every line of code keeps its number, so
that an error in the browser's console names the line as it is on disk.
"""

import re
from collections.abc import Iterator

_NOTABLE = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[`{}/]""", re.DOTALL)
_NOTABLE_IN_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/")
# After a value a slash divides; after these, or at the start, it opens a regular expression.
_NO_VALUE = re.compile(r"(?:^|[-(,=:\[!&|?{};+*%~^<>]|\b(?:return|typeof|case|in|of|void|throw|await|yield))\Z")


def without_comments(source: str) -> str:
    """Return a JavaScript module with the lines emptied that hold nothing but comment.

    Args:
        source: the module, formatted as ours are: no regular expression stands right after a closing bracket.
    """
    kept, at = [], 0
    for start, end in _comments(source):
        line_start = source.rfind("\n", 0, start) + 1
        line_end = source.find("\n", end)
        line_end = len(source) if line_end < 0 else line_end
        if line_start >= at and not (source[line_start:start] + source[end:line_end]).strip():
            kept += [source[at:line_start], "\n" * source.count("\n", start, end)]
            at = line_end
    return "".join([*kept, source[at:]])


def _comments(source: str) -> Iterator[tuple[int, int]]:
    """Find where comments start and end, outside of strings, template literals and regular expressions."""
    inside: list[str] = []  # template literals, and the braces that are open in them or around them
    at = 0
    while found := (_NOTABLE_IN_TEMPLATE if inside[-1:] == ["`"] else _NOTABLE).search(source, at):
        at = found.end()
        match found[0]:
            case "`" if inside[-1:] == ["`"]:
                inside.pop()
            case "`":
                inside.append("`")
            case "{" | "${":
                inside.append("{")
            case "}":
                inside = inside[:-1]
            case "/" if _NO_VALUE.search(source[: found.start()].rstrip()):
                regex = _REGEX.match(source, found.start())
                at = regex.end() if regex else at
            case text if text.startswith(("//", "/*")):
                yield found.span()
