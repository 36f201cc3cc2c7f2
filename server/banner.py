"""What the terminal shows once the server runs: where it is, who can join, and how to stop it."""

from dataclasses import dataclass

from server import qr
from server.settings import Settings


@dataclass(frozen=True)
class ClassRoom:
    """The one room of a class.

    Attributes:
        id: its code, which lets anybody watch.
        key: lets its holder drive, and make further rooms; shown in the terminal and nowhere else.
    """

    id: str
    key: str


def base_url(settings: Settings) -> str:
    """Give the address of the server itself."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def banner(settings: Settings, class_room: ClassRoom | None) -> str:
    """Write the block of text for the terminal."""
    base = base_url(settings)
    if class_room is None:
        return f"\n  Deltaflow is at  {base}/\n\n  Only this machine can open it. Stop with Ctrl+C.\n\n"
    link = f"{base}/r/{class_room.id}"
    code = "\n".join("  " + line for line in qr.terminal(link).splitlines())
    return (
        f"\n  Deltaflow for a class\n\n"
        f"  To join     {link}\n"
        f"  To teach    {link}#k={class_room.key}\n\n"
        f"{code}\n\n"
        "  Open the second link yourself and keep it: who has it can drive.\n"
        "  Anyone on this network can read along. Stop with Ctrl+C.\n\n"
    )
