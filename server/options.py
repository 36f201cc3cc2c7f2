"""The settings as a person gives them: flags on the command line, DELTAFLOW_ variables in the environment."""

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, get_type_hints

from server.lan import NoNetworkError, lan_address
from server.limits import Limits
from server.settings import Settings, SettingsError

PREFIX = "DELTAFLOW_"
LIMIT_PREFIX = "DELTAFLOW_LIMIT_"
_YES_NO = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """Combine both sources; the command line wins.

    Raises:
        SettingsError: a value cannot be read, is out of bounds, or an unknown DELTAFLOW_ variable is set.
        SystemExit: the command line itself is wrong, or asked for help.
    """
    values = _from_environment(environment) | _from_arguments(arguments)
    if values.get("lan") and "host" not in values:
        try:
            values["host"] = lan_address()
        except NoNetworkError as error:
            raise SettingsError(f"--lan: {error}; connect it, or name an address with --host.") from error
    return Settings(**values)


def simple_settings() -> list[Field[Any]]:
    """The settings that have a flag and a variable of their own; the limits have variables only."""
    return [item for item in fields(Settings) if item.name != "limits"]


def flag(name: str) -> str:
    """Spell the command-line flag of a setting."""
    return "--" + name.replace("_", "-")


def _from_arguments(arguments: Sequence[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Deltaflow: watch backpropagation happen, number by number.",
        epilog="Every option can also be set in the environment, as in DELTAFLOW_PORT=8080.",
        allow_abbrev=False,
    )
    hints = get_type_hints(Settings)
    for item in simple_settings():
        if hints[item.name] is bool:
            parser.add_argument(flag(item.name), action="store_true", default=None, help=item.metadata["about"])
        else:
            parser.add_argument(flag(item.name), metavar=item.name.upper(), help=item.metadata["about"])
    given = {name: value for name, value in vars(parser.parse_args(arguments)).items() if value is not None}
    return {
        name: value if isinstance(value, bool) else _parse(flag(name), hints[name], value)
        for name, value in given.items()
    }


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    hints, limit_hints = get_type_hints(Settings), get_type_hints(Limits)
    values: dict[str, Any] = {}
    limits: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX):
            continue
        name, limit = variable.removeprefix(PREFIX).lower(), variable.removeprefix(LIMIT_PREFIX).lower()
        if variable.startswith(LIMIT_PREFIX) and limit in limit_hints:
            limits[limit] = _parse(variable, limit_hints[limit], text)
        elif name in hints and name != "limits":
            values[name] = _parse(variable, hints[name], text)
        else:
            raise SettingsError(f"{variable} is not a setting; docs/settings.md lists them all.")
    if limits:
        values["limits"] = _limits(limits)
    return values


def _limits(values: dict[str, Any]) -> Limits:
    try:
        return Limits(**values)
    except ValueError as error:
        raise SettingsError(f"{LIMIT_PREFIX}*: {error}") from error


def _parse(source: str, kind: Any, text: str) -> Any:  # noqa: ANN401
    """Read one value, saying where it came from when it makes no sense."""
    try:
        if kind is bool:
            return _YES_NO[text.strip().lower()]
        if kind is int:
            return int(text)
        if kind is float:
            return _finite(text)
        if kind == tuple[str, ...]:
            return tuple(part.strip() for part in text.split(",") if part.strip())
        if kind == Path | None:
            return None if text.strip().lower() == "none" else Path(text).expanduser()
    except (ValueError, KeyError) as error:
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}[kind]
        raise SettingsError(f"{source} must be {wanted}, not {text!r}.") from error
    return text


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
