"""Tests that run without coverage looking on: it makes their code take three times as long, and nearly all of what they
run other tests run, too.

So the thresholds ask that those others reach nearly every branch. A new branch that only these reach lowers what is
measured; take a test out of this list when it is the one to reach it.
"""

UNTRACED = (
    "benchmarks/",
    "core/test_allocations.py",
    "core/test_compiled.py::test_a_history_reaches_its_iterations_again_to_the_last_bit",
    "core/test_compiled.py::test_any_network_by_any_method",
    "core/test_compiled.py::test_what_is_not_finite_is_passed_on_as_numpy_does",
    "core/test_compiled_many.py::test_every_hidden_activation_and_policy",
    "core/test_compiled_many.py::test_every_output_and_loss",
    "core/test_compiled_many.py::test_what_is_not_finite_is_passed_on_as_numpy_does",
    "core/test_curvature.py::test_every_hidden_activation",
    "core/test_curvature.py::test_every_output_loss_and_policy[frozen",
    "core/test_curvature.py::test_every_output_loss_and_policy[shared",
    "core/test_curve.py::test_slices_make_no_difference",
    "core/test_defaults.py",
    "core/test_ensemble.py",
    "core/test_equations.py",
    "core/test_gradients.py",
    "core/test_history_edits.py",
    "core/test_landscape.py::test_a_linear_network_diverges_exactly_beyond_the_critical_eta",
    "core/test_landscape.py::test_every_cell_is_what_forward_and_backward_give",
    "core/test_landscape.py::test_what_is_called_quadratic_has_no_third_difference",
    "core/test_listing.py::test_numpy_prints_every_number_of_any_method",
    "core/test_listing.py::test_pytorch_computes_the_error_and_the_gradients_of_a_batch",
    "core/test_methods.py",
    "core/test_mistakes.py::test_the_early_program_after_10_000_updates",
    "core/test_nudge.py",
    "core/test_paper.py::test_every_output_and_loss_follows_its_rules",
    "core/test_paths.py::test_all_ways_lead_to_the_oracle_s_gradient[frozen",
    "core/test_paths.py::test_all_ways_lead_to_the_oracle_s_gradient[shared",
    "core/test_record.py::test_every_output_loss_and_policy",
    "server/test_crash.py",
    "server/test_docs.py",
    "server/test_live.py",
    "server/test_moment_file.py",
    "server/test_pages.py",
    "server/test_readable.py",
    "server/test_rest_",
    "server/test_room.py::test_the_curve_replayed_from_its_events_is_the_snapshot_s_and_right",
    "server/test_room_edits.py::test_what_cannot_be_is_refused_in_words_of_ours",
    "server/test_room_machine.py",
    "server/test_room_play.py::test_iterations_pass_at_the_speed_asked_for",
    "server/test_room_undo.py::test_a_room_comes_back_with_all_its_steps",
    "server/test_room_undo.py::test_a_room_goes_back_to_its_beginning_and_forth_again_bit_for_bit",
    "server/test_room_undo.py::test_twenty_five_thousand_steps_go_back_to_the_first_and_forth_to_the_last",
    "server/test_store.py",
    "server/test_warming.py",
    "tooling/",
)


def is_untraced(node: str) -> bool:
    """Tell whether a test, by its node id, is one of them."""
    return node.removeprefix("tests/").startswith(UNTRACED)
