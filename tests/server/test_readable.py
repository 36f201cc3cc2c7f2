"""Names as others type them: on the projector they must neither hide nor turn the text around them."""

import pytest

from server.readable import trouble
from server.rest.moment_models import BranchModel, MomentDocument
from tests.server.moments import document
from tests.server.room_bench import Bench

GOOD = [
    "w5 0.4 → 0.5",
    "שלום",
    "العربية",
    "é",
    "e\u0301",
    "👩\u200d🔬",
    "❤\ufe0f",
    "δ",
    "ไม่",
    "<b>",
    "1",
    "…",
    "a" * 60,
]
BAD = {
    "seen": ["", " ", "\u200b\u200b", "\u2060", "\u0301", "\u00a0\u2003", "\ufeff"],
    "control": ["a\nb", "a\x00", "\x1b[31m", "a\u202eb", "\u2066a", "a\u200fb", "a\u2028b", "a\x85"],
    "marks": ["a" + "\u0301" * 5, "a" + "\u0489" * 59],
}


@pytest.mark.parametrize("name", GOOD)
def test_a_name_that_can_be_read_is_taken_everywhere(name: str) -> None:
    assert trouble(name) is None
    bench = Bench()
    bench.do("name_branch", branch=1, name=name)
    assert bench.room.moment().branches[0].name == name
    assert MomentDocument.model_validate(document(title=name)).title == name


@pytest.mark.parametrize(("word", "name"), [(word, name) for word, names in BAD.items() for name in names])
def test_a_name_that_cannot_be_read_is_refused_everywhere(word: str, name: str) -> None:
    assert word in trouble(name)
    branch = document()["branches"][0] | {"name": name}
    for model, sent in ((BranchModel, branch), (MomentDocument, document(title=name))):
        with pytest.raises(ValueError, match=r"^1 validation error"):
            model.model_validate(sent)
    if name:
        failure = Bench().refused("name_branch", branch=1, name=name)
        assert (failure.code, failure.path) == ("out_of_range", "name")
        assert name not in failure.detail or not name.strip()
