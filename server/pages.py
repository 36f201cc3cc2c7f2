"""The pages a person opens: the app, alone or in a room, and the few small files browsers ask every site for."""

from collections.abc import Callable
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from server import qr
from server.assets import Assets
from server.lookup import find_link, room_exists
from server.paths import TEMPLATES
from server.problems import ProblemError

_MISTAKEN = str.maketrans("OIL", "011")


class Pages:
    """Renders templates with the addresses of the present static files.

    Args:
        assets: gives the static files as they are now.
        reload: read the templates anew for every request.
    """

    def __init__(self, assets: Callable[[], Assets], *, reload: bool) -> None:
        self.assets = assets
        self.templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, auto_reload=reload)

    def render(self, name: str, status: int = 200, **values: object) -> HTMLResponse:
        """Render one template; `asset(path)`, `importmap` and `programs` are always there."""
        assets = self.assets()
        # Safe as it stands: it holds file names of ours only, and "<" is escaped in it.
        importmap = Markup(assets.importmap)  # noqa: S704
        html = self.templates.get_template(name).render(
            asset=assets.url, importmap=importmap, programs=assets.programs, **values
        )
        return HTMLResponse(html, status)


async def home(request: Request) -> Response:
    """Show the app, which makes a room of its own; in a class, lead to the class's room."""
    state = request.app.state
    if state.class_room is not None:
        return RedirectResponse(f"/r/{state.class_room.id}", 303)
    return _app_page(request, None, 200)


async def room(request: Request) -> Response:
    """Show the app in a room; where there is none it still opens, and says so."""
    room_id = request.path_params["room_id"]
    if room_id != as_meant(room_id):
        return RedirectResponse(f"/r/{quote(as_meant(room_id), safe='')}", 303)
    return _app_page(request, room_id, 200 if await room_exists(request, room_id) else 404)


async def room_qr(request: Request) -> Response:
    """Draw the link that lets others watch this room; it never holds the key."""
    room_id = request.path_params["room_id"]
    if not await room_exists(request, room_id):
        raise ProblemError("not-found", "There is no room of this name.")
    return Response(qr.svg(room_url(request, room_id)), media_type="image/svg+xml")


async def moment(request: Request) -> Response:
    """Show the app, which makes a room of its own at the moment that a short link stands for."""
    link = request.path_params["link"]
    if link != as_meant(link):
        return RedirectResponse(f"/m/{quote(as_meant(link), safe='')}", 303)
    if await find_link(request, link) is None:
        raise ProblemError("not-found", "There is no moment under this link; it may have been forgotten.")
    return _app_page(request, None, 200)


async def embed(request: Request) -> Response:
    """Show the stage alone, for a frame in another page."""
    return _app_page(request, None, 200, page="embed")


async def favicon(request: Request) -> Response:
    """Lead browsers that ask here to the icon the pages name."""
    return RedirectResponse(request.app.state.pages.assets().url("icon.svg"), 303)


async def robots(_: Request) -> Response:
    """Keep rooms out of search engines."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def as_meant(room_id: str) -> str:
    """Read a code the way its writer meant it: case does not matter, O is 0, I and L are 1 (Crockford's base 32)."""
    return room_id.upper().translate(_MISTAKEN)


def room_url(request: Request, room_id: str) -> str:
    """Give a room's address under the name this request came to, which the Host check has approved."""
    return f"{request.url.scheme}://{request.headers['host']}/r/{quote(room_id)}"


def link_url(request: Request, link: str) -> str:
    """Give a short link's address under the name this request came to."""
    return f"{request.url.scheme}://{request.headers['host']}/m/{link}"


def _app_page(request: Request, room_id: str | None, status: int, page: str = "app") -> HTMLResponse:
    state = request.app.state
    pages: Pages = state.pages
    return pages.render("index.html", status, room=room_id, example=state.settings.example, page=page)


ROUTES = [
    Route("/", home),
    Route("/r/{room_id}", room),
    Route("/r/{room_id}/qr.svg", room_qr),
    Route("/m/{link}", moment),
    Route("/embed", embed),
    Route("/favicon.ico", favicon),
    Route("/robots.txt", robots),
]
"""The pages by their addresses."""
