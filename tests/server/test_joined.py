"""Modules are joined so that each still sees its own names only, and runs once, after those it imports."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from server.joined import joined

BARE = {"library": "vendor/library.mjs"}
MAINS = {"app": "js/main.js", "embed": "js/frame.js"}
SOURCES = {
    "js/begin.js": """import { log } from "./log.js";

log("begin");
export const opened = "room";
""",
    "js/log.js": """const lines = [];
export const log = (line) => lines.push(line);
export const all = () => lines;
""",
    "js/main.js": """import { print } from "./tell.js";
import { draw as paint } from "./view/draw.js";

paint("main");
print(late());
function late() {
  return import("./view/late.js");
}
""",
    "js/frame.js": """import "./only_frame.js";
import { draw } from "./view/draw.js";

draw("frame");
""",
    "js/only_frame.js": """import { log } from "./log.js";

log("only in the frame");
export {};
""",
    "js/tell.js": """import { all } from "./log.js";

export async function print(late) {
  const { Late } = await late;
  process.stdout.write(JSON.stringify([...all(), new Late().words]));
}
""",
    "js/view/draw.js": """import { doubled } from "library";
import {
  log,
} from "../log.js";
import { opened } from "../begin.js";
import * as sheet from "./sheet.js";

const lines = 2;
export function draw(what) {
  log(`${what} in ${opened} ${doubled(lines)} ${sheet.first} ${sheet.second}`);
}
""",
    "js/view/sheet.js": """const kind = /** @type {import("../types.js").Kind} */ ("a type, which nobody loads");
export const { one: first, second } = { one: 1, second: kind.length };
""",
    "js/view/late.js": """import { opened } from "../begin.js";

const lines = "late";
export class Late {
  words = `${lines} in ${opened}`;
}
""",
    "js/types.js": "export {};\n",
    "vendor/library.mjs": """const twice = (number) => 2 * number;
export { twice as doubled };
""",
}


def test_what_is_joined_does_the_same(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node to run what was joined; the browser tests run it, too")
    few = joined(SOURCES, BARE, "js/begin.js", MAINS)
    (tmp_path / "joined").mkdir()
    for name, made in few.files.items():  # Node has no import map
        found = re.sub(r'(from |import |import\()"([^".]+)"', lambda m: f'{m[1]}"../{few.imports[m[2]]}"', made())
        (tmp_path / name).write_text(found)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    done = subprocess.run([node, few.pages["app"][-1]], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == ["begin", "main in room 4 1 26", "late in room"]
    done = subprocess.run([node, few.pages["embed"][-1]], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert not done.stdout


def test_floors_hold_what_is_needed_when() -> None:
    few = joined(SOURCES, BARE, "js/begin.js", MAINS)
    held = {
        name: [module for module in SOURCES if f'modules["{module}"] = (' in made()] for name, made in few.files.items()
    }
    assert held == {name: sorted(names) for name, names in few.held.items()}
    assert held == {
        "joined/begin.js": ["js/begin.js", "js/log.js"],
        "joined/shared.js": ["js/view/draw.js", "js/view/sheet.js", "vendor/library.mjs"],
        "joined/app.js": ["js/tell.js"],
        "joined/later.js": ["js/view/late.js"],
        "joined/app_page.js": ["js/main.js"],
        "joined/embed_page.js": ["js/frame.js", "js/only_frame.js"],
    }
    assert few.pages == {
        "app": ["joined/begin.js", "joined/shared.js", "joined/app.js", "joined/app_page.js"],
        "embed": ["joined/begin.js", "joined/shared.js", "joined/embed_page.js"],
    }


def test_what_the_first_screen_needs_is_compiled_while_it_comes() -> None:
    few = joined(SOURCES, BARE, "js/begin.js", MAINS)
    at_once = {name for name, made in few.files.items() if made().startswith("//# allFunctionsCalledOnLoad\n")}
    assert at_once == {"joined/begin.js", "joined/shared.js", "joined/app.js", "joined/embed_page.js"}


def test_a_circle_is_refused_by_its_names() -> None:
    circle = {"js/log.js": 'import { print } from "./tell.js";\n'}
    with pytest.raises(ValueError, match=r"in a circle: .*js/log\.js → js/tell\.js → js/log\.js"):
        joined(SOURCES | circle, BARE, "js/begin.js", MAINS)


@pytest.mark.parametrize(
    "line", ['export * from "./log.js";', "export default 1;", 'import log from "./log.js";', "export let x = 1;"]
)
def test_a_way_of_writing_that_is_not_known_is_refused_by_name(line: str) -> None:
    with pytest.raises(ValueError, match=r"js/tell\.js: modules are joined, and this is written in a way not known: "):
        joined(SOURCES | {"js/tell.js": line + "\n"}, BARE, "js/begin.js", MAINS).files["joined/app.js"]()
