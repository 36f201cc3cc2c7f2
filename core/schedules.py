"""Schedules: how the learning rate changes with the iterations, by name, as PyTorch's closed forms write them.

    constant    η
    step        η γ^⌊n / step_size⌋
    cosine      η_min + ½ (η − η_min) (1 + cos(π n / t_max)), which comes up again after t_max

n is the number of updates done, so the first one is done with η itself.

Sources: torch.optim.lr_scheduler StepLR and CosineAnnealingLR; Loshchilov & Hutter 2017.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from core.arrays import Array
from core.parameters import Parameter, chosen, known, named

#: A learning rate, or one for each of many networks.
Eta = TypeVar("Eta", float, Array)

SCHEDULES: Mapping[str, Mapping[str, Parameter]] = MappingProxyType(
    {
        "constant": {},
        "step": {"step_size": Parameter(30.0, 1.0, 1e9), "gamma": Parameter(0.1, 0.0, 1.0)},
        "cosine": {"t_max": Parameter(1000.0, 1.0, 1e9), "eta_min": Parameter(0.0, 0.0, 1e6)},
    }
)


@dataclass(frozen=True)
class Schedule:
    """A schedule with its parameters; made by `schedule`."""

    name: str
    parameters: Mapping[str, float]

    def eta(self, eta: Eta, iteration: int) -> Eta:
        """The learning rate of an iteration, of which `eta` is the first."""
        match self.name:
            case "step":
                return eta * float(self.parameters["gamma"] ** (iteration // self.parameters["step_size"]))
            case "cosine":
                low, turn = self.parameters["eta_min"], math.pi * iteration / self.parameters["t_max"]
                return low + 0.5 * (eta - low) * (1.0 + math.cos(turn))
        return eta

    def as_dict(self) -> dict[str, object]:
        """The name and the parameters, as on the wire."""
        return {"name": self.name, **self.parameters}


def schedule(name: str, **parameters: float) -> Schedule:
    """Choose a schedule.

    Args:
        name: a key of SCHEDULES.
        parameters: those it has; what is not given has its default.

    Raises:
        UnknownNameError: no such schedule or parameter.
        ValueRangeError: a parameter is out of its range.
    """
    return Schedule(name, chosen(known(SCHEDULES, name, "schedule", "name"), parameters, name))


def schedule_of(given: Schedule | str | Mapping[str, object], field: str) -> Schedule:
    """Read a schedule as the wire writes it: a name, or a mapping of `name` and parameters."""
    return given if isinstance(given, Schedule) else named(schedule, given, field)
