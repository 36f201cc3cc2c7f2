"""Errors as RFC 9457 problem documents: what kind, what happened, and where in the request.

Nothing a client sent is repeated in an answer but short names of fields, and numbers; and no answer shows how the
program is built inside.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"
_LONGEST_STEP = 64


@dataclass(frozen=True)
class Kind:
    """One type of problem: the fragment of its address, its status, its title and what it means."""

    name: str
    status: HTTPStatus
    title: str
    about: str

    @property
    def type(self) -> str:
        """The problem's type, which is also where it is documented."""
        return f"{DOCS}#problem-{self.name}"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bad-host", HTTPStatus.BAD_REQUEST, "Unknown host", "The Host header is none of this server's names."),
        Kind("bad-origin", HTTPStatus.FORBIDDEN, "Foreign origin", "A page of another origin sent the request."),
        Kind("unauthorised", HTTPStatus.UNAUTHORIZED, "Key needed", "Making rooms here takes the printed key."),
        Kind("not-found", HTTPStatus.NOT_FOUND, "Not found", "Nothing has this address or this name."),
        Kind("wrong-method", HTTPStatus.METHOD_NOT_ALLOWED, "Wrong method", "The address exists; see Allow."),
        Kind("stale", HTTPStatus.CONFLICT, "Stale", "The room has moved to another revision than the one asked for."),
        Kind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Body too large", "The body exceeds the limit."),
        Kind("not-json", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Not JSON", "The body must be application/json."),
        Kind("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid request", "The fields in errors are wrong."),
        Kind("too-many", HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", "Wait for Retry-After seconds."),
        Kind("internal", HTTPStatus.INTERNAL_SERVER_ERROR, "Internal error", "A fault of the server; it was logged."),
    )
}


class ProblemError(HTTPException):
    """A request cannot be answered; carries everything the problem document says.

    Attributes:
        kind: what kind of problem.
        detail: one sentence about this occurrence.
        errors: the wrong fields, as (JSON pointer, sentence).
        headers: what the answer's headers add, or None.
    """

    def __init__(
        self,
        kind: str,
        detail: str,
        errors: list[tuple[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.kind = KINDS[kind]
        self.errors = errors or []
        super().__init__(int(self.kind.status), detail, headers)


def invalid(errors: list[tuple[str, str]]) -> ProblemError:
    """Make the problem of fields that are wrong, each given by its JSON pointer."""
    detail = "One field is wrong." if len(errors) == 1 else f"{len(errors)} fields are wrong."
    return ProblemError("invalid", detail, errors)


def respond(error: ProblemError) -> JSONResponse:
    """Turn a problem into its document."""
    body: dict[str, Any] = {
        "type": error.kind.type,
        "title": error.kind.title,
        "status": int(error.kind.status),
        "detail": error.detail,
    }
    if error.errors:
        body["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in error.errors]
    return JSONResponse(body, int(error.kind.status), headers=error.headers, media_type=MEDIA_TYPE)


def pointer(path: tuple[str | int, ...]) -> str:
    """Write a path into the body as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def placed(path: tuple[str | int, ...], detail: str) -> tuple[str, str]:
    """Give what is wrong with its pointer; a name that is too long to be one of ours is not repeated."""
    if any(len(str(step)) > _LONGEST_STEP for step in path):
        return "", "A field with a very long name is not known here."
    return pointer(path), detail
