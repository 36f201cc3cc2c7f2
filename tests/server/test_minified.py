"""What libraries import and export is spelled out, and nothing else of them changes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from server.minified import spelled_out
from server.paths import STATIC

LIBRARIES = sorted((STATIC / "vendor").glob("*.mjs"))
SPELLED = [
    ("const a=1;export{a as b,c};", "const a=1;\n\nexport { a as b, c };\n"),
    (
        'import{a as b,c}from"x";b(c)',
        '\nimport { a as b, c } from "x";\nb(c)\nexport {  };\n',
    ),
    ('import e from"x";e()', '\nimport { default as e } from "x";\ne()\nexport {  };\n'),
    (
        'let h;export{h}from"x";export{h as z};',
        'let h;\nimport { h as passed_h } from "x";\n\n\nexport { passed_h as h, h as z };\n',
    ),
    (
        "const n=1;export default function(s){return n}",
        "const n=1;\nconst whole = function(s){return n}\nexport { whole as default };\n",
    ),
]


@pytest.mark.parametrize(("source", "expected"), SPELLED)
def test_every_form_is_spelled_out(source, expected):
    assert spelled_out(source) == expected


@pytest.mark.parametrize(
    "source", ['export*from"x";', "export default 1;", 'import*as x from"y";', "a();export const b=1;", 'import"x";']
)
def test_a_form_that_is_not_known_is_refused(source):
    with pytest.raises(ValueError, match=r"A library is written in a way not known: (import|export)"):
        spelled_out(source)


def test_every_library_still_exports_the_same(tmp_path: Path) -> None:
    """Node runs both, as they were and spelled out, side by side."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node to run the libraries; the browser tests run them, too")
    bare = {
        about["import"]: file
        for file, about in json.loads((STATIC / "vendor/manifest.json").read_text()).items()
        if "import" in about
    }
    for kind in ("before", "after"):
        (tmp_path / kind).mkdir()
        for path in LIBRARIES:
            code = path.read_text(encoding="utf-8")
            code = spelled_out(code) if kind == "after" else code
            for name, file in bare.items():
                code = code.replace(f'from"{name}"', f'from"./{file}"').replace(f'from "{name}"', f'from "./{file}"')
            (tmp_path / kind / path.name).write_text(code, encoding="utf-8")
    program = """
const [before, after] = await Promise.all(["before", "after"].map((kind) => import(`./${kind}/${process.argv[2]}`)));
const told = (all) => Object.keys(all).map((name) => [name, typeof all[name], String(all[name])]);
console.log(JSON.stringify([told(before), told(after)]));
"""
    (tmp_path / "told.mjs").write_text(program)
    for path in LIBRARIES:
        done = subprocess.run([node, "told.mjs", path.name], cwd=tmp_path, check=True, capture_output=True, text=True)
        before, after = json.loads(done.stdout)
        assert before
        assert after == before
