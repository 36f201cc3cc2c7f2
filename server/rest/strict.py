"""What every request to the API passes first: its client's rate, and a reader of JSON by the letter of its standard."""

import json
import re
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import to_json
from starlette.requests import ClientDisconnect

from server.problems import ProblemError, invalid, placed
from server.rest.compute import off_the_loop
from server.rest.dependencies import limit_rate

_JSON = "application/json"
_MOST_FIELDS = 64
_MOST_NAMED = 20
_SHORT = 4096
"""Bytes that are read sooner than another thread would begin to."""
_WHOLE = re.compile(r"(\.0+|[eE]\+?\d+)\s*[,\]}]")


def read_json(raw: bytes) -> Any:  # noqa: ANN401 (whatever JSON holds)
    """Read JSON. NaN, Infinity and 1e400 become non-finite floats here: the models refuse them, naming the field.

    JSON has one kind of number: 10.0 and 1e1 are whole, as 10 is.

    Raises:
        ProblemError: it is not JSON; says where.
    """
    try:
        text = raw.decode(json.detect_encoding(raw), "surrogatepass")
        return (_NUMBERS_WHOLE if _WHOLE.search(text) else _NUMBERS).decode(text)
    except json.JSONDecodeError as error:
        raise invalid([("", f"This is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.")]) from error
    except UnicodeDecodeError as error:
        raise invalid([("", "This is not JSON: the text is not UTF-8.")]) from error
    except RecursionError as error:
        raise invalid([("", "This is nested too deeply.")]) from error
    except ValueError as error:  # integers of more than 4300 digits
        raise invalid([("", "A number in it has too many digits.")]) from error


def _number(text: str) -> float | int:
    value = float(text)
    whole = value.is_integer() and not (value == 0.0 and text.startswith("-"))
    return int(value) if whole else value


class _Read(Request):
    """A request whose body is read already."""

    def __init__(self, request: Request, body: Any) -> None:  # noqa: ANN401 (a model)
        super().__init__(request.scope, request.receive)
        self._body = b"{}"  # FastAPI asks for JSON only where there are bytes
        self._read = body

    async def json(self) -> Any:  # noqa: ANN401 (a model)
        """Give what was read."""
        return self._read


class ApiRoute(APIRoute):
    """A route that lets a client pass as often as it may, and reads bodies strictly, long ones off the event loop."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler."""
        handle = super().get_route_handler()
        field = self.body_field

        async def strict(request: Request) -> Response:
            limit_rate(request)
            require_single(request)
            return await handle(request if field is None else _Read(request, await _read(request, field)))

        return strict


class QuickRoute(ApiRoute):
    """An `ApiRoute` that `Quick` can answer for, without FastAPI.

    Its endpoint takes the request, its body and the settings, and answers with what becomes a JSON object.
    """

    async def answer(self, request: Request) -> Response:
        """Do what FastAPI does for such an endpoint, but for checking the answer."""
        limit_rate(request)
        require_single(request)
        body = await _read(request, self.body_field)
        return Response(to_json(await self.endpoint(request, body, request.app.state.settings)), media_type=_JSON)


async def _read(request: Request, field: Any) -> Any:  # noqa: ANN401 (FastAPI's own type, and a model)
    """Make a request's body what its endpoint takes; a long one in another thread.

    Raises:
        ProblemError: it is not JSON, or too large.
        RequestValidationError: it is not what the endpoint takes.
    """
    require_json(request)
    raw = await _body(request)
    read = partial(_validated, field, raw)
    return read() if len(raw) <= _SHORT else await off_the_loop(read)


async def _body(request: Request) -> bytes:
    """Wait for the whole body.

    Raises:
        ProblemError: it is too large, or the client went.
    """
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise invalid([("", "The body is not whole.")]) from error


def _validated(field: Any, raw: bytes) -> Any:  # noqa: ANN401 (FastAPI's own type, and a model)
    """Make a body what the endpoint takes; FastAPI, which would do so on the event loop, leaves that as it is.

    Raises:
        ProblemError: it is not JSON.
        RequestValidationError: it is not what the endpoint takes, as FastAPI would say it.
    """
    value, errors = field.validate(read_json(raw), {}, loc=("body",))
    if errors:
        raise RequestValidationError(errors)
    return value


def require_single(request: Request) -> None:
    """Refuse parameters of the address that are given more than once: nobody could tell which one is meant.

    Raises:
        ProblemError: 422, naming them.
    """
    if not request.scope["query_string"]:
        return
    counts = Counter(name for name, _ in request.query_params.multi_items())
    errors = [
        placed((name,), f"Give this parameter once; it is there {count} times.")
        for name, count in counts.items()
        if count > 1
    ]
    if errors:
        raise invalid(errors[:_MOST_NAMED])


def require_json(request: Request) -> None:
    """Refuse a body that is not called JSON.

    Raises:
        ProblemError: 415.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise ProblemError("not-json", f"Send the body as Content-Type: {_JSON}.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MOST_FIELDS:
        raise invalid([("", f"An object in it has more than {_MOST_FIELDS} fields.")])
    result = dict(pairs)
    if len(result) != len(pairs):
        raise invalid([("", "An object in it names the same field twice.")])
    return result


_NUMBERS = json.JSONDecoder(object_pairs_hook=_object)
_NUMBERS_WHOLE = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number)
