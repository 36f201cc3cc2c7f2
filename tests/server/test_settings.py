"""Settings: where they come from, what is refused, and that the documentation lists them all."""

import socket
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from server import lan, options
from server.limits import Limits
from server.options import flag, read_settings, simple_settings
from server.paths import default_state_dir
from server.settings import Settings, SettingsError

DOCS = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_defaults_open_the_server_to_this_machine_only():
    settings = read_settings([], {})
    assert (settings.host, settings.port, settings.lan, settings.local) == ("127.0.0.1", 8000, False, True)
    assert settings.max_body == 262_144
    assert settings.state_dir == default_state_dir()


def test_settings_cannot_be_changed_after_they_were_checked():
    with pytest.raises(FrozenInstanceError):
        read_settings([], {}).port = 1


def test_the_command_line_wins_over_the_environment():
    environment = {"DELTAFLOW_PORT": "8001", "DELTAFLOW_EXAMPLE": "xor", "HOME": "/"}
    settings = read_settings(["--port", "8002"], environment)
    assert (settings.port, settings.example) == (8002, "xor")


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        (["--state-dir", "none"], "state_dir", None),
        (["--state-dir", "x/y"], "state_dir", Path("x/y")),
        (["--allowed-hosts", "a:1, b"], "allowed_hosts", ("a:1", "b")),
        (
            ["--embed-from", "https://a.example, http://b.example:81"],
            "embedders",
            "https://a.example http://b.example:81",
        ),
        (["--embed-from", "none"], "embedders", "'none'"),
        ([], "embedders", "*"),
        (["--rate-per-second", "0.5"], "rate_per_second", 0.5),
        (["--allow-no-origin"], "allow_no_origin", True),
        (["--port=0"], "port", 0),
    ],
)
def test_each_kind_of_value_is_read(arguments, name, value):
    assert getattr(read_settings(arguments, {}), name) == value


@pytest.mark.parametrize("text", ["1", "true", "YES", " on "])
def test_yes_in_the_environment(text):
    assert read_settings([], {"DELTAFLOW_ACCESS_LOG": text}).access_log is True


def test_limits_are_read_from_the_environment():
    settings = read_settings([], {"DELTAFLOW_LIMIT_ROOMS": "3", "DELTAFLOW_LIMIT_HELLO_SECONDS": "0.5"})
    assert settings.limits == Limits(rooms=3, hello_seconds=0.5)


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--port", "65536"], {}, "port must be between 0 and 65535, not 65536"),
        (["--port", "eight"], {}, "--port must be a whole number, not 'eight'"),
        (["--rate-per-second", "nan"], {}, "--rate-per-second must be a number"),
        ([], {"DELTAFLOW_LAN": "maybe"}, "DELTAFLOW_LAN must be yes or no"),
        ([], {"DELTAFLOW_PROT": "1"}, "DELTAFLOW_PROT is not a setting"),
        ([], {"DELTAFLOW_LIMITS": "1"}, "DELTAFLOW_LIMITS is not a setting"),
        ([], {"DELTAFLOW_LIMIT_ROOMS": "0"}, "rooms must be between 1"),
        (["--host", "0.0.0.0"], {}, "add --lan"),
        (["--host", "192.0.2.7"], {}, "add --lan"),
        (["--host", "::"], {}, "add --lan"),
        (["--lan", "--host", "0.0.0.0"], {}, "--allowed-hosts"),
        (["--lan", "--host", "192.0.2.7", "--reload"], {}, "--reload"),
        (["--allowed-hosts", "*"], {}, "Host check"),
        (["--example", "nothing"], {}, "mazur"),
    ],
)
def test_what_is_refused_says_why_in_one_line(arguments, environment, words):
    with pytest.raises(SettingsError, match=words) as refused:
        read_settings(arguments, environment)
    assert "\n" not in str(refused.value)


def test_lan_takes_the_address_of_this_machine(monkeypatch):
    monkeypatch.setattr(options, "lan_address", lambda: "192.0.2.7")
    settings = read_settings(["--lan"], {})
    assert (settings.host, settings.local) == ("192.0.2.7", False)


def test_lan_without_a_network_says_so(monkeypatch):
    def nowhere():
        raise lan.NoNetworkError("this machine is in no network")

    monkeypatch.setattr(options, "lan_address", nowhere)
    with pytest.raises(SettingsError, match=r"no network.*--host"):
        read_settings(["--lan"], {})
    assert read_settings(["--lan", "--host", "127.0.0.1"], {}).local


class Probe:
    """Stands for a datagram socket, which sends nothing when it connects."""

    def __init__(self, address):
        self.address = address

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def connect(self, _):
        if self.address is None:
            raise OSError("Network is unreachable")

    def getsockname(self):
        return (self.address, 40000)


def test_the_lan_address_is_the_one_that_leads_out(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *_: Probe("10.1.2.3"))
    assert lan.lan_address() == "10.1.2.3"


@pytest.mark.parametrize("address", [None, "127.0.0.1", "0.0.0.0"])
def test_no_lan_address(monkeypatch, address):
    monkeypatch.setattr(socket, "socket", lambda *_: Probe(address))
    with pytest.raises(lan.NoNetworkError):
        lan.lan_address()


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.0.0.2", True), ("::1", True), ("192.0.2.1", False), ("0.0.0.0", False), ("a.b", False)],
)
def test_what_only_this_machine_reaches(host, expected):
    assert lan.is_loopback(host) is expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_STATE_HOME": "/s"}, Path("/s/deltaflow")),
        ("linux", {"XDG_STATE_HOME": "", "HOME": "/h"}, Path("/h/.local/state/deltaflow")),
        ("darwin", {"HOME": "/h"}, Path("/h/Library/Application Support/deltaflow")),
        ("win32", {"LOCALAPPDATA": "/l"}, Path("/l/deltaflow")),
    ],
)
def test_the_state_directory_is_where_the_system_keeps_such_things(monkeypatch, platform, environment, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert default_state_dir() == expected


@pytest.mark.parametrize("name", [item.name for item in simple_settings()])
def test_every_setting_is_documented(name):
    (item,) = [item for item in fields(Settings) if item.name == name]
    row = next(line for line in DOCS.splitlines() if f"`{flag(name)}`" in line and line.startswith("|"))
    assert f"`DELTAFLOW_{name.upper()}`" in row
    assert item.metadata["about"] in row
    low, high = item.metadata.get("low"), item.metadata.get("high")
    assert low is None or f"| {low} to {high} |" in row
    if isinstance(item.default, (int, float)) and not isinstance(item.default, bool):
        assert f"| {item.default} |" in row


@pytest.mark.parametrize("item", fields(Limits), ids=lambda item: item.name)
def test_every_limit_is_documented(item):
    about, low, high = (item.metadata[key] for key in ("about", "low", "high"))
    assert f"| `DELTAFLOW_LIMIT_{item.name.upper()}` | {item.default} | {low} to {high} | {about} |" in DOCS


def test_the_documentation_names_no_setting_that_is_gone():
    named = {word for line in DOCS.splitlines() for word in line.split("`") if word.startswith("DELTAFLOW_")}
    known = {f"DELTAFLOW_{item.name.upper()}" for item in simple_settings()}
    known |= {f"DELTAFLOW_LIMIT_{item.name.upper()}" for item in fields(Limits)}
    assert {name.partition("=")[0] for name in named} - {"DELTAFLOW_"} <= known


@pytest.mark.parametrize(
    "origin",
    ["a.example", "https://a.example/", "https://*.a.example", "https://a.example;", "'self'", "https://a b", "*,none"],
)
def test_only_origins_may_embed(origin):
    with pytest.raises(SettingsError, match="embed_from takes origins"):
        read_settings(["--embed-from", origin], {})
