"""Who may talk to this server: exact Host, exact Origin, bounded bodies, and the headers of every answer.

Pure ASGI, so that it covers HTTP and websockets alike. What is refused here is refused before anything else runs, a
websocket before its handshake is accepted.
"""

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.lan import multicast_name
from server.problems import ProblemError, respond
from server.settings import Settings

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_EMBED = "/embed"
"""The one page that others may show in a frame."""

_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def known_hosts(settings: Settings) -> frozenset[str]:
    """List the exact Host headers this server answers to.

    Browsers leave the port out when it is 80, so then both spellings are known.
    """
    own = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = {"localhost", "127.0.0.1", "[::1]", own} if settings.local else {own, multicast_name()}
    hosts = {f"{name}:{settings.port}" for name in names}
    if settings.port == 80:
        hosts.update(names)
    return frozenset(hosts | set(settings.allowed_hosts))


class SecurityHeaders:
    """Adds the security headers to every answer; answers are not stored unless they say so themselves."""

    def __init__(self, app: ASGIApp, policy: Callable[[], str], embedders: str = "'none'") -> None:
        self.app = app
        self.policy = policy
        self.embedders = embedders

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                policy = self.policy()
                if scope["path"] == _EMBED:
                    policy = policy.replace("frame-ancestors 'none'", f"frame-ancestors {self.embedders}")
                headers = list(message.get("headers", ()))
                add_security_headers(headers, policy)
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def add_security_headers(headers: list[tuple[bytes, bytes]], policy: str) -> None:
    """Add the headers of every answer, which nobody else sets; Cache-Control only where none is."""
    headers.append((b"content-security-policy", policy.encode("latin-1")))
    headers.extend(_FIXED)
    if all(name != b"cache-control" for name, _ in headers):
        headers.append((b"cache-control", b"no-store"))


class KnownCallers:
    """Refuses a Host that is not ours (400) and an Origin that is not the same as the Host (403)."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.hosts = known_hosts(settings)
        self.allow_no_origin = settings.allow_no_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        refusal = self.refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await refuse(refusal, scope, receive, send)

    def refusal(self, scope: Scope) -> ProblemError | None:
        """Say why this request is refused, or None."""
        hosts, origins = (
            [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
            for wanted in (b"host", b"origin")
        )
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return ProblemError("bad-host", "Use one of the addresses this server printed when it started.")
        if scope["type"] == "http" and (scope["method"] in _SAFE_METHODS or not origins):
            return None
        if not origins and self.allow_no_origin:
            return None
        scheme = "https" if scope.get("scheme") in {"https", "wss"} else "http"
        if origins == [f"{scheme}://{hosts[0]}"]:
            return None
        return ProblemError("bad-origin", "Only this server's own pages may do this.")


async def refuse(problem: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a problem, before a websocket's handshake where it is one."""
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})  # becomes a plain 403
        return
    await respond(problem)(scope, receive, send)


class BodyLimit:
    """Stops reading a body at its limit, whether it declares its length or comes in chunks (413).

    Args:
        app: what is protected.
        limit: bytes of any body.
        larger: bytes of bodies to these paths, where they are more.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int] | None = None) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting receive."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = max(self.limit, self.larger.get(scope["path"], 0))
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > limit:
            await refuse(_too_large(limit), scope, receive, send)
            return
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _too_large(limit)
            return message

        await self.app(scope, counting, send)


def _too_large(limit: int) -> ProblemError:
    return ProblemError("too-large", f"The body may have {limit} bytes.", headers={"Connection": "close"})
