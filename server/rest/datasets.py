"""GET /datasets: data that ships, and what can be chosen of it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from core.datasets.catalogue import DATASETS, dataset
from core.datasets.dataset import Dataset
from core.defaults import Defaults, defaults
from server.problems import ProblemError
from server.rest.compute import naming_fields, off_the_loop
from server.rest.data_models import DatasetAnswer, DatasetList, DatasetQuery
from server.rest.responses import as_json, problems
from server.rest.strict import ApiRoute

router = APIRouter(route_class=ApiRoute)


@router.get("/datasets", summary="List the data sets", response_model=DatasetList)
async def list_datasets() -> Response:
    """List what the data sets are; their rows come with each one's own address."""
    return await off_the_loop(lambda: as_json(listed()))


@router.get(
    "/datasets/{dataset_id}",
    summary="Give a data set",
    responses=problems("not-found", "invalid"),
    response_model=DatasetAnswer,
)
async def get_dataset(dataset_id: str, query: Annotated[DatasetQuery, Query()]) -> Response:
    """Give a data set with its source and its rows; the same choice always gives the same rows."""
    return await off_the_loop(lambda: as_json(given(dataset_id, query)))


def listed() -> dict[str, Any]:
    """Describe all data sets."""
    return {"datasets": [about(dataset(name)) for name in DATASETS]}


def given(name: str, query: DatasetQuery) -> dict[str, Any]:
    """Make a data set.

    Raises:
        ProblemError: 404, there is none of this name; 422, it cannot be made so.
    """
    if name not in DATASETS:
        raise ProblemError("not-found", f"There is no data set of this name; there are {', '.join(DATASETS)}.")
    with naming_fields():
        found = dataset(name, **query.model_dump(exclude_none=True))
    return {**about(found), "x": found.x.tolist(), "target": found.target.tolist()}


def about(found: Dataset) -> dict[str, Any]:
    """Describe a data set without its rows."""
    options = {name: asdict(parameter) for name, parameter in DATASETS[found.id].options.items()}
    names = {name: list(getattr(found, name)) for name in ("inputs", "outputs", "classes")}
    texts = {name: getattr(found, name) for name in ("id", "title", "description", "source", "kind")}
    return {**texts, **names, "options": options or None, "defaults": settings_fields(defaults(found))}


def settings_fields(found: Defaults, seed: int = 0) -> dict[str, Any]:
    """Write default settings, with the order of rows that a seed gives."""
    return {
        "sizes": found.sizes,
        "activations": found.activations,
        "loss": found.loss,
        "bias_policy": found.bias_policy,
        "initial": found.initial.as_dict(),
        "eta": found.eta,
        "method": found.shuffled(seed).as_dict(),
        "iterations": found.iterations,
        "scale": found.scale,
        "scale_target": found.scale_target,
    }
