"""scikit-learn's MLPClassifier and MLPRegressor with plain gradient descent, from the case's weights.

All epochs are one call of `fit`, which is quicker than a call of `partial_fit` each: it checks its data once.
"""

from __future__ import annotations

import warnings

import numpy as np

from benchmarks.cases import Case
from benchmarks.peers.running import Training, Unable
from core.network import Network

try:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier, MLPRegressor
except ImportError:
    MLPClassifier = None


def network(case: Case) -> Training:
    """Its loss belongs to the kind of target: cross-entropy of classes, the halved squared error of numbers."""
    if MLPClassifier is None:
        raise Unable("not installed: scikit-learn, see benchmarks/README.md")
    setup = case.setup
    start, per_epoch = setup.network, setup.batches.per_epoch
    if not start.trains_biases:
        raise Unable("has no frozen biases, and no squared error of a logistic output")
    classes = start.loss.name == "categorical_cross_entropy"
    y = setup.target.argmax(axis=1) if classes else setup.target[:, 0]
    model = (MLPClassifier if classes else MLPRegressor)(
        hidden_layer_sizes=start.sizes[1:-1],
        activation="tanh",
        solver="sgd",
        alpha=0.0,
        batch_size=case.batch,
        learning_rate_init=setup.eta,
        momentum=0.0,
        shuffle=False,
        warm_start=True,
        tol=0.0,
        n_iter_no_change=2**31,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.set_params(max_iter=1).fit(setup.x, y)  # makes its arrays
    for there, w, b in zip(range(len(start.w)), start.w, start.b, strict=True):
        np.copyto(model.coefs_[there], w.T)
        np.copyto(model.intercepts_[there], b)

    def train(count: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.set_params(max_iter=count // per_epoch).fit(setup.x, y)

    def reached() -> Network:
        return start.with_parameters([w.T for w in model.coefs_], model.intercepts_)

    return train, reached
