"""POST /data: a table, or a data set that ships, becomes rows to be trained; first a preview of a table."""

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Response

from core.datasets.assembly import Assembled, assembled, prepared
from core.datasets.catalogue import DATASETS, dataset
from core.datasets.columns import checked_roles, columns_of, problems_of
from core.datasets.decoding import MOST_BYTES, decoded
from core.datasets.reading import Table, read_table
from core.datasets.scaling import Scaling
from core.defaults import defaults
from core.errors import DeltaflowError
from server.problems import ProblemError, invalid
from server.rest.compute import naming_fields, off_the_loop
from server.rest.data_models import DataAnswer, DataRequest, PreviewAnswer, TableRequest
from server.rest.datasets import settings_fields
from server.rest.networks import network_fields
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute

LARGEST_DATA: Final = 2 * MOST_BYTES
"""Bytes of a request: as base64 a file is a third longer, in a text quotes and line ends count twice."""

FIRST_ROWS: Final = 20
MOST_PROBLEMS: Final = 100
_OF_TABLES: Final = ("encoding", "separator", "decimal", "header", "roles", "order", "drop")

router = APIRouter(route_class=ApiRoute)


@router.post("/data/preview", summary="Look at a table", responses=INVALID_BODY, response_model=PreviewAnswer)
async def post_preview(body: TableRequest) -> Response:
    """Read a table, and say what its columns look to be for and which places cannot be learned so."""
    return await off_the_loop(lambda: as_json(preview(body)))


@router.post("/data", summary="Make data to be trained", responses=INVALID_BODY, response_model=DataAnswer)
async def post_data(body: DataRequest) -> Response:
    """Make rows of inputs and targets of a table or a data set, scaled, and split into trained and tested ones."""
    return await off_the_loop(lambda: as_json(built(body)))


def preview(body: TableRequest) -> dict[str, Any]:
    """Read a table.

    Raises:
        ProblemError: it cannot be read at all; 413, it is too large.
    """
    with naming_places(body):
        encoding, table = read(body)
        columns = columns_of(table)
        roles = [column.role for column in columns]
        if body.roles is not None:
            roles = list(checked_roles(table, body.roles))
        problems = problems_of(table, roles)
    return {
        "encoding": encoding,
        "separator": table.separator,
        "decimal": table.decimal,
        "header": table.header,
        "row_count": len(table.rows),
        "columns": [{**asdict(column), "role": role} for column, role in zip(columns, roles, strict=True)],
        "first_rows": [{"row": row.number, "cells": row.cells} for row in table.rows[:FIRST_ROWS]],
        "problems": [asdict(problem) for problem in problems[:MOST_PROBLEMS]],
        "problem_count": len(problems),
    }


def built(body: DataRequest) -> dict[str, Any]:
    """Make the data.

    Raises:
        ProblemError: it cannot be made; 413, the table is too large.
    """
    chosen = body.model_dump(include={"scale", "scale_target", "fraction", "seed", "stratified"}, exclude_none=True)
    with naming_places(body):
        found = of_dataset(body) if body.dataset is not None else of_table(body)
        settings = defaults(found.dataset)
        ready = prepared(found.dataset, **{"scale": settings.scale, "scale_target": settings.scale_target, **chosen})
    return {
        "kind": ready.dataset.kind,
        "inputs": ready.dataset.inputs,
        "outputs": ready.dataset.outputs,
        "classes": ready.dataset.classes,
        "x": ready.dataset.x.tolist(),
        "target": ready.dataset.target.tolist(),
        "train": ready.split.train.tolist(),
        "test": ready.split.test.tolist(),
        "scaling": _written(ready.scaling),
        "target_scaling": _written(ready.target_scaling),
        "table_rows": found.rows or None,
        "dropped": found.dropped,
        "defaults": settings_fields(settings, body.seed),
        "network": network_fields(settings.network(body.seed)),
    }


def of_table(body: DataRequest) -> Assembled:
    """Make a data set of a table; its columns have the roles they look to have unless others are given.

    Raises:
        DeltaflowError, ProblemError: it cannot be made.
    """
    _, table = read(body)
    roles = [column.role for column in columns_of(table)] if body.roles is None else body.roles
    return assembled(table, roles, order=body.order, drop=body.drop)


def of_dataset(body: DataRequest) -> Assembled:
    """Make a data set that ships.

    Raises:
        ProblemError: there is none of that name, it cannot be made so, or a table is described too.
    """
    wrong = [name for name in ("text", "file", *_OF_TABLES) if name in body.model_fields_set]
    if wrong:
        raise invalid([(f"/{name}", "This belongs to a table; give a table or a data set.") for name in wrong])
    options = body.dataset.model_dump(exclude_none=True) if body.dataset else {}
    if options["id"] not in DATASETS:
        raise invalid([("/dataset/id", f"There is no such data set; choose one of {', '.join(DATASETS)}.")])
    with naming_fields("/dataset"):
        return Assembled(dataset(options.pop("id"), **options), (), ())


def read(body: TableRequest) -> tuple[str | None, Table]:
    """Read the table of a request, with the encoding that a file has.

    Raises:
        DeltaflowError, ProblemError: it cannot be read.
    """
    if (body.text is None) == (body.file is None):
        raise invalid([("", "Give the table either as text or as file.")])
    encoding, text = None, body.text
    if text is None:
        found = decoded(file_of(body), body.encoding)
        encoding, text = found.encoding, found.text
    elif body.encoding is not None:
        raise invalid([("/encoding", "A text has no encoding; only a file has.")])
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise too_large()
    return encoding, read_table(text, separator=body.separator, decimal=body.decimal, header=body.header)


def file_of(body: TableRequest) -> bytes:
    """Read the bytes of a file.

    Raises:
        ProblemError: 422, they are no base64; 413, they are too many.
    """
    try:
        raw = base64.b64decode(body.file or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid([("/file", "This is not base64.")]) from error
    if len(raw) > MOST_BYTES:
        raise too_large()
    return raw


def too_large() -> ProblemError:
    """Say how large a table may be."""
    return ProblemError("too-large", f"A table may have {MOST_BYTES} bytes.")


@contextmanager
def naming_places(body: TableRequest) -> Iterator[None]:
    """Answer the core's errors with 422, at the text or file where they name no field of the request.

    Raises:
        ProblemError: the core refused.
    """
    source = "text" if body.text is not None else "file"
    with naming_fields():
        try:
            yield
        except DeltaflowError as error:
            if (error.field or "").partition("/")[0] not in type(body).model_fields:
                error.field = source
            raise


def _written(found: Scaling) -> dict[str, Any]:
    return {"name": found.name, "shift": found.shift.tolist(), "scale": found.scale.tolist()}
