"""Reads bodies that are JSON by the letter of its standard, and refuses what Python's reader would let pass."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from server.problems import ProblemError, invalid

_JSON = "application/json"
_MOST_FIELDS = 64


class StrictRequest(Request):
    """A request whose JSON may not name a field twice, be too deep or hold numbers too long to read."""

    async def json(self) -> Any:  # noqa: ANN401 (whatever JSON holds)
        """Read the body.

        NaN, Infinity and 1e400 become non-finite floats here: the models refuse them, naming the field.

        Raises:
            ProblemError: the body is not JSON; says where.
        """
        raw = await self.body()
        try:
            return json.loads(raw, object_pairs_hook=_object)
        except json.JSONDecodeError as error:
            raise invalid(
                [("", f"This is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.")]
            ) from error
        except UnicodeDecodeError as error:
            raise invalid([("", "This is not JSON: the text is not UTF-8.")]) from error
        except RecursionError as error:
            raise invalid([("", "This is nested too deeply.")]) from error
        except ValueError as error:  # integers of more than 4300 digits
            raise invalid([("", "A number in it has too many digits.")]) from error


class StrictRoute(APIRoute):
    """A route that reads its body strictly, and only when the request calls it JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler."""
        handle = super().get_route_handler()
        takes_body = self.body_field is not None

        async def strict(request: Request) -> Response:
            if takes_body:
                require_json(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return strict


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
