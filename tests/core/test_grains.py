"""Where steps of each grain stop, against counting: how many numbers a unit and a layer have, from the shape alone."""

from itertools import accumulate, pairwise

import numpy as np
import pytest

from core.examples import EXAMPLES
from core.method import method_of
from core.moments import GRAINS, moments_of, stops
from core.network import Network
from core.script import script_of
from tests.core.samples import ENDS, POLICIES, SOFTMAX, end_name, random_case

PLAIN = method_of({})
BATCH = method_of({"batch": None})
LOGISTIC, TANH = {"name": "logistic"}, {"name": "tanh"}
FUSED = {"binary_cross_entropy", "categorical_cross_entropy"}


def counted(sizes, end, policy, *, batched=False):
    """How many moments each phase's layers' units have, as nested lists: nothing here knows an id."""
    last, loss = end
    coupled = last == SOFTMAX
    forward = [[2] * n for n in sizes[1:-1]] + [[1] * (2 * sizes[-1]) if coupled else [2] * sizes[-1]]
    error = [[1] * (sizes[-1] + 1)]
    outputs = [1] * sizes[-1] if loss["name"] in FUSED else [1] * (2 * sizes[-1]) if coupled else [3] * sizes[-1]
    backward = [outputs, gradients(sizes, len(sizes) - 1, policy)]
    for layer in range(len(sizes) - 2, 0, -1):
        backward += [[sizes[layer + 1] + 3] * sizes[layer], gradients(sizes, layer, policy)]
    return [forward, error, backward, [[1], [1]] if batched else [[1]]]


def gradients(sizes, layer, policy):
    biases = {"frozen": 0, "shared": 1, "per_unit": sizes[layer]}[policy]
    return [sizes[layer - 1]] * sizes[layer] + [1] * biases


def ends(tree):
    """The stops that these counts make."""
    return {
        "phase": list(accumulate(sum(map(sum, phase)) for phase in tree)),
        "layer": list(accumulate(sum(layer) for phase in tree for layer in phase)),
        "unit": list(accumulate(unit for phase in tree for layer in phase for unit in layer)),
        "quantity": list(range(1, sum(sum(map(sum, phase)) for phase in tree) + 1)),
    }


def found(net, method=PLAIN):
    network = net if isinstance(net, Network) else Network(**net)
    return {grain: list(at) for grain, at in stops(moments_of(network, method)).items()}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_every_output_loss_and_policy(end, policy):
    sizes = [3, 4, 2, 3]
    rng = np.random.default_rng(5)
    network = Network(
        sizes,
        [TANH, LOGISTIC, end[0]],
        end[1],
        policy,
        [rng.normal(size=(n_out, n_in)) for n_in, n_out in pairwise(sizes)],
        [np.full(n, 0.25) for n in sizes[1:]],
    )
    assert found(network) == ends(counted(sizes, end, policy))
    assert found(network, BATCH) == ends(counted(sizes, end, policy, batched=True))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda each: each.id)
def test_every_example(example):
    network = example.network
    end = network.activations[-1].as_dict(), network.loss.as_dict()
    assert found(network) == ends(counted(list(network.sizes), end, network.bias_policy))


def test_the_2_2_2_network():
    assert found(EXAMPLES["mazur"].network) == {
        "quantity": list(range(1, 37)),
        "unit": [2, 4, 6, 8, 9, 10, 11, 14, 17, 19, 21, 26, 31, 33, 35, 36],
        "layer": [4, 8, 11, 17, 21, 31, 35, 36],
        "phase": [8, 11, 35, 36],
    }


@pytest.mark.parametrize("seed", range(12))
def test_eight_layers_of_any_width(seed):
    net, _, _ = random_case(np.random.default_rng(seed), depth=8)
    here = found(net)
    assert here == ends(counted(net["sizes"], (net["activations"][-1], net["loss"]), net["bias_policy"]))
    for finer, coarser in pairwise(GRAINS):
        assert set(here[coarser]) <= set(here[finer])


def test_nothing_that_a_step_leads_over_needs_what_comes_later():
    """A run's numbers come together, so none of another run that comes later may be among those they are made of."""
    net, _, _ = random_case(np.random.default_rng(3), depth=8)
    script = script_of(Network(**net))
    made = {quantity.id: quantity for quantity in script.quantities}
    for grain in GRAINS:
        run = [0] * len(script.moments)
        for index, (start, stop) in enumerate(pairwise((0, *script.stops[grain]))):
            run[start:stop] = [index] * (stop - start)
        for quantity in script.quantities:
            for term in quantity.rule.terms if quantity.rule else ():
                known = [made[each].moment for each in term.factors if isinstance(each, str)]
                assert all(at is None or run[at] <= run[quantity.moment] for at in known)
