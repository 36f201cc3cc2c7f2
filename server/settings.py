"""Every setting of the server: its name, default, bounds and meaning, from the command line or the environment.

The fields of `Settings` are the one list: `--state-dir` on the command line and `DELTAFLOW_STATE_DIR` in the
environment set `state_dir`, and docs/settings.md describes it (a test compares the three).
"""

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from core.examples import EXAMPLES
from server.lan import is_loopback
from server.limits import Limits
from server.paths import default_state_dir

T = TypeVar("T")

_ORIGIN = re.compile(r"https?://([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?")


class SettingsError(ValueError):
    """A setting is out of its bounds, or settings do not go together; the message is one sentence for a person."""


def option(default: T, about: str, low: float | None = None, high: float | None = None) -> T:
    """Declare a setting with its default, meaning and bounds (both included)."""
    made: T = field(default=default, metadata={"about": about, "low": low, "high": high})
    return made


@dataclass(frozen=True)
class Settings:
    """How this server runs. Frozen: what was checked at start-up stays true.

    Raises:
        SettingsError: a value is out of its bounds, or the combination would be unsafe.
    """

    host: str = option("127.0.0.1", "address to listen on; with --lan, the one others join at")
    port: int = option(8000, "port to listen on; 0 takes a free one and prints it", 0, 65535)
    lan: bool = option(False, "open one room to the local network; only who has the printed key may drive")
    example: str = option("mazur", "the example a new room starts with")
    state_dir: Path | None = field(
        default_factory=default_state_dir,
        metadata={"about": "where rooms are kept over restarts; none keeps them as long as the server runs"},
    )
    allowed_hosts: tuple[str, ...] = option((), "further exact host[:port] names to answer to, comma-separated")
    allow_no_origin: bool = option(False, "accept live connections without an Origin header, as scripts send none")
    embed_from: tuple[str, ...] = option(
        ("*",), "origins whose pages may embed /embed, comma-separated; none forbids it"
    )
    max_body: int = option(262_144, "largest request body in bytes", 1024, 64 * 2**20)
    predict_iterations: int = option(100_000, "newest iteration POST /predict trains an example to", 0, 10_000_000)
    max_units: int = option(64, "largest layer of a network sent to the API", 1, 4096)
    max_layers: int = option(8, "most layers, the input not counted, of a network sent to the API", 1, 64)
    max_parameters: int = option(20_000, "most weights and biases of a network sent to the API", 1, 10_000_000)
    max_activations: int = option(32_768, "most rows times units of a step, or of the data of a room", 1, 10_000_000)
    train_iterations: int = option(100_000, "most iterations of POST /train", 0, 10_000_000)
    max_work: int = option(500_000_000, "most multiplications, estimated, that one request may take", 1000, 10**12)
    rate_per_second: float = option(50.0, "API requests one client may make a second, over time", 0.001, 1e6)
    rate_burst: int = option(200, "API requests one client may make at once", 1, 1_000_000)
    numpy_only: bool = option(False, "train by numpy alone, also where the extra fast is installed")
    access_log: bool = option(False, "print a line for every request")
    reload: bool = option(False, "read static files and templates anew for every request, while working on them")
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for item in fields(self):
            check_bounds(item.name, getattr(self, item.name), item.metadata)
        if self.example not in EXAMPLES:
            raise SettingsError(f"example must be one of {', '.join(EXAMPLES)}, not {self.example!r}.")
        refuse_unsafe(self)
        check_origins(self.embed_from)

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def embedders(self) -> str:
        """Who may embed /embed, as a Content-Security-Policy names them."""
        return "'none'" if self.embed_from in ((), ("none",)) else " ".join(self.embed_from)


def check_origins(origins: tuple[str, ...]) -> None:
    """Refuse what is no origin; what is written into a header must be nothing else.

    Raises:
        SettingsError: names it, and says what an origin is.
    """
    for origin in origins:
        if origins not in (("*",), ("none",)) and not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"embed_from takes origins such as https://school.example, * alone or none alone, not {origin!r}."
            )


def check_bounds(name: str, value: Any, metadata: Any) -> None:  # noqa: ANN401
    """Refuse a number outside the bounds its declaration names.

    Raises:
        SettingsError: names the setting, the bounds and the value.
    """
    low, high = metadata.get("low"), metadata.get("high")
    if low is not None and high is not None and not low <= value <= high:
        raise SettingsError(f"{name} must be between {low} and {high}, not {value}.")


def refuse_unsafe(settings: Settings) -> None:
    """Refuse combinations that would open this machine by mistake.

    Raises:
        SettingsError: says what is unsafe, and what to do instead.
    """
    if any("*" in host for host in settings.allowed_hosts):
        raise SettingsError("allowed_hosts takes exact names, not patterns: a * would switch the Host check off.")
    if settings.local:
        return
    if not settings.lan:
        raise SettingsError(
            f"Other machines can reach {settings.host}: add --lan, so that driving takes the key, or drop --host."
        )
    if settings.reload:
        raise SettingsError("--reload is for working on the program and does not go together with an open network.")
    if settings.host in {"0.0.0.0", "::"} and not settings.allowed_hosts:  # noqa: S104 (refused, not used)
        raise SettingsError(
            f"{settings.host} stands for every address: name the one to join at with --host, or list --allowed-hosts."
        )
