"""Sets that ship: each is what it says, checked without the code that makes it."""

import math

import numpy as np
import pytest

from core.datasets.catalogue import DATASETS, MOST_ROWS, dataset
from core.datasets.dataset import Dataset
from core.errors import ShapeError, UnknownNameError, ValueRangeError
from core.parameters import LARGEST_WHOLE

PLANE = ["gaussians", "circles", "moons", "spiral"]
CURVES = {
    "line": lambda x: x / 2 + 0.25,
    "parabola": lambda x: x**2,
    "sine": lambda x: math.sin(math.pi * x),
    "step": lambda x: 1.0 if x >= 0 else 0.0,
    "bump": lambda x: math.exp(-16 * x**2),
}
MADE = [*PLANE, *CURVES]


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_says_what_it_is(name):
    found = dataset(name)
    assert found.id == name
    assert found.title
    assert found.description.endswith(".")
    assert found.source.endswith(".")
    assert found.kind == ("classes" if found.classes else "numbers")
    assert found.x.shape == (found.rows, len(found.inputs))
    assert found.target.shape == (found.rows, len(found.outputs))
    assert not found.x.flags.writeable
    assert not found.target.flags.writeable


def test_iris_has_the_sums_and_variances_of_fisher_s_table():
    """Sums in tenths of a centimetre, and variances, as R's datasets::iris gives them."""
    iris = dataset("iris")
    assert np.rint(10 * iris.x.sum(axis=0)).tolist() == [8765, 4586, 5637, 1799]
    assert iris.x.mean(axis=0) == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], abs=5e-7)
    assert iris.x.var(axis=0, ddof=1) == pytest.approx([0.6856935, 0.1899794, 3.1162779, 0.5810063], abs=5e-8)
    assert iris.target.sum(axis=0).tolist() == [50, 50, 50]
    assert iris.labels.tolist() == [0] * 50 + [1] * 50 + [2] * 50


def test_iris_species_have_fisher_s_means():
    """Table 2 of the paper."""
    means = dataset("iris").x.reshape(3, 50, 4).mean(axis=1)
    assert means == pytest.approx(
        np.array([[5.006, 3.428, 1.462, 0.246], [5.936, 2.770, 4.260, 1.326], [6.588, 2.974, 5.552, 2.026]]), abs=5e-4
    )


def test_iris_rows_that_are_widely_copied_wrong_are_right():
    iris = dataset("iris")
    assert iris.x[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert iris.x[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert iris.x[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert iris.x[149].tolist() == [5.9, 3.0, 5.1, 1.8]


@pytest.mark.parametrize(
    ("name", "rule"), [("and", lambda a, b: a and b), ("or", lambda a, b: a or b), ("xor", lambda a, b: a != b)]
)
def test_gates_are_truth_tables(name, rule):
    gate = dataset(name)
    assert sorted(gate.x.tolist()) == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert gate.target[:, 0].tolist() == [float(rule(*row)) for row in gate.x.tolist()]


def test_the_encoder_gives_back_what_it_is_given():
    encoder = dataset("encoder")
    assert encoder.x.tolist() == encoder.target.tolist() == np.eye(4).tolist()
    assert encoder.labels.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("name", CURVES)
def test_without_noise_curves_are_their_formulas(name):
    curve = dataset(name, noise=0, rows=41)
    assert curve.x[:, 0] == pytest.approx([-1 + n / 20 for n in range(41)], abs=1e-12)
    assert curve.target[:, 0] == pytest.approx([CURVES[name](x) for x in curve.x[:, 0].tolist()], abs=1e-12)


def in_circles(x, y):
    radius = math.hypot(x, y)
    return 1 if radius <= 0.5 else 0 if 0.7 <= radius <= 1 else None


def on_moons(x, y):
    """The moons' centres are (−½, −¼) and (½, ¼)."""
    if y >= -0.25 - 1e-12 and math.isclose(math.hypot(x + 0.5, y + 0.25), 1):
        return 0
    return 1 if y <= 0.25 + 1e-12 and math.isclose(math.hypot(x - 0.5, y - 0.25), 1) else None


def on_spiral(x, y):
    """An arm's angle grows with the radius: 1¾ turns on the way to radius 1; the other arm is half a turn away."""
    radius = math.hypot(x, y)
    turns = math.atan2(x, y) / (2 * math.pi) - 1.75 * radius
    return (
        0
        if math.isclose(turns % 1, 0, abs_tol=1e-9) or turns % 1 > 1 - 1e-9
        else 1
        if abs(turns % 1 - 0.5) < 1e-9
        else None
    )


@pytest.mark.parametrize(("name", "which"), [("circles", in_circles), ("moons", on_moons), ("spiral", on_spiral)])
@pytest.mark.parametrize("rows", [2, 3, 101, 200])
def test_without_noise_points_lie_where_their_class_does(name, which, rows):
    points = dataset(name, noise=0, rows=rows, seed=7)
    assert [which(x, y) for x, y in points.x.tolist()] == points.target[:, 0].tolist()


def test_gaussians_without_noise_are_their_centres():
    assert dataset("gaussians", noise=0, rows=4).x.tolist() == [[-0.5, -0.5], [0.5, 0.5], [-0.5, -0.5], [0.5, 0.5]]


@pytest.mark.parametrize("name", PLANE)
def test_every_start_holds_both_classes(name):
    labels = dataset(name, rows=9).labels
    assert labels.tolist() == [0, 1, 0, 1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize("name", MADE)
def test_noise_is_the_standard_deviation_of_the_shift(name):
    clean, noisy = (dataset(name, noise=noise, rows=2000, seed=3) for noise in (0, 0.1))
    shift = noisy.target - clean.target if name in CURVES else noisy.x - clean.x
    assert shift.std() == pytest.approx(0.1, rel=0.1)
    assert abs(shift.mean()) < 0.01
    twice = dataset(name, noise=0.2, rows=2000, seed=3)
    assert (twice.target - clean.target if name in CURVES else twice.x - clean.x) == pytest.approx(2 * shift)


@pytest.mark.parametrize("name", MADE)
def test_the_seed_decides_and_nothing_else_does(name):
    first, again, other = (dataset(name, rows=30, noise=0.1, seed=seed) for seed in (5, 5, 6))
    np.random.default_rng().random()
    for field in ("x", "target"):
        assert getattr(first, field).tolist() == getattr(again, field).tolist()
    assert first.x.tolist() != other.x.tolist() or first.target.tolist() != other.target.tolist()


@pytest.mark.parametrize("name", MADE)
def test_the_number_of_rows_is_what_was_asked_for(name):
    for rows in (2, 3, 50, MOST_ROWS):
        assert dataset(name, rows=rows).rows == rows


@pytest.mark.parametrize(
    ("name", "options", "field"),
    [
        ("circles", {"noise": -0.1}, "noise"),
        ("circles", {"noise": 1.5}, "noise"),
        ("circles", {"noise": math.nan}, "noise"),
        ("circles", {"rows": 1}, "rows"),
        ("circles", {"rows": MOST_ROWS + 1}, "rows"),
        ("circles", {"rows": 2.5}, "rows"),
        ("circles", {"seed": -1}, "seed"),
        ("circles", {"seed": LARGEST_WHOLE + 1}, "seed"),
        ("circles", {"seed": True}, "seed"),
        ("sine", {"rows": "50"}, "rows"),
    ],
)
def test_options_out_of_range_are_named(name, options, field):
    with pytest.raises(ValueRangeError) as caught:
        dataset(name, **options)
    assert caught.value.field == field


def test_unknown_names_are_named():
    with pytest.raises(UnknownNameError, match=r"choose one of .*iris") as caught:
        dataset("nix")
    assert caught.value.field == "id"
    with pytest.raises(UnknownNameError, match="iris has no parameter 'noise'"):
        dataset("iris", noise=0.1)


def made(classes=("a", "b"), x=((1.0,), (2.0,)), target=((0.0,), (1.0,)), outputs=("y",)):
    return Dataset("own", "Own", "Own.", "Own.", ("x",), outputs, classes, x, target)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"x": ((1.0, 2.0), (3.0, 4.0))}, "x"),
        ({"x": ((1.0,),)}, "target"),
        ({"x": (), "target": ()}, "x"),
        ({"target": ((0.0, 1.0), (1.0, 0.0))}, "target"),
        ({"classes": ("a",)}, "classes"),
        ({"classes": ("a", "b", "c")}, "classes"),
        ({"classes": ("a", "b", "c"), "outputs": ("a", "b"), "target": ((0.0, 1.0), (1.0, 0.0))}, "classes"),
        ({"target": ((0.0,), (0.5,))}, "target/1/0"),
        ({"outputs": ("a", "b"), "target": ((0.0, 1.0), (1.0, 1.0))}, "target/1/0"),
        ({"outputs": ("a", "b"), "target": ((0.0, 0.0), (0.0, 1.0))}, "target/0/0"),
        ({"x": ((1.0,), (math.inf,))}, "x/1/0"),
    ],
)
def test_what_does_not_fit_together_is_refused(fields, field):
    with pytest.raises((ShapeError, ValueRangeError)) as caught:
        made(**fields)
    assert caught.value.field == field


def test_outputs_stand_for_classes():
    assert made().answered([[0.49], [0.5], [2.0], [-1.0]]).tolist() == [0, 1, 1, 0]
    one_hot = made(outputs=("a", "b"), target=((1.0, 0.0), (0.0, 1.0)))
    assert one_hot.answered([[0.2, 0.1], [0.1, 0.2]]).tolist() == [0, 1]
    assert one_hot.labels.tolist() == [0, 1]
    assert one_hot.accuracy([[0.2, 0.1], [0.2, 0.1]]) == 0.5
    assert one_hot.accuracy([[0.2, 0.1]], np.array([1])) == 0.0
    with pytest.raises(ShapeError):
        made(classes=()).answered([[1.0]])


def test_a_dataset_keeps_its_own_copy():
    x = np.array([[1.0], [2.0]])
    kept = made(x=x)
    x[0] = 9.0
    assert kept.x[0] == 1.0
