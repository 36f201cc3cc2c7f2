"""Comments go from scripts before they are sent, and nothing else does."""

import pytest

from server.comments import without_comments

GONE = [
    ("// one\nlet a;\n", "\nlet a;\n"),
    ("  // indented\nlet a;", "\nlet a;"),
    ("/** @type {number} */\nlet a;\n", "\nlet a;\n"),
    ("/**\n * @param {string} a\n */\nlet a;\n", "\n\n\nlet a;\n"),
    ("let a; // stays\n", "let a; // stays\n"),
    ("let a = /** @type {any} */ (b);\n", "let a = /** @type {any} */ (b);\n"),
    ("let a;\n// last", "let a;\n"),
    ("let a;\n/* `never closed */\n// gone\n", "let a;\n\n\n"),
    ("// it's a \"quote\nlet b;\n// gone\n", "\nlet b;\n\n"),
    ("let a = `${b}`;\n// gone\n", "let a = `${b}`;\n\n"),
    ("let a = `${{ b: `${c}` }}`;\n// gone\n", "let a = `${{ b: `${c}` }}`;\n\n"),
    ("let a = `${\n  // gone\n  b\n}`;\n", "let a = `${\n\n  b\n}`;\n"),
    ('let a = /[`/"]/u;\n// gone\n', 'let a = /[`/"]/u;\n\n'),
    ("let a = b.replace(/\\/`/g, c / d);\n// gone\n", "let a = b.replace(/\\/`/g, c / d);\n\n"),
    ("return /`/.test(a) ? b / c : d / e;\n// gone\n", "return /`/.test(a) ? b / c : d / e;\n\n"),
]
KEPT = [
    "let a = `\n// text\n`;\n",
    "let a = `\n/* text\n * text\n */\n`;\n",
    "let a = `\\`\n// text\n`;\n",
    "let a = `${`\n// text\n`}\n// text\n`;\n",
    "let a = `${{ b: 1 }}\n// text\n`;\n",
    "let a = `$\n// text\n`;\n",
    "let a = '\\\n// text';\n",
    "let a = 'it\\'s';\nlet b = \"/*\";\nlet c = '*/';\n",
    "let a = /\\/*`/;\nlet b = `\n// text\n`;\n",
    "let a = {\n  b() {}\n};\nlet c = d / e;\n",
    "",
]


@pytest.mark.parametrize(("source", "expected"), GONE)
def test_a_line_that_is_wholly_comment_is_emptied(source, expected):
    assert without_comments(source) == expected


@pytest.mark.parametrize("source", KEPT)
def test_what_only_looks_like_a_comment_stays(source):
    assert without_comments(source) == source


@pytest.mark.parametrize("source", [source for source, _ in GONE] + KEPT)
def test_every_line_keeps_its_number_and_a_second_time_changes_nothing(source):
    once = without_comments(source)
    assert once.count("\n") == source.count("\n")
    assert without_comments(once) == once
