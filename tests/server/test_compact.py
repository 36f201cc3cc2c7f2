"""Scripts and style sheets lose what only their readers need, and nothing else."""

import json
import shutil
import subprocess

import pytest

from server.compact import compact_script, compact_styles
from server.paths import STATIC

SMALLER = [
    ("// one\nlet a;\n", "\nlet a;\n"),
    ("let a; // one\nlet b;\n", "let a;\nlet b;\n"),
    ("/** @type {number} */\nlet a;\n", "\nlet a;\n"),
    ("/**\n * @param {string} a\n */\nlet a;\n", "\nlet a;\n"),
    ("let a = /** @type {any} */ (b);\n", "let a=(b);\n"),
    ("let a;\n// last", "let a;\n"),
    ("// it's a \"quote\nlet b;\n", "\nlet b;\n"),
    ("let a = `${b}`;\n// gone\n", "let a=`${b}`;\n"),
    ("let a = `${{ b: `${c + d}` }} // `;\n// gone\n", "let a=`${{b:`${c+d}`}} // `;\n"),
    ("let a = `${\n  // gone\n  b\n}`;\n", "let a=`${\nb\n}`;\n"),
    ('let a = /[`/" ]/u;\n// gone\n', 'let a=/[`/" ]/u;\n'),
    ("let a = b.replace(/\\/` /g, c / d);\n// gone\n", "let a=b.replace(/\\/` /g,c / d);\n"),
    ("return / `/.test(a) ? b / c : d / e;\n// gone\n", "return / `/.test(a)?b / c:d / e;\n"),
    ("if (a) {\n  b();\n}\nc = [\n  1,\n  -1,\n];\n", "if(a){b();}\nc=[1,-1,];\n"),
    ("let a = {\n  b() {}\n};\nlet c = d / e;\n", "let a={b(){}};\nlet c=d / e;\n"),
    ("a = b + +c - -d + ++e - f-- - g;\n", "a=b+ +c- -d+ ++e-f-- -g;\n"),
    ("a = b\n  .c()\n  ?.d(1 .toString());\n", "a=b.c()?.d(1 .toString());\n"),
    ("return typeof a in b;\n", "return typeof a in b;\n"),
    ("class A {\n  #a = 1;\n  static *b() {}\n}\n", "class A{#a=1;\nstatic*b(){}}\n"),
    ("a();\n\n\n    b();\n", "a();\nb();\n"),
]
KEPT = [
    "let a=`\n// text\n`;\n",
    "let a=`\n/* text\n * text\n */\n`;\n",
    "let a=`\\`\n// text\n`;\n",
    "let a=`${`\n// text  , \n`}\n// text\n`;\n",
    "let a=`${{b:1}}\n// text\n`;\n",
    "let a=`$\n// text\n`;\n",
    "let a='\\\n// text';\n",
    "let a='it\\'s  ,  so';\nlet b=\"/*\";\nlet c='*/';\n",
    "let a=/\\/*`  +/;\nlet b=`\n// text\n`;\n",
    "",
]
STYLES = [
    ("/* one */\na > b,\nc {\n  d: 1px;\n  e: f(g, h);\n}\n", "a>b,c{d:1px;e:f(g,h)}\n"),
    ("a :hover { b: calc(1px + 2px) / 3; }", "a :hover{b:calc(1px + 2px) / 3}\n"),
    ('a::before { content: "/* ; } */  ,"; }', 'a::before{content:"/* ; } */  ,"}\n'),
    ("@media (a: 1px) and (b) {\n  c {\n    d: e;\n  }\n}\n", "@media (a:1px) and (b){c{d:e}\n}\n"),
]


@pytest.mark.parametrize(("source", "expected"), SMALLER)
def test_comments_and_needless_spaces_go(source, expected):
    assert compact_script(source) == expected


@pytest.mark.parametrize("source", KEPT)
def test_what_only_looks_like_a_comment_or_a_space_stays(source):
    assert compact_script(source) == source


@pytest.mark.parametrize("source", [source for source, _ in SMALLER] + KEPT)
def test_a_second_time_changes_nothing(source):
    once = compact_script(source)
    assert compact_script(once) == once


@pytest.mark.parametrize(("source", "expected"), STYLES)
def test_styles_lose_the_same(source, expected):
    assert compact_styles(source) == expected


@pytest.fixture(scope="module")
def node():
    path = shutil.which("node")
    if path is None:
        pytest.skip("needs Node to read what was made smaller; the browser tests run it, too")
    return path


PROGRAM = """
// A program of what could go wrong.
class Counter {
  #count = 1;
  static *upTo(last) {
    for (let at = 0; at < last; at += 1) yield at; // not /this/
  }
  get next() { return this.#count++ + +this.#count - -1; }
}
const [a, b] = [12, 4];
const half = a / b / 2; /* a "comment" */ const g = 3;
const found = "a / b // c".replace(/ \\/ |[/ ]{2}/g, (x) => `<${x.length + `${ { of: g }.of / 1 } // kept  `}>`)
  .split(" ")
  ?.map((each) => each.at(-1) in { c: 1 } ? - - 1 : each);
const counter = new Counter();
console.log(JSON.stringify([half, found, counter.next, counter.next, ...Counter.upTo(a > b ? g : 0)]));
"""


def test_what_is_smaller_does_the_same(node: str) -> None:
    before, after = (
        subprocess.run([node, "--input-type=module"], input=code, check=True, capture_output=True, text=True).stdout
        for code in (PROGRAM, compact_script(PROGRAM))
    )
    assert json.loads(after) == json.loads(before)
    half, found, *counted = json.loads(after)
    assert (half, found[:3], found[-1], counted) == (1.5, ["a<33", "//", "kept"], 1, [4, 6, 0, 1, 2])


READ_ALL = """
import { readFileSync } from "node:fs";
import { SourceTextModule } from "node:vm";
const modules = JSON.parse(readFileSync(0));
for (const [identifier, code] of Object.entries(modules)) new SourceTextModule(code, { identifier });
"""


def test_all_modules_can_still_be_read_and_are_smaller(node: str) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (STATIC / "js").rglob("*.js")}
    small = {name: compact_script(code) for name, code in written.items()}
    reader = [node, "--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", READ_ALL]
    subprocess.run(reader, input=json.dumps(small), check=True, text=True)
    assert sum(map(len, small.values())) < 0.8 * sum(map(len, written.values()))
