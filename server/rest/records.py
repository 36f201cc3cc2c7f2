"""A record as the API writes it, and POST /record: one iteration of a network that is sent along."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from core.record import Record, record
from core.rules import Factor, Rule
from server.rest.compute import naming_fields, off_the_loop
from server.rest.dependencies import settings_of
from server.rest.explain_models import RecordAnswer, RecordRequest
from server.rest.networks import check_size, check_weights, read_network
from server.rest.responses import INVALID_BODY, as_json
from server.rest.strict import ApiRoute
from server.rest.tables import Cell, table
from server.room_description import rule_fields
from server.settings import Settings

router = APIRouter(route_class=ApiRoute)


@router.post(
    "/record", summary="Compute one iteration, number by number", responses=INVALID_BODY, response_model=RecordAnswer
)
async def post_record(body: RecordRequest, settings: Annotated[Settings, Depends(settings_of)]) -> Response:
    """Compute every number of one update on one example, in order, each with what it is made of."""
    check_size(body.network.sizes, settings)
    check_weights(body.network.sizes, "/network/sizes")
    return await off_the_loop(lambda: as_json(computed(body)))


def computed(body: RecordRequest) -> dict[str, Any]:
    """Compute the record.

    Raises:
        ProblemError: the request does not fit together, or numbers ran over.
    """
    with naming_fields("/network"):
        network = read_network(body.network)
    with naming_fields():
        return written(record(network, body.x, body.target, body.eta))


def written(found: Record) -> dict[str, Any]:
    """Put a record in the order in which it is computed."""
    quantities = {quantity.id: quantity for quantity in found.script.quantities}

    def entry(name: str) -> dict[str, Any]:
        rule = quantities[name].rule
        return {"id": name, "value": found.value(name)} | ({"rule": rule_fields(rule)} if rule else {})

    return {
        "givens": [entry(name) for name, quantity in quantities.items() if quantity.moment is None],
        "moments": [
            {"id": moment.id, "phase": moment.phase, "quantities": [entry(name) for name in moment.quantities]}
            for moment in found.script.moments
        ],
    }


COLUMNS = (
    "revision",
    "iteration",
    "id",
    "kind",
    "layer",
    "unit",
    "source",
    "phase",
    "moment",
    "moment_id",
    "value",
    "rule",
)


def as_table(found: Record, revision: int, iteration: int) -> str:
    """Write a record as CSV: a line per quantity, givens first, then in the order of computation."""
    script = found.script
    order = sorted(script.quantities, key=lambda quantity: -1 if quantity.moment is None else quantity.moment)
    rows: list[list[Cell]] = []
    for q in order:
        moment = None if q.moment is None else script.moments[q.moment]
        said: list[Cell] = [moment.phase, q.moment, moment.id] if moment else ["given", None, None]
        rule = _spelled(q.rule) if q.rule else None
        rows.append([revision, iteration, q.id, q.kind, q.layer, q.unit, q.source, *said, found.value(q.id), rule])
    return table(COLUMNS, rows)


def _spelled(rule: Rule) -> str:
    """Put a rule into one line: `w.1.0.0 * a.0.0 + b.1.0`, `logistic(z.1.0)`."""
    if rule.function is not None:
        return f"{rule.function}({', '.join(_factor(f) for term in rule.terms for f in term.factors)})"
    text = ""
    for term in rule.terms:
        product = " * ".join(map(_factor, term.factors))
        sign = "-" if term.sign < 0 else "+"
        text += f" {sign} {product}" if text else f"-{product}" if term.sign < 0 else product
    return text


def _factor(factor: Factor) -> str:
    return factor if isinstance(factor, str) else repr(factor)
