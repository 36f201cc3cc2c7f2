"""Which setup is in force when: a first one, and edits at rising iterations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import inf

from core.arrays import Array, became
from core.edits import Edit, edited
from core.errors import DivergenceError
from core.moments import Stops, moments_of, stops
from core.record import Record, record_of
from core.script import Script, is_at_hand, script_of
from core.setup import Setup

#: So many folded setups are kept at hand.
MOST_SETUPS = 32


class Timeline:
    """A first setup and edits that `check_edits` has accepted.

    The part of time between two edits is a segment; segment k is what the first k edits leave.

    Attributes:
        setup: the first one.
        edits: at rising iterations.
        compiled_from: from this iteration on compiled code may train, never before; whatever is made from this timeline
            keeps it, so that an iteration that is reached again has the same numbers.
    """

    def __init__(self, setup: Setup, edits: tuple[Edit, ...], compiled_from: float = inf) -> None:
        self.setup = setup
        self.edits = edits
        self.compiled_from = compiled_from
        self._starts = [edit.iteration for edit in edits]
        self._setups = {0: setup}
        self._stops: dict[tuple[object, ...], Stops] = {}
        self._newest: tuple[tuple[int, int, bytes], Record] | None = None
        self._last_script: tuple[int, Script] | None = None  # asked for with every iteration

    def with_edits(self, edits: tuple[Edit, ...], same: int) -> Timeline:
        """The same beginning with other edits, of which the first `same` are those of this one."""
        other = Timeline(self.setup, edits, self.compiled_from)
        other._setups = {segment: setup for segment, setup in self._setups.items() if segment <= same}
        other._stops = dict(self._stops)
        return other

    def is_of(self, other: Timeline) -> bool:
        """Whether both are of the same setup and the same edits, not only of equal ones."""
        return self.setup is other.setup and self.edits is other.edits

    def rest(self) -> None:
        """Keep nothing at hand for now."""
        self._setups = {0: self.setup}
        self._newest = self._last_script = None

    def segment_at(self, iteration: int) -> int:
        """The segment that an iteration is in; an edit's own iteration begins one."""
        return bisect_right(self._starts, iteration)

    def segment_before(self, iteration: int) -> int:
        """The segment that an iteration would be in without its own edit."""
        return bisect_left(self._starts, iteration)

    def end(self, segment: int) -> float:
        """The iteration with which the next segment begins; infinite for the last one."""
        return self._starts[segment] if segment < len(self._starts) else inf

    def setup_of(self, segment: int) -> Setup:
        """Functions, data and learning rate of a segment; its parameters are as if nothing were trained."""
        if segment in self._setups:
            return self._setups[segment]
        known = max(at for at in self._setups if at <= segment)
        setup = self._setups[known]
        for edit in self.edits[known:segment]:
            setup = edited(setup, edit)
        if len(self._setups) >= MOST_SETUPS:
            self._setups = {0: self.setup}
        self._setups[segment] = setup
        return setup

    def script_of(self, segment: int) -> Script:
        """The script of a segment's records; segments with the same functions have the same one."""
        if self._last_script is None or self._last_script[0] != segment:
            setup = self.setup_of(segment)
            self._last_script = segment, script_of(setup.network, setup.method)
        return self._last_script[1]

    def stops_of(self, segment: int) -> Stops:
        """Where steps stop in a segment's iterations; there are few ways, however many the functions are."""
        setup = self.setup_of(segment)
        network, method = setup.network, setup.method
        couples = tuple(activation.couples_units for activation in network.activations)
        key = (
            network.bias_policy,
            network.fused,
            network.activations[-1].name,
            network.loss.name,
            couples,
            method.batched,
        )
        if key not in self._stops:
            there = is_at_hand(network, method)
            self._stops[key] = script_of(network, method).stops if there else stops(moments_of(network, method))
        return self._stops[key]

    def record(self, progress: Array, iteration: int, shown: int = 0) -> Record:
        """Record an iteration that begins with this progress; the last one is at hand: who checked it will show it.

        Raises:
            DivergenceError: a number of it is not finite; it says in which iteration.
        """
        key = iteration, shown, progress.tobytes()
        if self._newest is None or self._newest[0] != key:
            self._newest = key, self._recorded(progress, iteration, shown)
        return self._newest[1]

    def _recorded(self, progress: Array, iteration: int, shown: int) -> Record:
        segment = self.segment_at(iteration)
        setup = self.setup_of(segment)
        try:
            return record_of(setup, iteration, progress, shown, self.script_of(segment))
        except DivergenceError as error:
            raise in_iteration(error, iteration, setup.eta_at(iteration)) from None


def in_iteration(error: DivergenceError, iteration: int, eta: float) -> DivergenceError:
    """Say in which iteration it happened; a parameter is called by its own name, not by that of its next value."""
    kind, _, place = (error.quantity or "").partition(".")
    state = became(error.value)
    if kind in ("w_next", "b_next"):
        kind, name = kind[0], {"w_next": "weight", "b_next": "bias"}[kind]
        sentence = f"The {name} {kind}.{place} {state} in the update of iteration {iteration} with eta = {eta:g}."
    else:
        sentence = f"The number {error.quantity} {state} in iteration {iteration} with eta = {eta:g}."
    quantity = f"{kind}.{place}" if place else kind
    return DivergenceError(sentence, quantity=quantity, value=error.value, iteration=iteration)
