"""Runs the application under uvicorn, with the guard and the limits that a classroom needs."""

import asyncio
import errno
import gc
import logging
import socket
import sys
from dataclasses import replace

import uvicorn

from server.app import Application
from server.banner import banner
from server.guard import GuardedHttp, GuardedWebSocket, check_internals
from server.settings import Settings, SettingsError
from server.warming import warm_up

if sys.platform != "win32":
    import resource

PING_SECONDS = 10.0
SHUTDOWN_SECONDS = 3
SWITCH_SECONDS = 0.000_5  # unasked 5 ms: so long every turn of the event loop would wait while another room seeks
OTHER_FILES = 128  # the store, the log, static files and calls of the API


def serve(settings: Settings) -> None:
    """Listen, say where, and run until stopped.

    Raises:
        SettingsError: the address cannot be listened on.
        GuardError: the installed uvicorn cannot be guarded.
    """
    check_internals()
    allow_files(settings.limits.viewers + OTHER_FILES)
    sys.setswitchinterval(SWITCH_SECONDS)
    listener = listen(settings)
    try:
        real = replace(settings, port=listener.getsockname()[1])
        app = Application(real)
        server = AnnouncingServer(uvicorn_config(app, real), app)
        server.run(sockets=[listener])
        if server.fault is not None:
            raise server.fault
    finally:
        listener.close()


def set_aside() -> None:
    """Let the garbage collector pass over what is there by now and stays: else it holds up everybody to look at it.

    What little of it is garbage already is not looked for, which would hold up everybody for a tenth of a second.
    """
    gc.freeze()
    gc.enable()


def allow_files(count: int) -> None:
    """Let this process have so many files and connections open, or as many as the system grants it.

    Unasked, many systems stop at 1024 and some at 256: a full class would get no answer at all.
    """
    if sys.platform == "win32":  # it has no such limit
        return
    granted, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if most == resource.RLIM_INFINITY else min(count, most)
    if granted not in (resource.RLIM_INFINITY, wanted) and granted < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def uvicorn_config(app: Application, settings: Settings) -> uvicorn.Config:
    """Configure uvicorn for `app`; every choice here has its reason in docs/settings.md."""
    logging.getLogger("uvicorn.error").addFilter(_not_the_peers_fault)
    return uvicorn.Config(
        app,
        http=GuardedHttp,
        ws=GuardedWebSocket,
        ws_max_size=settings.limits.message_bytes,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        access_log=settings.access_log,
        log_level="info" if settings.access_log else "warning",
    )


def listen(settings: Settings) -> socket.socket:
    """Open the listening socket.

    Raises:
        SettingsError: says what stands in the way, and what to do.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sets TCP_NODELAY on these only
    if sys.platform != "win32":  # there it would let a second server take the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise SettingsError(_why_not(settings, error)) from error
    return listener


def _why_not(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} of {settings.host} is in use, perhaps by another Deltaflow: stop that one, "
            "or choose another with --port, or --port 0 for any free one."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"This user may not listen on port {settings.port}: choose one above 1023 with --port."
    return f"{settings.host} is no address of this machine: drop --host, or give one that is."


def _not_the_peers_fault(record: logging.LogRecord) -> bool:
    """Drop what any stranger could fill the log with: broken requests, text that is no text, refused handshakes."""
    theirs = ("Invalid HTTP request", "Invalid UTF-8", "ASGI callable returned without", "Unsupported upgrade")
    return not str(record.msg).startswith(theirs)


class AnnouncingServer(uvicorn.Server):
    """A uvicorn server that says where it is once it is, and then has the rest prepared.

    Attributes:
        fault: what is wrong with the rest, so that the server stopped.
    """

    def __init__(self, config: uvicorn.Config, app: Application) -> None:
        super().__init__(config)
        self.app = app
        self.fault: Exception | None = None
        self._warming: asyncio.Task[None] | None = None
        self._preparing: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address."""
        await super().startup(sockets)
        if self.started:
            settings = self.app.state.settings
            say(banner(settings, self.app.state.class_room))
            self._preparing = asyncio.create_task(self.prepare())
            if not settings.numpy_only:
                self._warming = asyncio.create_task(warm_up(say))

    async def prepare(self) -> None:
        """Have the API loaded and the page's files made, which nobody waited for until now; stop without them."""
        try:
            await asyncio.gather(self.app.api.load(), asyncio.to_thread(self.app.state.pages.assets().prepare))
        except Exception as error:  # noqa: BLE001 -- it ends the server, as at any other moment of the start
            self.fault, self.should_exit = error, True
        finally:
            set_aside()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, without waiting for what is being compiled."""
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.wait([self._warming])
        await super().shutdown(sockets)


def say(text: str) -> None:
    """Print at once; a terminal that cannot draw the QR code still shows the links."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()
