"""Sends the static files from memory, compressed, under addresses that may be kept for ever."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from server.assets import Assets
from server.problems import ProblemError


class StaticFiles:
    """Answers for /static: for ever under the address with the right hash, to be asked for again under any other.

    Args:
        assets: gives the static files as they are now.
        lasting: whether they stay as they are; not while somebody works on them.
    """

    def __init__(self, assets: Callable[[], Assets], *, lasting: bool) -> None:
        self.assets = assets
        self.lasting = lasting

    async def answer(self, request: Request) -> Response:
        """Send one file and say how long it may be kept."""
        file = self.assets().files.get(request.path_params["name"])
        if file is None:
            raise ProblemError("not-found", "There is no file of this name.")
        if not file.made:
            await asyncio.to_thread(file.prepare)
        known = self.lasting and request.query_params.get("v") == file.version
        # Weak: packed or not, it is the same file, but not the same bytes.
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if known else "no-cache",
            "ETag": f'W/"{file.version}"',
        }
        if file.packed is not None:
            headers["Vary"] = "Accept-Encoding"
        if file.version in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(file.packed, headers=headers, media_type=file.media_type)
        return Response(file.body, headers=headers, media_type=file.media_type)
