"""Any sequence of commands, against a model that counts moments one by one and computes from scratch."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.protocol.events import CurveEvent, StateEvent
from server.protocol.frame import Frame
from tests.server.room_bench import DRIVER, KEY, VIEWER, Bench, Scratch, same_numbers

ITERATIONS = 12


class RoomMachine(RuleBasedStateMachine):
    @initialize(example=st.sampled_from(["mazur", "xor"]))
    def begin(self, example: str) -> None:
        self.example = example
        self.bench = Bench(example)
        script = self.bench.room._training.script
        self.phases = [moment.phase for moment in script.moments]
        self.moments = len(self.phases)
        self.at = (0, 0)
        self.etas = [(0, 0.5)]
        self.scratch = Scratch(example, list(self.etas))
        self.revision = 1
        self.driver = DRIVER

    def phase_end(self, moment: int) -> bool:
        """Whether so many computed moments are the end of a phase, told from the list of phases alone."""
        return moment in (0, self.moments) or self.phases[moment - 1] != self.phases[moment]

    def go(self, by: int) -> None:
        """Count one moment on or back."""
        n, m = self.at
        index = max(0, n * (self.moments + 1) + m + by)
        self.at = divmod(index, self.moments + 1)

    def drive(self, kind: str, **fields: object) -> None:
        self.bench.do(kind, self.driver, **fields)
        self.bench.settle()
        self.bench.now += 1

    @rule(times=st.integers(1, 5))
    def step(self, times: int) -> None:
        for _ in range(times):
            self.drive("step")
            self.go(1)

    @rule(times=st.integers(1, 5))
    def step_back(self, times: int) -> None:
        for _ in range(times):
            self.drive("step_back")
            self.go(-1)

    @rule()
    def next_phase(self) -> None:
        self.drive("next_phase")
        self.go(1)
        while self.at[1] == 0 or not self.phase_end(self.at[1]):
            self.go(1)

    @rule()
    def previous_phase(self) -> None:
        self.drive("previous_phase")
        self.go(-1)
        while not self.phase_end(self.at[1]):
            self.go(-1)

    @rule()
    def next_iteration(self) -> None:
        self.drive("next_iteration")
        self.at = (self.at[0] + 1, self.at[1] or self.moments - 1)

    @rule()
    def previous_iteration(self) -> None:
        self.drive("previous_iteration")
        if self.at[0]:
            self.at = (self.at[0] - 1, self.at[1] or self.moments - 1)

    @rule(iteration=st.integers(0, ITERATIONS), part=st.floats(0, 1), budget=st.integers(1, 5))
    def go_to(self, iteration: int, part: float, budget: int) -> None:
        self.bench.budget = budget
        self.at = (iteration, round(part * self.moments))
        self.drive("go_to", iteration=iteration, moment=self.at[1])

    @rule(eta=st.sampled_from([0.1, 0.5, 0.7]))
    def set_eta(self, eta: float) -> None:
        n = self.at[0]
        if self.scratch.eta(n) != eta or self.etas[-1][0] > n:
            self.etas = [(start, value) for start, value in self.etas if start < n] + [(n, eta)]
            self.scratch = Scratch(self.example, list(self.etas))
            self.revision += 1
        self.drive("set_eta", eta=eta)

    @rule()
    def restart(self) -> None:
        eta = self.scratch.eta(self.at[0])
        fresh = self.bench.room.trained_to == 0 and self.etas == [(0, eta)]
        self.revision += not fresh
        self.etas, self.at = [(0, eta)], (0, 0)
        self.scratch = Scratch(self.example, [(0, eta)])
        self.drive("restart")

    @rule(kind=st.sampled_from(["step", "restart", "play", "pause", "next_iteration", "take_over"]))
    def viewer_tries(self, kind: str) -> None:
        assert self.bench.refused(kind, VIEWER).code == "forbidden"

    @rule(new=st.integers(3, 1000))
    def another_takes_over(self, new: int) -> None:
        if new not in self.bench.room.members._members:
            self.bench.note(self.bench.room.join(new, KEY, f"tab-{new}", self.bench.now))
            self.driver_now(new)

    def driver_now(self, new: int) -> None:
        self.bench.do("take_over", new)
        self.bench.room.leave(self.driver, self.bench.now)
        self.driver = new
        self.bench.settle()

    @precondition(lambda self: self.bench.room.epoch < 4)
    @rule()
    def crash_and_restore(self) -> None:
        saved = self.bench.room.saved()
        self.bench = Bench(self.example, saved=saved)
        self.driver = DRIVER
        assert self.bench.room.epoch == saved.epoch + 1

    @invariant()
    def the_room_is_where_the_model_is_and_its_numbers_are_right(self) -> None:
        assert (self.bench.at, self.bench.room.revision) == (self.at, self.revision)
        assert self.bench.room.saved().etas == tuple(self.etas)
        same_numbers(self.bench.room, self.scratch)

    @invariant()
    def what_was_said_fits_together(self) -> None:
        events = self.bench.events()
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        points: list = []
        for event in events:
            if isinstance(event, CurveEvent):
                points[event.start :] = event.points
        assert tuple(points) == self.bench.room.snapshot(self.driver).curve
        assert [event for event in events if isinstance(event, StateEvent)][-1].state == self.bench.state
        newest = [event for event in self.bench.said if isinstance(event, Frame)][-1]
        assert ((newest.iteration, newest.moment), newest.revision) == (self.at, self.revision)


TestRoomMachine = RoomMachine.TestCase
TestRoomMachine.settings = settings(max_examples=40, stateful_step_count=25, deadline=None, derandomize=True)
