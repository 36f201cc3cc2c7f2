"""Tests that try again what a test beside them tries: in another theme or size, with another parameter or optimiser.

CI leaves them out, so that everything takes less than ten minutes there; `python3 run.py test` runs them elsewhere.
"""

VARIANTS = (
    "test_asking_everybody.py::*[light-phone]",
    "test_asking_everybody.py::*[projector-desk]",
    "test_check_it.py::test_the_nudges_are_those_of_the_oracle[2.*]",
    "test_editing.py::test_a_weight_is_changed_in_the_picture_and_in_the_panel[Enter]",
    "test_editing.py::test_a_weight_is_changed_in_the_picture_and_in_the_panel[F2]",
    "test_editing.py::test_a_weight_is_changed_in_the_picture_and_in_the_panel[dblclick]",
    "test_editing.py::test_bad_input_is_refused_at_the_field_and_nothing_changes[picture]",
    "test_editing.py::test_every_given_is_changed_in_its_cell_and_no_number_is_stale[a.0.1]",
    "test_editing.py::test_every_given_is_changed_in_its_cell_and_no_number_is_stale[b.*]",
    "test_editing.py::test_every_given_is_changed_in_its_cell_and_no_number_is_stale[target.2.0]",
    "test_editing.py::test_every_given_is_changed_in_its_cell_and_no_number_is_stale[w.1.*]",
    "test_everybody.py::test_1280_by_720_needs_no_scrolling_at_any_moment[dark]",
    "test_everybody.py::test_1280_by_720_needs_no_scrolling_at_any_moment[light]",
    "test_everybody.py::test_axe_finds_nothing[phone-dark]",
    "test_everybody.py::test_axe_finds_nothing[phone-projector]",
    "test_everybody.py::test_axe_finds_nothing[projector-dark]",
    "test_everybody.py::test_axe_finds_nothing[projector-light]",
    "test_experiments.py::test_every_tab_fits_and_its_controls_have_words[phone]",
    "test_explained.py::test_nothing_in_the_picture_is_unexplained[phone]",
    "test_explained.py::test_one_walks_through_the_places_with_arrows[phone]",
    "test_keeping.py::test_a_broken_link_says_so_and_leads_on[/#m=%20]",
    "test_keeping.py::test_a_link_restores_the_moment_in_another_browser[Short link]",
    "test_kept_by_everybody.py::*[1280-dark]",
    "test_kept_by_everybody.py::*[1280-light]",
    "test_kept_by_everybody.py::*[390-dark]",
    "test_kept_by_everybody.py::*[390-projector]",
    "test_kept_by_everybody.py::test_axe_finds_nothing_in_a_frame[dark]",
    "test_kept_by_everybody.py::test_axe_finds_nothing_in_a_frame[light]",
    "test_notations.py::test_digits_reach_panel_table_formula_and_caption[2]",
    "test_notations.py::test_digits_reach_panel_table_formula_and_caption[5]",
    "test_notations.py::test_every_quantity_in_all_four[hinge]",
    "test_notations.py::test_every_quantity_in_all_four[huber]",
    "test_open_anything.py::test_every_quantity_of_the_script[0]",
    "test_open_anything.py::test_every_quantity_of_the_script[9]",
    "test_open_anything.py::test_go_to_where_it_is_computed[complement.1.0]",
    "test_open_anything.py::test_go_to_where_it_is_computed[delta.1.1]",
    "test_open_anything.py::test_go_to_where_it_is_computed[difference.2.1]",
    "test_paper_mode.py::test_the_students_numbers_stand_beside_the_exact_ones[2]",
    "test_paths.py::test_the_paths_add_up_to_the_gradient_found_by_nudging[1.0.1]",
    "test_paths.py::test_the_paths_add_up_to_the_gradient_found_by_nudging[1.1.0]",
    "test_paths.py::test_the_paths_add_up_to_the_gradient_found_by_nudging[1.1.1]",
    "test_paths.py::test_the_paths_add_up_to_the_gradient_found_by_nudging[2.*]",
    "test_pictures.py::test_the_svg_says_everything_the_stage_says[dark-390-844]",
    "test_pictures.py::test_the_svg_says_everything_the_stage_says[light-1280-720]",
    "test_together.py::test_a_restarted_server_finds_the_page_at_the_same_place[kill]",
    "test_together.py::test_a_restarted_server_finds_the_page_at_the_same_place[stop]",
    "test_training.py::test_any_number_opens_at_any_position[adagrad]",
    "test_training.py::test_any_number_opens_at_any_position[adamw]",
    "test_training.py::test_any_number_opens_at_any_position[nesterov]",
    "test_training.py::test_any_number_opens_at_any_position[rmsprop]",
    "test_training.py::test_everything_has_words_and_axe_finds_nothing[phone]",
    "test_training.py::test_nothing_runs_over_its_edge[phone]",
    "test_words.py::test_at_every_phase_in_every_tab_and_notation[phone]",
    "test_words.py::test_in_every_dialog[phone]",
    "test_words.py::test_while_something_is_changed_compared_and_taken_back[phone]",
)


def is_variant(node: str) -> bool:
    """Tell whether a test, by its node id, is one of them; `*` stands for anything."""
    return any(_fits(node.rpartition("/")[2], each) for each in VARIANTS)


def _fits(name: str, pattern: str) -> bool:
    first, *others = pattern.split("*")
    if not others:
        return name == pattern
    return name.startswith(first) and name.endswith(others[-1]) and len(name) >= len(first) + len(others[-1])
