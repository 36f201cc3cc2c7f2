"""GET /examples: what there is to learn from."""

from typing import Annotated

from fastapi import APIRouter, Depends

from core.examples import EXAMPLES, Example
from server.problems import ProblemError
from server.rest.models import ExampleAnswer, ExampleList, ExampleSummary
from server.rest.networks import write_network
from server.rest.responses import problems
from server.rest.strict import ApiRoute

router = APIRouter(route_class=ApiRoute)


@router.get("/examples", summary="List the examples")
async def list_examples() -> ExampleList:
    """List what the examples are; their networks and data come with each one's own address."""
    return ExampleList(examples=[ExampleSummary(**_about(example)) for example in EXAMPLES.values()])


def existing(example_id: str) -> Example:
    """Find an example by the id in an address.

    Raises:
        ProblemError: 404.
    """
    if example_id not in EXAMPLES:
        raise ProblemError("not-found", f"There is no example of this name; there are {', '.join(EXAMPLES)}.")
    return EXAMPLES[example_id]


@router.get(
    "/examples/{example_id}",
    summary="Describe one example",
    responses=problems("not-found"),
    response_model_exclude_none=True,
)
async def describe_example(example: Annotated[Example, Depends(existing)]) -> ExampleAnswer:
    """Describe an example with its source, its untouched network and its data."""
    return ExampleAnswer(
        **_about(example),
        network=write_network(example.network),
        x=example.x.tolist(),
        target=example.target.tolist(),
        eta=example.eta,
    )


def _about(example: Example) -> dict[str, str]:
    return {
        "id": example.id,
        "title": example.title,
        "description": example.description,
        "source": example.source,
    }
