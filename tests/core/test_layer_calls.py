"""Calls that write into buffers, where numbers run over: what the readable functions make of them."""

import itertools

import numpy as np
import pytest

from core.activations import activation
from core.arrays import silent
from core.layer_calls import softmax

STRANGE = (0.0, -0.0, 1.5, -745.0, 1e308, -1e308, np.inf, -np.inf, np.nan, 5e-324)


@pytest.mark.parametrize("units", [2, 3, 4])
def test_softmax_of_any_net_inputs(units):
    """Few units are joined one by one, by a maximum that passes over what is undefined."""
    rows = np.array(list(itertools.product(STRANGE, repeat=units)))
    z, a = np.ascontiguousarray(rows.T), np.empty(rows.T.shape)
    with silent():
        expected = activation("softmax").f(rows).T
        for call in softmax(z, a):
            call()
    np.testing.assert_array_equal(a, expected)
    assert np.isnan(a).any()
