"""What a room must do, told naively: edits as lists per iteration, undo as copies, moments counted one by one."""

import copy
from dataclasses import dataclass, field

from core.script import script_of
from tests.server.room_bench import Scratch, changed


@dataclass
class ModelBranch:
    """A branch: its edits in the order in which they were made, by iteration."""

    edits: dict
    parent: int | None = None
    base: int | None = None
    start: int = 0
    trained_to: int = 0
    position: tuple = (0, 0)
    listed: bool = True
    is_base: bool = False
    name: str | None = None


@dataclass
class ModelStep:
    branch: int
    came_from: int
    before: tuple
    after: tuple
    edits_before: dict | None
    edits_after: dict


@dataclass
class Model:
    example: str
    branches: dict = field(default_factory=lambda: {1: ModelBranch({}, name="original")})
    current: int = 1
    next_id: int = 2
    at: tuple = (0, 0)
    revision: int = 1
    done: list = field(default_factory=list)
    undone: list = field(default_factory=list)
    gesture: str | None = None
    computed: dict = field(default_factory=dict)

    @property
    def branch(self) -> ModelBranch:
        return self.branches[self.current]

    @property
    def scratch(self) -> Scratch:
        key = repr(sorted(self.branch.edits.items()))
        if key not in self.computed:
            self.computed[key] = Scratch(self.example, copy.deepcopy(self.branch.edits))
        return self.computed[key]

    def phases(self, iteration: int) -> list[str]:
        return [moment.phase for moment in script_of(self.scratch.network(iteration)).moments]

    def moments(self, iteration: int) -> int:
        return len(self.phases(iteration))

    def stand(self, position: tuple) -> None:
        self.at = position
        n, m = position
        self.branch.trained_to = max(self.branch.trained_to, n + (m == self.moments(n)))
        self.branch.position = position

    def go(self, by: int) -> None:
        """Count one moment on or back."""
        n, m = self.at
        if m + by > self.moments(n):
            self.stand((n + 1, 0))
        elif m + by >= 0:
            self.stand((n, m + by))
        elif n:
            self.stand((n - 1, self.moments(n - 1)))

    def phase_end(self) -> bool:
        n, m = self.at
        phases = self.phases(n)
        return m in (0, len(phases)) or phases[m - 1] != phases[m]

    def to_iteration(self, iteration: int) -> None:
        n, m = self.at
        self.stand((iteration, self.kept(m, self.moments(n), iteration) if m else self.moments(iteration) - 1))

    def kept(self, moment: int, former: int, iteration: int) -> int:
        moments = self.moments(iteration)
        return moments if moment == former else min(moment, moments - 1)

    def edit(self, changes: list, gesture: str | None) -> None:
        (n, m), before = self.at, self.at
        former = self.moments(n)
        if m == former and any(of[:2] in ("w.", "b.") for of, _ in changes):
            n, m, former = n + 1, 0, self.moments(n + 1)
        state = self.scratch.state(n)
        if changed(state, n % self.scratch.rows, changes) == state:
            return
        self.revision += 1
        edits = {at: made for at, made in self.branch.edits.items() if at < n}
        edits[n] = [*self.branch.edits.get(n, []), *changes]
        goes_on = gesture is not None and gesture == self.gesture and self.done[-1].branch == self.current
        in_place = (
            self.branch.parent is not None
            and self.branch.start == n
            and self.branch.trained_to <= before[0] + (before[1] == self.moments(before[0]))
            and not any(at > n for at in self.branch.edits)
            and n in self.branch.edits
            and not self.branch.is_base
        )
        if goes_on or in_place:
            old, self.branch.edits, self.branch.trained_to = self.branch.edits, edits, n
            step = ModelStep(self.current, self.current, before, None, old, edits)
            if goes_on:
                step = self.done.pop()
                step.edits_after = edits
        else:
            step = ModelStep(self.next_id, self.current, before, None, None, edits)
            self.begin(edits, self.current, n)
        self.stand((n, self.kept(m, former, n)))
        step.after = self.at
        self.add(step, gesture)

    def begin(self, edits: dict, base: int | None, start: int) -> None:
        if base is not None:
            self.branches[base].is_base = True
        self.branches[self.next_id] = ModelBranch(edits, self.current, base, start, start)
        self.current = self.next_id
        self.next_id += 1

    def add(self, step: ModelStep, gesture: str | None) -> None:
        self.done.append(step)
        self.undone.clear()
        self.gesture = gesture

    def undo(self) -> None:
        self.gesture = None if self.done else self.gesture
        if self.done:
            step = self.done.pop()
            self.undone.append(step)
            self.travel(step.came_from, step.edits_before, step.before)
            if step.edits_before is None:
                self.branches[step.branch].listed = False

    def redo(self) -> None:
        if self.undone:
            step = self.undone.pop()
            self.done.append(step)
            self.travel(step.branch, None if step.edits_before is None else step.edits_after, step.after)

    def travel(self, branch: int, edits: dict | None, position: tuple) -> None:
        self.revision += 1
        self.gesture = None
        self.current = branch
        self.branch.listed = True
        if edits is not None:
            self.branch.edits = edits
            self.branch.trained_to = min(self.branch.trained_to, self.branch.start)
        self.stand(position)

    def restart(self) -> None:
        eta, first = self.scratch.state(self.at[0])["eta"], self.scratch.state(0)["eta"]
        made = self.branch.edits.get(0, [])
        if eta == first and not any(self.branch.edits.keys()):
            self.gesture = None if self.branch.trained_to else self.gesture
            self.revision += self.branch.trained_to > 0
            self.branch.trained_to = 0
            self.stand((0, 0))
            return
        self.revision += 1
        if eta != first:
            made = [*(change for change in made if change[0] != "eta"), ("eta", eta)]
        edits = {0: made} if made else {}
        step = ModelStep(self.next_id, self.current, self.at, (0, 0), None, edits)
        self.begin(edits, None, 0)
        self.stand((0, 0))
        self.add(step, None)
