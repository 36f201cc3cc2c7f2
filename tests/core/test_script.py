"""A script is one object for all that are alike; whatever makes another one makes another object."""

import gc
import weakref
from dataclasses import replace
from itertools import combinations, pairwise

from core import script
from core.method import PLAIN, Method
from core.network import Network
from core.optimisers import optimiser
from core.schedules import schedule
from core.script import script_of


def network(sizes=(2, 3, 2), activations=("tanh", "logistic"), loss="half_squared_error", policy="per_unit", value=0.1):
    w = [[[value] * n_in] * n_out for n_in, n_out in pairwise(sizes)]
    return Network(sizes, activations, loss, policy, w, [[value] * n for n in sizes[1:]])


VARIANTS = [
    (network(), PLAIN),
    (network((3, 2, 2)), PLAIN),
    (network(activations=("tanh", "identity")), PLAIN),
    (network(activations=({"name": "elu", "alpha": 0.5}, "logistic")), PLAIN),
    (network(activations=({"name": "elu", "alpha": 0.25}, "logistic")), PLAIN),
    (network(activations=({"name": "leaky_relu", "slope": 0.0}, "logistic")), PLAIN),
    (network(loss="squared_error"), PLAIN),
    (network(loss="binary_cross_entropy"), PLAIN),
    (network(loss={"name": "huber", "threshold": 2.0}), PLAIN),
    (network(loss={"name": "huber", "threshold": 3.0}), PLAIN),
    (network(policy="shared"), PLAIN),
    (network(policy="frozen"), PLAIN),
    (network(), Method(batch=2)),
    (network(), Method(optimiser("momentum"))),
    (network(), Method(optimiser("momentum", momentum=0.5))),
    (network(), Method(optimiser("nesterov"))),
    (network(), Method(optimiser("adam"))),
    (network(), Method(optimiser("adam", eps=1e-7))),
    (network(), Method(optimiser("adamw"))),
    (network(), Method(optimiser("sgd", weight_decay=0.5))),
]


def told(of):
    return of, [quantity.rule for quantity in of.quantities]


def test_what_is_different_has_a_script_of_its_own_that_is_what_would_be_built():
    scripts = [script_of(*variant) for variant in VARIANTS]
    for variant, found in zip(VARIANTS, scripts, strict=True):
        assert told(found) == told(script._built(*variant))
    assert not [pair for pair in combinations(scripts, 2) if pair[0] is pair[1]]
    assert len({id(each) for each in scripts}) == len(VARIANTS)


def test_numbers_learning_rates_and_data_make_no_other_script():
    one = script_of(network(), PLAIN)
    assert script_of(network(value=0.7), PLAIN) is one
    assert script_of(network(), replace(PLAIN, schedule=schedule("step", step_size=50.0))) is one
    batch = script_of(network(), Method(batch=2))
    assert script_of(network(), Method(batch=None, reduction="sum", shuffle=3)) is batch


def test_it_says_whether_there_is_something_to_build():
    kind = network((2, 1), ({"name": "elu", "alpha": 0.123},))
    assert not script.is_at_hand(kind, PLAIN)
    gone = weakref.ref(script_of(kind, PLAIN))
    gc.collect()
    assert gone() is not None, "what was used last is kept"
    assert script.is_at_hand(kind, PLAIN)
