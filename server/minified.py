"""Libraries as their makers have minified them, with imports and exports in the forms that modules of ours have.

So they can be joined with ours (server/joined.py); between these statements nothing changes.
"""

import re

_STATEMENT = re.compile(
    r"""(?:^|(?<=[;}\n]))(?:
    import\ ?(?P<default>\w+)?,?(?P<taken>\{[^}]*\})?\ ?from"(?P<source>[^"]+)";?
    |export(?P<given>\{[^}]*\})(?:from"(?P<passed>[^"]+)")?;?
    |export\ default\ (?=function\b)
    )""",
    re.VERBOSE,
)
_STRANGE = re.compile(r"(?:^|[;}\n])((?:import|export)\b[ {*\"].{,60})", re.DOTALL)


def spelled_out(source: str) -> str:
    """Return a library with each import and export on a line of its own.

    Args:
        source: the library as it is in static/vendor; what it exports is the same for as long as it runs.

    Raises:
        ValueError: an import or export is written in a form that is not known here.
    """
    exported: list[str] = []

    def spelled(statement: re.Match[str]) -> str:
        names = _names(statement["taken"]) + _names(statement["given"])
        if statement["source"]:
            names += [f"default as {statement['default']}"] if statement["default"] else []
            return f'\nimport {{ {", ".join(names)} }} from "{statement["source"]}";\n'
        if statement["passed"]:
            exported.extend(f"passed_{name} as {name}" for name in names)
            passed = ", ".join(f"{name} as passed_{name}" for name in names)
            return f'\nimport {{ {passed} }} from "{statement["passed"]}";\n'
        exported.extend(names or ["whole as default"])
        return "\n" if names else "\nconst whole = "

    if strange := _STRANGE.search(_STATEMENT.sub("", source)):
        raise ValueError(f"A library is written in a way not known: {strange[1]}")
    return f"{_STATEMENT.sub(spelled, source)}\nexport {{ {', '.join(exported)} }};\n"


def _names(braces: str | None) -> list[str]:
    return [name.strip() for name in (braces or "").strip("{}").split(",") if name.strip()]
