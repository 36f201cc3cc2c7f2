"""Which modules a program needs, so that a page can ask for all of them at once.

Without this a browser finds one floor of modules after the other, and waits for each.
"""

import posixpath
import re
from collections.abc import Mapping

# What has a bracket is none: `import("./x.js").Type` of a JSDoc comment, and `import("./x.js")`, which loads when run.
_IMPORT = re.compile(r"""\b(?:from|import)\s*["']([^"']+)["']""")


def needed(program: str, sources: Mapping[str, str], bare: Mapping[str, str]) -> list[str]:
    """Follow the import statements of a program, floor by floor.

    Args:
        program: name of its first module.
        sources: name of every module, a path with forward slashes -> its code, without comments.
        bare: name in an import statement that is no path -> name of the module.

    Returns:
        The names of all modules it loads, itself first, each once.
    """
    found = [program] if program in sources else []
    for name in found:  # grows as it is walked
        for asked in _IMPORT.findall(sources[name]):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), asked))
            target = target if asked.startswith(".") else bare.get(asked, "")
            if target in sources and target not in found:
                found.append(target)
    return found
