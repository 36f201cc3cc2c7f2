"""Four notations of one moment: the same factors in each, and code that runs to the server's number."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.network import Network
from core.record import record
from tests.browser.oracle import at
from tests.browser.reading import step_to, wait_for

Open = Callable[..., Page]

NETWORKS: dict[str, tuple[list[int], list[Any], Any, str]] = {
    "logistic": ([2, 2, 2], ["logistic", "logistic"], "half_squared_error", "frozen"),
    "softmax": ([3, 4, 3], ["tanh", "softmax"], "categorical_cross_entropy", "shared"),
    "jacobian": ([2, 3, 3], ["softplus", "softmax"], "mean_squared_error", "per_unit"),
    "binary": ([2, 7, 1], [{"name": "leaky_relu", "slope": 0.25}, "logistic"], "binary_cross_entropy", "per_unit"),
    "hinge": ([2, 2, 2, 2], ["gelu", {"name": "elu", "alpha": 1.5}, "identity"], "hinge", "shared"),
    "huber": ([2, 3, 2], ["relu", "identity"], {"name": "huber", "threshold": 0.3}, "frozen"),
}

RENDER = """async ([script, values, network]) => {
  const load = (name) => import(`/static/js/${name}.js`);
  const { ScriptView } = await load("model/script");
  const { networkNames } = await load("model/network");
  const { describe } = await load("view/notation/description");
  const [{ textbook }, { matrix }, { numpy }] =
    await Promise.all(["textbook", "matrix", "numpy"].map((name) => load(`view/notation/${name}`)));
  const [article, modern] = ["article", "modern"].map((notation) =>
    (told, lesson) => textbook(told, { ...lesson, names: lesson.names.in(notation) }));
  const lesson = { script: new ScriptView(script), names: networkNames(network), value: (id) => values[id] ?? null };
  const named = (expression, marked) => !expression ? [] : [
    ...(expression.of && (!marked || expression.marked) ? [expression.of] : []),
    ...[...(expression.parts ?? []), ...(expression.rows ?? []).flat()].flatMap((part) => named(part, marked)),
  ];
  return script.quantities.filter(({ rule }) => rule).map(({ id }) => {
    const told = describe(id, lesson);
    return { id, article: named(article(told, lesson).numeric), modern: named(modern(told, lesson).numeric),
             matrix: named(matrix(told, lesson).numeric, true), code: numpy(told, lesson).code };
  });
}"""


def run(code: str) -> float:
    """Run what the page shows, as its reader would, and read what it prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})
    return float(out.getvalue())


@pytest.mark.parametrize("name", NETWORKS)
def test_every_quantity_in_all_four(page: Page, name: str) -> None:
    sizes, activations, loss, policy = NETWORKS[name]
    rng = np.random.default_rng(7)
    w = [rng.normal(0, 1, (n, m)).tolist() for m, n in pairwise(sizes)]
    b = [np.full(n, rng.normal()).tolist() for n in sizes[1:]]
    network = Network(sizes, activations, loss, policy, w, b)
    target = {"hinge": [1.0, -1.0], "softmax": [0.0, 1.0, 0.0]}.get(name, rng.random(sizes[-1]).tolist())
    made = record(network, rng.normal(0, 1, sizes[0]), target, 0.5)
    script: Any = {part: [asdict(each) for each in getattr(made.script, part)] for part in ("moments", "equations")}
    # A quantity puts its rule together when it is asked for it.
    told = ("id", "kind", "layer", "unit", "source", "moment")
    script["quantities"] = [
        {**{part: getattr(each, part) for part in told}, "rule": each.rule and asdict(each.rule)}
        for each in made.script.quantities
    ]
    values = {quantity.id: made.value(quantity.id) for quantity in made.script.quantities}
    rules = {quantity.id: quantity.rule for quantity in made.script.quantities}

    def down(id_: str) -> set[str]:
        """The streams of error, each down to what it is made of."""
        rule = rules[id_]
        factors = (
            {factor for term in rule.terms for factor in term.factors if isinstance(factor, str)} if rule else set()
        )
        streams = id_.startswith(("delta", "contribution")) or any(each.startswith("contribution") for each in factors)
        return set().union(*map(down, factors)) if streams and factors else {id_}

    shown = page.evaluate(RENDER, [script, values, {"sizes": sizes, "bias_policy": policy}])
    assert len(shown) == sum(rule is not None for rule in rules.values())
    for each in shown:
        id_, rule = each["id"], rules[each["id"]]
        assert rule is not None
        factors = set().union(*(down(f) for term in rule.terms for f in term.factors if isinstance(f, str)), set())
        assert set(each["article"]) == set(each["modern"])
        assert set().union(*map(down, each["modern"]), set()) <= factors, id_  # long sums are shortened in the middle
        assert set().union(*(down(m) for m in each["matrix"] if m != id_), set()) <= factors, id_
        assert len(each["matrix"]) > 1 or not factors, id_
        assert run(each["code"]) == pytest.approx(values[id_], rel=1e-12, abs=1e-15), f"{id_}\n{each['code']}"


def choose(page: Page, notation: str) -> None:
    page.get_by_role("radiogroup", name="Notation").get_by_role("radio", name=notation).check(force=True)


def test_the_switch_changes_every_part_of_the_page_and_is_remembered(page: Page) -> None:
    step_to(page, 14)
    choose(page, "as in the article")
    panel = page.get_by_role("tabpanel")
    expect(panel.locator(".equation math")).to_have_text(re.compile(r"total.*out.*net"))
    expect(page.locator("#stage .view")).to_contain_text("out′")
    page.get_by_role("tab", name="Table").click()
    expect(panel.locator("th").filter(has_text="net")).to_have_count(1)
    page.get_by_role("tab", name="Chain rule").click()
    page.get_by_text("Signs").click()
    expect(page.locator(".reminder")).to_contain_text("δ = +∂E total/∂net")
    choose(page, "matrices")
    expect(panel.locator(".equation").first).to_contain_text("⊙")
    expect(panel.locator(".equation.filled .marked").first).to_be_visible()
    page.reload()
    page.evaluate("async () => { await window.deltaflow.ready; }")
    expect(page.get_by_role("radio", name="matrices")).to_be_checked()


def test_the_radio_group_works_by_keyboard(page: Page) -> None:
    page.get_by_role("radio", name="as in most textbooks").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="matrices")).to_be_checked()
    # From moment 0 one comes to where all is computed; had it stepped, too, to moment 1.
    page.get_by_role("button", name="Next iteration", exact=True).click()
    wait_for(page, 1, 35)


def test_the_code_on_the_page_runs_to_the_oracles_number(page: Page) -> None:
    truth = at(0)
    step_to(page, 36)
    choose(page, "code")
    for id_ in ("z.1.0", "a.2.1", "error.2.0", "error_total", "df.1.1", "delta.1.0", "dE_dw.1.0.0", "w_next.1.0.0"):
        page.evaluate("(id) => { window.deltaflow.store.selection.value = id; }", id_)
        listing = page.locator(".listing code")
        expect(listing.locator("b")).to_contain_text(" = ")
        code = listing.inner_text().strip().splitlines()
        assert run("\n".join(["import numpy as np", *code[:-1], f"print({code[-1]})"])) == pytest.approx(
            truth[id_], rel=1e-13
        )


@pytest.mark.parametrize("digits", [2, 5, 17])
def test_digits_reach_panel_table_formula_and_caption(page: Page, digits: int) -> None:
    truth = at(0)
    step_to(page, 14)
    page.get_by_label("Digits of every number").select_option(str(digits))
    result = page.locator("output.big")
    answer = float(result.inner_text().replace("+", ""))
    assert answer == float(f"{truth['delta.2.0']:.{digits}g}")
    if digits == 17:
        assert answer == page.evaluate("window.deltaflow.store.value('delta.2.0')")
    expect(page.locator(".caption")).to_contain_text(result.inner_text())
    page.get_by_role("tab", name="Table").click()
    text = page.locator("table [data-quantity='delta.2.0']").inner_text()
    assert float(text) == answer
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
