"""The modules a program needs are found from its import statements alone."""

from server.modules import needed

BARE = {"preact": "vendor/preact.mjs", "htm/preact": "vendor/htm-preact.mjs", "gone": "vendor/gone.mjs"}


def test_every_way_of_importing_is_followed_once_and_floor_by_floor():
    sources = {
        "js/main.js": 'import { a } from "./a.js";\nimport {\n  b,\n} from "./view/b.js";\nimport "./c.js";\n',
        "js/a.js": 'export * from "./deep/d.js";\nimport * as main from "./main.js";\n',
        "js/view/b.js": 'import { html } from "htm/preact";\nimport { c } from "../c.js";\n',
        "js/c.js": "",
        "js/deep/d.js": "export { e } from '../deep/../e.js';\n",
        "js/e.js": "",
        "js/alone.js": 'import "./main.js";\n',
        "vendor/htm-preact.mjs": 'import{h as e}from"preact";export{e as h};',
        "vendor/preact.mjs": "",
    }
    assert needed("js/main.js", sources, BARE) == [
        *("js/main.js", "js/a.js", "js/view/b.js", "js/c.js"),
        *("js/deep/d.js", "vendor/htm-preact.mjs", "js/e.js", "vendor/preact.mjs"),
    ]


def test_what_is_no_import_of_ours_is_passed_over():
    sources = {
        "js/main.js": 'const t = import("./types.js");\nimport "gone";\nimport "./nix.js";\nimport "elsewhere";\n'
        'const later = () => import("./later.js");\n'
        "const text = \"taken from '../../etc'\";\n",
        "js/types.js": "",
        "js/later.js": "",
    }
    assert needed("js/main.js", sources, BARE) == ["js/main.js"]
    assert needed("js/nix.js", sources, BARE) == []
