"""Editing: from which iteration on an edit holds, what it starts or changes, what is refused, and what it is called."""

import pytest

from core.examples import EXAMPLES
from core.network import Network
from core.setup import Setup
from server.limits import Limits
from server.moment import Moment, Start
from server.protocol.events import BranchesEvent, DescriptionEvent, Difference, EditedEvent, encode
from server.room_names import label, name_of
from tests.server.diverging import exploding
from tests.server.room_bench import Bench, Scratch, fields, same_numbers


def at(iteration: int, moment: int, example: str = "mazur") -> Bench:
    bench = Bench(example)
    bench.do("go_to", iteration=iteration, moment=moment)
    bench.settle()
    return bench


def names(bench: Bench) -> list[str]:
    return [each.name for each in bench.room.snapshot(1).branches]


def test_an_edit_starts_a_branch_and_keeps_what_was_trained_on_the_other() -> None:
    bench = at(40, 35)
    bench.do("go_to", iteration=25, moment=20)
    bench.edit(("w.2.0.0", 0.5), ("target.2.1", 0.25))
    assert (bench.at, bench.room.trained_to, bench.room.revision) == ((25, 20), 25, 2)
    first, second = bench.room.snapshot(1).branches
    assert (first.id, first.trained_to, second.id, second.parent, second.start) == (1, 40, 2, 1, 25)
    bench.do("go_to", iteration=60, moment=3)
    bench.settle()
    same_numbers(bench.room, Scratch("mazur", {25: [("w.2.0.0", 0.5), ("target.2.1", 0.25)]}))
    bench.do("open_branch", branch=1)
    assert (bench.at, bench.room.trained_to) == ((25, 20), 40)
    same_numbers(bench.room, Scratch("mazur"))


def test_a_further_edit_there_changes_the_branch_until_it_is_trained_on() -> None:
    bench = at(5, 0)
    bench.edit(("w.1.0.0", 0.3))
    bench.edit(("w.1.0.0", 0.4))
    assert len(names(bench)) == 2
    assert bench.state.undo == "w1 0.3 → 0.4"
    bench.do("next_iteration")
    bench.do("previous_iteration")
    bench.edit(("w.1.0.0", 0.5))
    assert len(names(bench)) == 3
    bench.do("undo")
    bench.do("undo")
    same_numbers(bench.room, Scratch("mazur", {5: [("w.1.0.0", 0.3)]}))


def test_where_the_weights_have_just_changed_others_hold_from_the_next_iteration_on() -> None:
    bench = at(3, 36)
    bench.edit(("b.1.0", 0.9), ("eta", 0.1))
    assert bench.at == (4, 0)
    same_numbers(bench.room, Scratch("mazur", {4: [("b.1.0", 0.9), ("eta", 0.1)]}))
    bench.do("undo")
    assert bench.at == (3, 36)
    bench.edit(("eta", 0.1))
    assert bench.at == (3, 36)
    assert bench.room.network.w[0].tobytes() == Scratch("mazur", {3: [("eta", 0.1)]}).network(4).w[0].tobytes()


def test_after_the_last_iteration_there_is_none_for_other_weights() -> None:
    bench = Bench(limits=Limits(iteration=3))
    bench.do("go_to", iteration=3, moment=36)
    bench.settle()
    failure = bench.refused("edit", changes=[{"of": "w.1.0.0", "to": 1}], gesture=None)
    assert (failure.code, failure.path) == ("out_of_range", "changes")
    bench.edit(("eta", 0.1))
    assert bench.at == (3, 36)


def test_inputs_and_targets_are_those_of_the_row_that_is_shown() -> None:
    bench = at(5, 4, "xor")
    bench.edit(("a.0.0", 0.5), ("target.2.0", 0.75))
    bench.do("go_to", iteration=30, moment=4)
    bench.settle()
    same_numbers(bench.room, Scratch("xor", {5: [("a.0.0", 0.5), ("target.2.0", 0.75)]}))
    setup = bench.room.setup_at(9)
    assert (setup.x[1, 0], setup.target[1, 0]) == (0.5, 0.75)
    assert setup.x[0].tolist() == EXAMPLES["xor"].x[0].tolist()


def test_a_change_of_functions_is_another_description_and_keeps_the_place() -> None:
    bench = at(2, 36)
    bench.edit(("bias_policy", "per_unit"))
    (event,) = [event for event in bench.said if isinstance(event, DescriptionEvent)]
    moments = len(fields(event.described)["script"]["moments"])
    assert (event.description, moments, fields(event.described)["constants"]) == (2, 40, {})
    assert bench.at == (2, moments), "the end stays the end"
    bench.settle()
    assert bench.frames()[-1].description == 2
    bench.do("previous_iteration")
    bench.settle()
    assert bench.at == (1, 36)
    assert bench.frames()[-1].description == bench.room.snapshot(1).description == 3
    constants = fields(bench.room.snapshot(1).described)["constants"]
    assert constants == {"b.1.0": 0.35, "b.1.1": 0.35, "b.2.0": 0.6, "b.2.1": 0.6}
    bench.do("next_iteration")
    bench.do("step_back")
    bench.edit(("bias_policy", "frozen"))
    assert bench.at == (2, 35), "a moment that is no more is the one with everything computed"


def test_edits_where_the_weights_have_just_changed_are_one_branch_too() -> None:
    bench = at(3, 36)
    for eta in (0.4, 0.3):
        bench.edit(("eta", eta))
    assert (bench.at, len(names(bench)), bench.state.undo) == ((3, 36), 2, "η 0.4 → 0.3")
    bench.do("step")
    bench.do("step_back")
    bench.edit(("eta", 0.2))
    assert len(names(bench)) == 2
    bench.do("next_iteration")
    bench.do("previous_iteration")
    bench.edit(("eta", 0.1))
    assert len(names(bench)) == 3


def test_a_frozen_bias_is_a_constant_that_an_edit_changes() -> None:
    bench = at(2, 3)
    bench.edit(("b.2.1", 0.75))
    assert fields(bench.room.snapshot(1).described)["constants"]["b.2.0"] == 0.75
    (event,) = [event for event in bench.said if isinstance(event, EditedEvent)]
    assert event.changes == (Difference("b.2.0", 0.6, 0.75), Difference("b.2.1", 0.6, 0.75))
    assert bench.state.undo == "b2 0.6 → 0.75"
    assert '"changes":[{"of":"b.2.0","from":0.6,"to":0.75},' in encode(event)


def test_changes_of_one_iteration_are_done_in_their_order() -> None:
    """A bias of one unit, then one bias for all, is not the same as the other way round."""
    made = []
    for changes in (
        [("bias_policy", "per_unit"), ("b.1.0", 1.0), ("bias_policy", "frozen")],
        [("bias_policy", "per_unit"), ("b.1.0", 1.0), ("bias_policy", "shared")],
        [("b.1.0", 1.0), ("bias_policy", "shared"), ("bias_policy", "frozen")],
        [("bias_policy", "per_unit"), ("b.1.0", 1.0), ("bias_policy", "frozen"), ("b.1.1", 2.0)],
    ):
        for apart in (False, True):
            bench = at(2, 3)
            for edit in [[change] for change in changes] if apart else [changes]:
                bench.edit(*edit)
            assert len(names(bench)) == 2
            bench.do("go_to", iteration=9, moment=3)
            bench.settle()
            same_numbers(bench.room, Scratch("mazur", {2: changes}))
            made.append(bench.room.setup_at(2).network.b[0].tolist())
    assert made[::2] == made[1::2] == [[1.0, 0.35], [0.675, 0.675], [1.0, 1.0], [2.0, 2.0]]


def test_a_drag_is_one_branch_and_one_step() -> None:
    bench = at(7, 3)
    for value in (0.5, 0.6, 0.7):
        bench.edit(("w.2.1.1", value), gesture="drag")
    bench.settle()
    assert (len(names(bench)), names(bench)[1]) == (2, bench.state.undo)
    assert bench.state.undo.endswith(" → 0.7")
    bench.edit(("w.2.1.1", 0.8), gesture="another")
    bench.do("undo")
    same_numbers(bench.room, Scratch("mazur", {7: [("w.2.1.1", 0.7)]}))
    bench.do("undo")
    assert (bench.at, len(names(bench)), bench.state.undo) == ((7, 3), 1, None)
    bench.do("redo")
    assert bench.room.setup_at(7).network.w[1][1, 1] == 0.7


def test_a_drag_while_it_plays_is_one_branch_and_one_step() -> None:
    bench = Bench()
    bench.do("set_speed", unit="iteration", per_second=100.0)
    bench.do("play")
    bench.run(0.1)
    edits, start = {}, bench.at[0]
    for eta in (0.4, 0.3, 0.2):
        edits[bench.at[0]] = [("eta", eta)]
        bench.edit(("eta", eta), gesture="drag")
        bench.run(0.05)
    assert (bench.state.play, len(edits), len(names(bench))) == ("playing", 3, 2)
    assert bench.state.undo == "η 0.5 → 0.2"
    bench.do("pause")
    bench.settle()
    same_numbers(bench.room, Scratch("mazur", edits))
    trained_to = bench.room.trained_to
    bench.do("undo")
    bench.settle()
    assert (bench.at[0], len(names(bench))) == (start, 1)
    bench.do("redo")
    bench.settle()
    assert bench.room.trained_to == trained_to, "what was trained comes back with the branch"


def test_any_other_command_ends_a_drag() -> None:
    for kind, ends in (("step", True), ("set_speed", False)):
        bench = at(7, 3)
        bench.edit(("eta", 0.4), gesture="drag")
        bench.do(kind, **({"unit": "moment", "per_second": 1.0} if kind == "set_speed" else {}))
        bench.edit(("eta", 0.3), gesture="drag")
        bench.do("undo")
        assert bench.room.setup_at(7).eta == (0.4 if ends else 0.5)


def test_an_edit_that_changes_nothing_is_none() -> None:
    bench = at(4, 4)
    said, saved = len(bench.said), bench.room.saved()
    bench.edit(("eta", 0.5), ("bias_policy", "frozen"), ("loss", {"name": "half_squared_error"}))
    assert (bench.room.saved(), len(bench.said)) == (saved, said)


def test_seeking_goes_on_with_an_edit() -> None:
    bench = Bench()
    bench.budget = 10
    bench.do("go_to", iteration=60, moment=7)
    bench.pump()
    late = bench.room.stretch(10)
    bench.edit(("eta", 0.1))
    late.run()
    bench.note(bench.room.take(late, bench.now))
    assert (bench.at, bench.state.play, bench.room.trained_to) == ((10, 35), "seeking", 10)
    bench.settle()
    assert bench.at == (60, 7)
    same_numbers(bench.room, Scratch("mazur", {10: [("eta", 0.1)]}))


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        (("w.2.2.0", 1.0), "of", "nothing of this name"),
        (("z.1.0", 1.0), "of", "nothing of this name"),
        (("<script>", 1.0), "of", "nothing of this name"),
        (("w.1.0.0", "<script>"), "to", "between -1e+06 and 1e+06"),
        (("target.2.0", {"name": "tanh"}), "to", "between -1e+06 and 1e+06"),
        (("activation.1", "<script>"), "to", "logistic, tanh"),
        (("activation.1", 3.0), "to", "logistic, tanh"),
        (("activation.1", {"name": "elu", "beta": 3.0}), "to", "logistic, tanh"),
        (("activation.1", {"name": "elu", "alpha": -3.0}), "to", "between 0 and 100"),
        (("activation.2", "softmax"), "to", ""),
        (("loss", "<script>"), "to", "half_squared_error"),
        (("loss", "hinge"), "to", "targets that are -1 or 1"),
        (("bias_policy", "<script>"), "to", "frozen, shared, per_unit"),
        (("bias_policy", {"name": "frozen"}), "to", "frozen, shared, per_unit"),
    ],
)
def test_what_cannot_be_is_refused_in_words_of_ours(change: tuple, path: str, says: str) -> None:
    bench = at(4, 4)
    saved = bench.room.saved()
    asked = [{"of": "eta", "to": 0.1}, {"of": change[0], "to": change[1]}]
    if change == ("activation.2", "softmax"):
        bench.edit(*((each["of"], each["to"]) for each in asked))
        assert bench.room.revision == 2
        return
    failure = bench.refused("edit", changes=asked, gesture=None)
    assert (failure.code, failure.path) == ("out_of_range", f"changes/1/{path}")
    assert says in failure.detail
    assert "<" not in failure.detail
    assert bench.room.saved() == saved


def test_an_edit_that_would_run_over_is_refused_and_names_what_did() -> None:
    bench = exploding(Limits(eta_max=1e300, value=1e300))
    bench.do("go_to", iteration=3, moment=3)
    bench.settle()
    saved = bench.room.saved()
    failure = bench.refused("edit", changes=[{"of": "w.1.0.0", "to": 1e300}], gesture=None)
    assert (failure.code, failure.path) == ("out_of_range", "changes/0/to")
    assert "became infinite in iteration 3" in failure.detail
    assert "nearer" in failure.detail
    both = [{"of": "w.1.0.0", "to": 1e200}, {"of": "w.2.0.0", "to": 1e200}]
    assert bench.refused("edit", changes=both, gesture="drag").path == "changes"
    assert bench.room.saved() == saved


def test_an_update_that_runs_over_after_an_edit_at_the_end_stops_there() -> None:
    bench = exploding(Limits(eta_max=1e300))
    bench.do("go_to", iteration=2, moment=bench.room._playhead.course.moments(2))
    bench.settle()
    bench.edit(("eta", 1e160))
    bench.settle()
    assert (bench.at, bench.room.trained_to) == ((2, bench.room._playhead.course.moments(2)), 2)
    assert bench.state.notice.code == "diverged"
    failure = bench.refused("edit", changes=[{"of": "w.1.0.0", "to": 1.0}], gesture=None)
    assert failure.path == "changes"
    bench.do("undo")
    assert bench.state.notice is None


def test_the_names_are_those_of_the_page() -> None:
    wide = Network(
        (2, 3, 2), ("tanh", "logistic"), "huber", "per_unit", ([[0.0] * 2] * 3, [[0.0] * 3] * 2), ([0.0] * 3, [0.0] * 2)
    )
    told = {
        of: name_of(of, wide)
        for of in ("w.1.0.0", "w.1.2.1", "w.2.0.0", "w.2.1.2", "b.1.2", "b.2.1", "a.0.1", "target.2.1")
    }
    assert list(told.values()) == ["w1", "w6", "w7", "w12", "b3", "b5", "x2", "t2"]
    frozen = EXAMPLES["mazur"].network
    assert (name_of("b.1.1", frozen), name_of("b.2.0", frozen), name_of("w.2.0.0", frozen)) == ("b1", "b2", "w5")
    leaky = Difference("activation.1", {"name": "logistic"}, {"name": "leaky_relu", "slope": 0.01})
    assert label([leaky], {"activation.1"}, wide) == "activation of layer 1 logistic → leaky relu 0.01"
    many = [Difference("eta", 0.5, 1e-6), Difference("w.1.0.0", -1 / 3, 2e6), Difference("b.1.0", 1.0, 2.0)]
    assert label(many, {"w.1.0.0", "eta"}, wide) == "η 0.5 → 1e−06 and 1 more"
    assert label(many[1:], {"w.1.0.0"}, wide) == "w1 −0.333333 → 2e+06"
    adam = {"name": "adam", "beta1": 0.9, "beta2": 0.999}
    tuned = Difference("optimiser", adam, {**adam, "beta1": 0.5, "schedule": {"name": "step", "step_size": 5.0}})
    assert label([tuned], {"optimiser"}, wide) == "beta1 0.9 → 0.5 and 1 more"
    other = Difference("optimiser", {"name": "sgd"}, adam)
    assert label([other, Difference("batch", 1, None)], {"optimiser"}, wide) == "optimiser sgd → adam"
    long = Difference(
        "activation.1", {"name": "leaky_relu", "slope": 1e-300}, {"name": "leaky_relu", "slope": 1.5e-300}
    )
    assert len(label([long, many[0]], {"activation.1", "eta"}, wide)) == 60


def test_a_network_of_ones_own_is_a_room_like_any_other() -> None:
    network = Network(
        (1, 2, 1),
        ("softplus", "identity"),
        "squared_error",
        "shared",
        ([[0.1], [0.2]], [[0.3, 0.4]]),
        ([0.5, 0.5], [0.1]),
    )
    bench = Bench(start=Moment.of_start(Start(Setup(network, [[1.0], [2.0]], [[0.5], [0.25]], 0.1), "Mine")))
    example = fields(bench.room.snapshot(1).about)["example"]
    assert example == {"id": None, "title": "Mine", "description": "", "source": ""}
    bench.edit(("b.1.1", 0.75))
    assert names(bench) == ["original", "b1 0.5 → 0.75"]
    assert bench.room.history().record(0).value("b.1.0") == 0.75
    (event,) = [event for event in bench.said if isinstance(event, BranchesEvent)]
    assert event.branch == 2
