"""Moment files for tests, as documents."""

import copy

OWN = {
    "network": {
        "sizes": [2, 3, 1],
        "activations": ["tanh", {"name": "leaky_relu", "slope": 0.2}],
        "loss": {"name": "huber", "threshold": 0.5},
        "bias_policy": "per_unit",
        "w": [[[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]], [[0.7, -0.8, 0.9]]],
        "b": [[0.0, 0.1, 0.2], [0.3]],
    },
    "x": [[0.1, 0.2], [0.3, 0.4]],
    "target": [[0.5], [-0.5]],
    "eta": 0.25,
}


def document(start=None, **changes):
    """A moment with two branches, at (5, 3) of the second one."""
    made = {
        "schema": "deltaflow.moment",
        "version": 1,
        "title": "A <b>title</b>",
        "start": start or {"example": "mazur"},
        "branches": [
            {"name": "original", "parent": None, "edits": [], "trained_to": 12},
            {
                "name": "larger steps",
                "parent": 0,
                "trained_to": 9,
                "edits": [
                    {"iteration": 2, "changes": [{"of": "eta", "to": 2.0}, {"of": "w.1.0.0", "to": -0.125}]},
                    {"iteration": 4, "changes": [{"of": "activation.1", "to": {"name": "elu", "alpha": 0.5}}]},
                ],
            },
        ],
        "branch": 1,
        "position": {"iteration": 5, "moment": 3},
        "view": {"selection": "dE_dw.1.0.0", "notation": "modern", "digits": None, "theme": "projector"},
    }
    return copy.deepcopy(made | changes)


def changed(path, value):
    """The document with one value replaced; a path such as `branches/1/parent`."""
    made = document()
    *inner, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    place = made
    for step in inner:
        place = place[step]
    place[last] = value
    return made
