"""Any sequence of commands, against a model that counts moments one by one and computes from scratch."""

import sqlite3
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server import saved_rows
from server.limits import Limits
from server.protocol.events import BranchesEvent, CurveEvent, DescriptionEvent, StateEvent
from server.protocol.frame import Frame
from server.room import Room
from server.saved import Kept
from tests.server.room_bench import DRIVER, KEY, VIEWER, Bench, fields, same_numbers
from tests.server.room_model import Model

ITERATIONS = 12
FEW = Kept(most=4, few=3, read=2, weight=12)
NUMBERS = st.sampled_from([-1.5, -0.25, 0.0, 0.3, 0.8, 1.0])
CHANGES = st.one_of(
    st.tuples(
        st.sampled_from(["w.1.0.0", "w.1.1.0", "w.2.0.1", "b.1.0", "b.1.1", "b.2.0", "a.0.1", "target.2.0"]), NUMBERS
    ),
    st.tuples(st.just("eta"), st.sampled_from([0.1, 0.5, 0.7])),
    st.tuples(st.just("activation.1"), st.sampled_from([{"name": "tanh"}, {"name": "logistic"}, {"name": "relu"}])),
    st.tuples(st.just("loss"), st.sampled_from([{"name": "half_squared_error"}, {"name": "huber", "threshold": 0.5}])),
    st.tuples(st.just("bias_policy"), st.sampled_from(["frozen", "shared", "per_unit"])),
)


class RoomMachine(RuleBasedStateMachine):
    @initialize(example=st.sampled_from(["mazur", "xor"]), kept=st.sampled_from([FEW, FEW, Kept()]))
    def begin(self, example: str, kept: Kept) -> None:
        """Most rooms hardly have a step in memory beside those that they must have."""
        self.rows = sqlite3.connect(":memory:")
        saved_rows.create(self.rows)
        self.kept = kept
        self.bench = Bench(example, rows=self.rows, kept=kept)
        self.model = Model(example)
        self.driver = DRIVER

    def drive(self, kind: str, **fields: object) -> None:
        self.bench.do(kind, self.driver, **fields)
        self.bench.settle()
        self.bench.now += 1

    def move(self, kind: str, **fields: object) -> None:
        self.model.gesture = None
        self.drive(kind, **fields)

    @rule(kind=st.sampled_from(["step", "step_back"]), times=st.integers(1, 5))
    def step(self, kind: str, times: int) -> None:
        for _ in range(times):
            self.move(kind)
            self.model.go(1 if kind == "step" else -1)

    @rule(kind=st.sampled_from(["next_phase", "previous_phase"]))
    def phase(self, kind: str) -> None:
        by = 1 if kind == "next_phase" else -1
        self.move(kind)
        self.model.go(by)
        while not self.model.phase_end() or (by == 1 and self.model.at[1] == 0):
            self.model.go(by)

    @rule(kind=st.sampled_from(["next_iteration", "previous_iteration"]))
    def iteration(self, kind: str) -> None:
        self.move(kind)
        to = self.model.at[0] + (1 if kind == "next_iteration" else -1)
        if to >= 0:
            self.model.to_iteration(to)

    @rule(iteration=st.integers(0, ITERATIONS), part=st.floats(0, 1), budget=st.integers(1, 5))
    def go_to(self, iteration: int, part: float, budget: int) -> None:
        self.bench.budget = budget
        moment = round(part * self.model.moments(iteration))
        self.move("go_to", iteration=iteration, moment=moment)
        self.model.stand((iteration, moment))

    @rule(further=st.integers(2, 8), stretches=st.integers(0, 2), how=st.sampled_from(["pause", "step_back"]))
    def go_to_and_cancel(self, further: int, stretches: int, how: str) -> None:
        """The last stretch is on its way when the seek is cancelled: it is not taken."""
        trained_to = self.model.branch.trained_to
        self.bench.budget = 1
        self.bench.do("go_to", self.driver, iteration=trained_to + further, moment=1)
        assert self.bench.state.seeking == (type(self.bench.state.seeking))(trained_to, trained_to + further)
        for _ in range(min(stretches, further - 1)):
            self.bench.pump()
        reached = trained_to + min(stretches, further - 1)
        late = self.bench.room.stretch(1)
        self.move(how)
        if reached > trained_to:
            self.model.stand((reached, self.model.moments(reached) - 1))
        if how == "step_back":
            self.model.go(-1)
        late.run()
        self.bench.note(self.bench.room.take(late, self.bench.now))

    @rule(
        edits=st.lists(
            st.tuples(st.lists(CHANGES, min_size=1, max_size=3), st.sampled_from([None, None, "a", "b"])),
            min_size=1,
            max_size=3,
        ),
        at_the_end=st.booleans(),
    )
    def edit(self, edits: list, at_the_end: bool) -> None:
        if at_the_end:
            n = self.model.at[0]
            self.move("go_to", iteration=n, moment=self.model.moments(n))
            self.model.stand((n, self.model.moments(n)))
        for changes, gesture in edits:
            self.model.edit(changes, gesture)
            self.bench.edit(*changes, gesture=gesture, viewer=self.driver)
            self.bench.settle()
            self.bench.now += 1
            self.the_room_is_where_the_model_is_and_its_numbers_are_right()

    @rule(
        values=st.lists(NUMBERS, min_size=2, max_size=3, unique=True),
        policies=st.permutations(["frozen", "shared", "per_unit"]),
    )
    def biases(self, values: list, policies: list) -> None:
        """Where the order of changes in one iteration matters most."""
        for policy, value in zip(policies, values, strict=False):
            self.edit([([("bias_policy", policy)], None), ([("b.1.0", value)], None)], at_the_end=False)

    @rule(
        changes=st.sampled_from(
            [
                ("w.1.0.0", 2e6),
                ("w.9.0.0", 1.0),
                ("eta", -1.0),
                ("eta", "fast"),
                ("loss", "sorrow"),
                ("activation.2", "softmax"),
            ]
        )
    )
    def edit_that_is_refused(self, changes: tuple) -> None:
        if changes[0] == "activation.2":
            changes = ("loss", "categorical_cross_entropy")
        before = self.bench.room.saved()
        asked = [{"of": "eta", "to": 0.3}, {"of": changes[0], "to": changes[1]}]
        failure = self.bench.refused("edit", self.driver, changes=asked, gesture=None)
        assert failure.code == "out_of_range"
        assert failure.path.startswith("changes/1/")
        assert self.bench.room.saved() == before

    @rule(kinds=st.lists(st.sampled_from(["undo", "undo", "redo"]), min_size=1, max_size=4))
    def travel(self, kinds: list) -> None:
        for kind in kinds:
            getattr(self.model, kind)()
            self.drive(kind)
            self.the_room_is_where_the_model_is_and_its_numbers_are_right()

    @rule()
    def restart(self) -> None:
        self.model.restart()
        self.drive("restart")

    @rule(data=st.data())
    def open_branch(self, data: st.DataObject) -> None:
        listed = [branch for branch, each in self.model.branches.items() if each.listed]
        branch = data.draw(st.sampled_from(listed))
        if branch != self.model.current:
            self.model.travel(branch, None, self.model.branches[branch].position)
        self.drive("open_branch", branch=branch)

    @rule(data=st.data(), name=st.text("añ← ", min_size=1, max_size=60).filter(str.strip))
    def name_branch(self, data: st.DataObject, name: str) -> None:
        listed = [branch for branch, each in self.model.branches.items() if each.listed]
        branch = data.draw(st.sampled_from(listed))
        self.model.branches[branch].name = name.strip()
        self.drive("name_branch", branch=branch, name=name)

    @rule(data=st.data())
    def delete_branch(self, data: st.DataObject) -> None:
        listed = [branch for branch, each in self.model.branches.items() if each.listed]
        branch = data.draw(st.sampled_from(listed))
        if branch == self.model.current:
            assert self.bench.refused("delete_branch", self.driver, branch=branch).path == "branch"
            return
        self.model.branches[branch].listed = False
        self.drive("delete_branch", branch=branch)

    @rule(kind=st.sampled_from(["step", "restart", "play", "undo", "redo", "next_iteration", "take_over"]))
    def viewer_tries(self, kind: str) -> None:
        assert self.bench.refused(kind, VIEWER).code == "forbidden"

    @rule(new=st.integers(3, 1000))
    def another_takes_over(self, new: int) -> None:
        if new not in self.bench.room.members._members:
            self.bench.note(self.bench.room.join(new, KEY, f"tab-{new}", self.bench.now))
            self.bench.do("take_over", new)
            self.bench.room.leave(self.driver, self.bench.now)
            self.driver = new
            self.bench.settle()

    @rule(slow=st.booleans())
    def the_store_is_slow_or_not(self, slow: bool) -> None:
        """What waits to be written is replaced by what is newer: some states are never written."""
        self.bench.slow = slow
        if not slow:
            self.bench.write()

    @precondition(lambda self: self.bench.room.epoch < 4)
    @rule()
    def crash_and_restore(self) -> None:
        saved = self.bench.room.saved()
        self.bench.write()
        again = saved_rows.load(self.rows, saved.id, self.kept)
        branches = {branch.id: branch for branch in saved.branches}
        assert all(branches.get(branch.id, branch) == branch for branch in again.branches)
        assert [branch.id for branch in again.branches if branch.listed] == [
            branch.id for branch in saved.branches if branch.listed
        ]
        assert (again.steps.done, again.steps.total) == (saved.steps.done, saved.steps.total)
        assert replace(again, start=saved.start, branches=saved.branches, steps=saved.steps) == saved
        restored = Room(again, Limits())
        assert replace(restored.saved(), epoch=saved.epoch) == again, "also a crash while it is restored loses nothing"
        self.model.gesture = None
        self.bench = Bench(self.model.example, saved=again, rows=self.rows, kept=self.kept)
        self.driver = DRIVER
        assert self.bench.room.epoch == saved.epoch + 1

    @invariant()
    def the_room_is_where_the_model_is_and_its_numbers_are_right(self) -> None:
        room, model = self.bench.room, self.model
        assert (self.bench.at, room.trained_to) == (model.at, model.branch.trained_to)
        assert room.revision == model.revision
        same_numbers(room, model.scratch)

    @invariant()
    def the_branches_are_those_of_the_model(self) -> None:
        snapshot, model = self.bench.room.snapshot(self.driver), self.model
        listed = {branch: each for branch, each in model.branches.items() if each.listed}
        assert snapshot.branch == model.current
        assert [each.id for each in snapshot.branches] == list(listed)
        for shown, each in zip(snapshot.branches, listed.values(), strict=True):
            assert shown.parent == (each.parent if each.parent in listed else None)
            assert (shown.start, shown.trained_to) == (each.start, each.trained_to)
            assert shown.name == each.name or each.name is None
        assert (self.bench.state.undo is None, self.bench.state.redo is None) == (not model.done, not model.undone)

    @invariant()
    def hardly_more_is_in_memory_than_must_be(self) -> None:
        saved, most = self.bench.room.saved(), self.kept.most
        behind = saved.steps.done - saved.steps.first
        assert self.bench.slow or max(behind, len(saved.steps.held) - behind) <= most
        assert (saved.steps.done, saved.steps.total) == (len(self.model.done), len(self.model.done + self.model.undone))

    @invariant()
    def the_steps_that_are_written_are_those_of_the_room(self) -> None:
        saved = self.bench.room.saved()
        again = None if self.bench.slow else saved_rows.load(self.rows, saved.id, self.kept)
        for number, step in enumerate(again.steps.held, again.steps.first) if again else ():
            assert saved.steps.get(number) in (None, step)

    @invariant()
    def what_was_said_fits_together(self) -> None:
        events, snapshot = self.bench.events(), self.bench.room.snapshot(self.driver)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        points: list = []
        for event in events:
            if isinstance(event, CurveEvent):
                points[event.start :] = event.points
        assert tuple(points) == snapshot.curve
        assert [event for event in events if isinstance(event, StateEvent)][-1].state == self.bench.state
        listed = [event for event in events if isinstance(event, BranchesEvent)]
        if listed:
            assert listed[-1].branch == snapshot.branch
            assert [each.name for each in listed[-1].branches] == [each.name for each in snapshot.branches]
        described = [event for event in events if isinstance(event, DescriptionEvent)]
        number, text = (described[-1].description, described[-1].described) if described else (1, snapshot.described)
        assert (number, text) == (snapshot.description, snapshot.described)
        newest = [event for event in self.bench.said if isinstance(event, Frame)][-1]
        assert ((newest.iteration, newest.moment), newest.revision) == (self.model.at, self.model.revision)
        assert newest.description == snapshot.description
        assert len(newest.values) == len(fields(snapshot.described)["layouts"]["record"])


TestRoomMachine = RoomMachine.TestCase
TestRoomMachine.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, derandomize=True)
