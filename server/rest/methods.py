"""How a network is trained, between the wire and the core."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import DeltaflowError
from core.method import Method, optimiser_and_schedule
from core.optimisers import OPTIMISERS
from server.problems import invalid
from server.rest.compute import naming_fields
from server.rest.train_models import OptimiserWithParameters, ScheduleWithParameters, TrainRequest

_BETAS = ("beta1", "beta2")


def eta_of(body: TrainRequest) -> float:
    """The learning rate that the schedule begins with."""
    if isinstance(body.optimiser, str):
        return OPTIMISERS[body.optimiser].eta
    return body.optimiser.eta or OPTIMISERS[body.optimiser.name].eta


def read_method(body: TrainRequest) -> Method:
    """Read how the network is trained, besides eta; of a single row, the batch is that row.

    Raises:
        ProblemError: an optimiser or a schedule cannot be that.
    """
    sent = body.optimiser
    sent = OptimiserWithParameters.model_validate({"name": sent}) if isinstance(sent, str) else sent
    with naming_fields(), _betas_as_sent(sent):
        optimiser, schedule = optimiser_and_schedule(_options(sent, body.iterations), "optimiser")
        return Method(optimiser, schedule, body.batch, body.reduction, body.seed)


def _options(sent: OptimiserWithParameters, iterations: int) -> dict[str, object]:
    """The optimiser as the core takes it: without eta, with each beta by its own name."""
    options = sent.model_dump(exclude_none=True, exclude={"eta", "betas", "schedule"})
    if sent.betas is not None:
        if not options.keys().isdisjoint(_BETAS):
            raise invalid([("/optimiser/betas", "Give either betas, or beta1 and beta2.")])
        options |= zip(_BETAS, sent.betas, strict=True)
    if sent.schedule is not None:
        options["schedule"] = _schedule(sent.schedule, iterations)
    return options


def _schedule(sent: str | ScheduleWithParameters, iterations: int) -> dict[str, object]:
    options = {"name": sent} if isinstance(sent, str) else sent.model_dump(exclude_none=True)
    whole = {"t_max": float(max(iterations, 1))} if options["name"] == "cosine" else {}
    return {**whole, **options}


@contextmanager
def _betas_as_sent(sent: OptimiserWithParameters) -> Iterator[None]:
    """Name a beta that is refused by its place in `betas`, if it was sent there."""
    try:
        yield
    except DeltaflowError as error:
        name = (error.field or "").removeprefix("optimiser/")
        if sent.betas is not None and name in _BETAS:
            unknown = name not in OPTIMISERS[sent.name].parameters
            error.field = "optimiser/betas" if unknown else f"optimiser/betas/{_BETAS.index(name)}"
        raise
