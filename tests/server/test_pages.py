"""The pages and the files they name: addresses, hashes, types, and nothing that the policy would have to allow."""

import base64
import hashlib
import json
import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import pytest
import segno

from server.assets import Assets, File
from server.paths import STATIC
from tests.server.clients import BASE, client_of

FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
MODULES = [name for name in FILES if name.endswith((".js", ".mjs"))]
STYLES = [name for name in FILES if name.endswith(".css")]
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?["']([^"']+)["'](?=[;)])""")  # which ends the import: no word in a list
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


class Reader(HTMLParser):
    """Collects what a page loads and what it holds inline."""

    def __init__(self, html):
        super().__init__()
        self.addresses, self.attributes, self.inline = [], [], {}
        self._script = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.attributes += [name for name, _ in attrs]
        if tag in {"script", "img"} and "src" in values:
            self.addresses.append(values["src"])
        if tag == "link":
            self.addresses.append(values["href"])
        if tag == "style":
            self.inline["style"] = ""
        self._script = values.get("type", "") if tag == "script" and "src" not in values else None

    def handle_endtag(self, tag):
        self._script = None

    def handle_data(self, data):
        if self._script is not None:
            self.inline[self._script] = data


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def importmap_of(client):
    return json.loads(Reader(client.get("/").text).inline["importmap"])["imports"]


@pytest.fixture(scope="module")
def importmap(client):
    return importmap_of(client)


@pytest.fixture(scope="module")
def every_module():
    """The import map while somebody works on the files: it names each of them."""
    with client_of(reload=True) as client:
        return importmap_of(client)


@pytest.mark.parametrize("path", ["/", "/r/N0R00M", "/nix", "/api/v1/docs"])
def test_everything_a_page_names_is_there_and_ours(client, path):
    addresses = Reader(client.get(path, headers={"Accept": "text/html"}).text).addresses
    assert addresses
    for address in addresses:
        assert address.startswith("/static/")
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", ["/", "/r/N0R00M", "/nix", "/api/v1/docs"])
def test_pages_hold_no_code_but_the_import_map(client, path):
    answer = client.get(path, headers={"Accept": "text/html"})
    page = Reader(answer.text)
    assert set(page.inline) <= {"importmap"}
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    for text in page.inline.values():
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_the_import_map_names_every_module_once_with_its_hash():
    with client_of(reload=True, rate_burst=100_000) as client:
        importmap = importmap_of(client)
        for name in MODULES:
            assert_has_hash(client, importmap[f"/static/{name}"], name)


def test_the_import_map_names_every_joined_file_with_its_hash(client, importmap):
    floors = {name.removeprefix("deltaflow/"): address for name, address in importmap.items() if "deltaflow/" in name}
    assert set(floors) == {"begin", "shared", "app", "later"}
    for name, address in floors.items():
        path, _, version = address.partition("?v=")
        assert (path, len(version)) == (f"/static/joined/{name}.js", 12)
        assert "immutable" in client.get(address).headers["cache-control"]
    assert len({address.partition("?v=")[2] for address in floors.values()}) == len(floors)
    assert not [name for name in importmap if name.startswith("/static/js/")]


def test_another_line_anywhere_in_what_is_joined_is_another_address(tmp_path):
    shutil.copytree(STATIC, tmp_path / "static")
    before = Assets.scan(tmp_path / "static")
    assert before.url("joined/app.js") == Assets.scan(STATIC).url("joined/app.js")
    for name in ("js/view/header.js", "css/header.css"):
        path = tmp_path / "static" / name
        path.write_text(path.read_text() + "\n/* one more */\n")
    after = Assets.scan(tmp_path / "static")
    changed = {name for name in before.files if before.url(name) != after.url(name)}
    assert changed == {"js/view/header.js", "joined/app.js", "css/header.css", "css/page.css"}


def test_what_loads_a_module_has_another_address_when_that_is_in_another_file(tmp_path):
    shutil.copytree(STATIC, tmp_path / "static")
    path = tmp_path / "static/js/view/header.js"
    path.write_text('import "./editing/consequences.js";\n' + path.read_text())
    before, after = Assets.scan(STATIC), Assets.scan(tmp_path / "static")
    assert after.files["joined/shared.js"].body != before.files["joined/shared.js"].body
    assert after.url("joined/shared.js") != before.url("joined/shared.js")


def test_what_pages_load_is_made_ahead_once_and_not_at_the_start():
    assets = Assets.scan(STATIC)
    wanted = [file for name, file in assets.files.items() if name.startswith("joined/") or name == "css/page.css"]
    assert len(wanted) == 7
    assert not [file for file in wanted if "body" in vars(file)]
    assets.prepare()
    assert not [file for file in wanted if "packed" not in vars(file)]


def assert_has_hash(client, address, name):
    digest = hashlib.sha256(client.get(address).content).hexdigest()
    path, _, version = address.partition("?v=")
    assert path == f"/static/{name}"
    assert len(version) >= 10
    assert digest.startswith(version)


def test_a_file_that_is_not_made_yet_is_made_beside_the_event_loop(monkeypatch):
    here, made = threading.current_thread(), []
    monkeypatch.setattr(File, "made", False)
    monkeypatch.setattr(File, "prepare", lambda _: made.append(threading.current_thread()))
    with client_of() as client:
        assert client.get("/static/icon.svg").status_code == 200
    assert len(made) == 1
    assert here not in made


def test_every_module_is_joined_once(client):
    """All but those that hold types alone."""
    names = [f"joined/{name}.js" for name in ("begin", "shared", "app", "later", "app_page", "embed_page")]
    held = [
        module
        for name in names
        for module in re.findall(r'^modules\["([^"]+)"\] = \(', client.get(f"/static/{name}").text, re.MULTILINE)
    ]
    assert len(held) == len(set(held))
    assert {*MODULES} - set(held) == {"js/types.js", "js/view/stage/glyphs.js"}


@pytest.mark.parametrize("name", MODULES)
def test_every_import_resolves(every_module, name):
    for asked in IMPORT.findall((STATIC / name).read_text(encoding="utf-8")):
        if asked.startswith("."):
            parts = []
            for part in (PurePosixPath("/static") / PurePosixPath(name).parent / asked).parts[1:]:
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/" + "/".join(parts) in every_module, f"{name} imports {asked}"
        else:
            assert asked in every_module, f"{name} imports {asked}"


@pytest.mark.parametrize("name", STYLES)
def test_style_sheets_name_only_files_of_ours(client, name):
    text = client.get(f"/static/{name}").text
    assert "@import" not in text
    for asked in re.findall(r"url\(([^)]*)\)", text):
        address = f"{BASE}/static/{name}"
        found = client.http.build_request("GET", address).url.join(asked.strip("\"'"))
        assert found.host == "127.0.0.1"
        assert client.get(found.path).status_code == 200, asked


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_the_right_type(client, name):
    answer = client.get(f"/static/{name}")
    assert answer.headers["content-type"] == TYPES[PurePosixPath(name).suffix]
    assert answer.headers["cache-control"] == "no-cache"


def test_a_file_asked_for_by_its_hash_may_be_kept_for_ever(client, importmap):
    right = importmap["preact"]
    assert client.get(right).headers["cache-control"] == "public, max-age=31536000, immutable"
    for wrong in (right[:-1], right.partition("?")[0], right.partition("=")[0] + "="):
        assert client.get(wrong).headers["cache-control"] == "no-cache"


def test_while_somebody_works_on_the_files_nothing_is_kept_and_all_is_as_written():
    with client_of(reload=True) as client:
        address = json.loads(Reader(client.get("/").text).inline["importmap"])["imports"]["/static/js/main.js"]
        answer = client.get(address)
        assert answer.headers["cache-control"] == "no-cache"
        assert "content-encoding" not in answer.headers
        assert answer.content == (STATIC / "js/main.js").read_bytes()


def test_a_change_is_seen_while_somebody_works_on_the_files(monkeypatch, tmp_path):
    shutil.copytree(STATIC, tmp_path / "static")
    monkeypatch.setattr("server.app.STATIC", tmp_path / "static")
    with client_of(reload=True) as client:
        before = client.get("/static/js/main.js")
        (tmp_path / "static/js/main.js").write_text("export {};\n")
        after = client.get("/static/js/main.js")
        assert after.text == "export {};\n" != before.text
        assert after.headers["etag"] != before.headers["etag"]


def test_an_unchanged_file_is_not_sent_again(client):
    name = "/static/vendor/preact.mjs"
    tag = client.get(name).headers["etag"]
    answer = client.get(name, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(name, headers={"If-None-Match": 'W/"0123456789ab"'}).status_code == 200


def test_the_head_of_a_file_is_that_of_the_file(client):
    head, whole = (client.request(method, "/static/js/main.js") for method in ("HEAD", "GET"))
    assert head.headers == whole.headers
    assert client.post("/static/js/main.js").status_code == 405


@pytest.mark.parametrize("name", STYLES)
def test_a_style_sheet_names_the_very_address_that_may_be_kept(client, name):
    for asked in re.findall(r"url\(([^)]*)\)", client.get(f"/static/{name}").text):
        address = client.http.build_request("GET", f"{BASE}/static/{name}").url.join(asked.strip("\"'"))
        assert "immutable" in client.get(str(address)).headers["cache-control"]


def test_the_typeface_is_asked_for_once(client):
    """What the page preloads is what the style sheet names, to the last character."""
    (ahead,) = re.findall(r'<link rel="preload" href="([^"]+)"', client.get("/").text)
    assert ahead.removeprefix("/static/vendor/") in client.get("/static/css/page.css").text


@pytest.mark.parametrize("path", ["/static/../server/app.py", "/static/%2e%2e/pyproject.toml", "/static//etc/passwd"])
def test_only_static_files_are_served(client, path):
    assert client.get(path).status_code == 404


def test_a_room_that_is_not_there_still_opens_the_page(client):
    answer = client.get("/r/N0R00M")
    assert answer.status_code == 404
    assert "importmap" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(("typed", "meant"), [("k7qx2m", "K7QX2M"), ("OIL2OO", "011200")])
def test_a_code_may_be_typed_as_people_type(client, typed, meant):
    answer = client.get(f"/r/{typed}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/r/{meant}")


@pytest.mark.parametrize("name", ["%3Cscript%3E", "%22onload=%22", "%2F%2Fevil.example", "a%0d%0ab"])
def test_a_strange_code_does_no_harm(client, name):
    answer = client.get(f"/r/{name}")
    assert answer.status_code in {303, 404}
    assert answer.headers.get("location", "/r/").startswith("/r/")
    assert "<script>" not in answer.text.lower().replace('<script type="importmap">', "")


def test_an_unknown_page_leads_back(client):
    answer = client.get("/nix", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_the_code_of_a_room_holds_its_link(client):
    room = client.post("/api/v1/rooms", json={}).json()["room"]
    answer = client.get(f"/r/{room}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = ET.fromstring(answer.text)
    expected = segno.make(f"{BASE}/r/{room}", error="m", micro=False)
    assert drawn.attrib["viewBox"] == "0 0 {0} {0}".format(expected.symbol_size()[0])
    assert _dark_modules(drawn) == sum(sum(row) for row in expected.matrix)
    assert client.get("/r/N0R00M/qr.svg").status_code == 404


def _dark_modules(drawn):
    """Count the dark modules of the drawing: its strokes are horizontal runs, `h` and their length."""
    (path,) = [element for element in drawn if element.attrib.get("class") == "qrline"]
    return sum(int(length) for length in re.findall(r"h(\d+)", path.attrib["d"]))


def test_browsers_find_what_they_ask_every_site_for(client):
    icon = client.get("/favicon.ico")
    assert icon.status_code == 303
    assert client.get(icon.headers["location"]).headers["content-type"] == "image/svg+xml"
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_every_style_sheet_is_in_the_one_of_the_page_in_its_order(client):
    (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', client.get("/").text)
    imported = re.findall(r'@import "(.+)";', (STATIC / "css/page.css").read_text())
    assert {f"css/{name}" for name in imported} == set(STYLES) - {"css/page.css", "css/api_docs.css"}
    sheets = [client.get(f"/static/css/{name}").text for name in imported]
    assert client.get(address).text.endswith("".join(sheets))


@pytest.mark.parametrize(
    ("path", "page", "floors"), [("/", "app", ("begin", "shared", "app")), ("/embed", "embed", ("begin", "shared"))]
)
def test_a_page_asks_at_once_for_the_few_files_of_its_first_screen(client, path, page, floors):
    ahead, scripts = scripts_of(client.get(path).text)
    files = [f"/static/joined/{name}.js" for name in (*floors, f"{page}_page")]
    # What opens the room comes first, before anything is drawn.
    assert ahead == files
    assert scripts == [("async ", files[0]), ("", files[-1])]
    opening, drawing = (client.get(name).text for name in files[:2])
    assert 'modules["js/session.js"] = (' in opening
    assert 'modules["js/view/stage/stage.js"] = (' in drawing


@pytest.mark.parametrize(("path", "main", "not_this"), [("/", "main", "frame"), ("/embed", "frame", "main")])
def test_while_somebody_works_on_it_a_page_asks_at_once_for_its_modules(path, main, not_this):
    with client_of(reload=True) as client:
        ahead, scripts = scripts_of(client.get(path).text)
    assert len(ahead) == len(set(ahead)) > 50
    wanted = (main, "begin", "start", "view/stage/stage", "model/store")
    assert {f"/static/js/{name}.js" for name in wanted} < {*ahead}
    assert "/static/vendor/preact.mjs" in ahead
    # Neither the other page's, nor what comes when it is wanted.
    assert not {f"/static/js/{name}.js" for name in (not_this, "view/finder", "view/paths/paths")} & {*ahead}
    assert ahead[0] == "/static/js/begin.js"
    assert ahead.index("/static/js/session.js") < ahead.index("/static/js/view/stage/stage.js")
    assert scripts == [("async ", "/static/js/begin.js"), ("", f"/static/js/{main}.js")]


def scripts_of(html):
    """What a page asks for ahead, and its scripts; without hashes."""
    ahead = re.findall(r'<link rel="modulepreload" href="([^"?]+)', html)
    return ahead, re.findall(r'<script type="module" (async )?src="([^"?]+)', html)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith((".js", ".mjs", ".css"))])
def test_text_travels_compressed_to_those_who_can_read_it(client, name):
    plain = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    if len(plain.content) < 500:
        assert "content-encoding" not in packed.headers
        return
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_every_module_by_itself_travels_as_it_is(client):
    for name in MODULES:
        assert client.get(f"/static/{name}").content == (STATIC / name).read_bytes()


def test_what_a_page_loads_is_compact(client):
    importmap = json.loads(Reader(client.get("/").text).inline["importmap"])["imports"]
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', client.get("/").text)
    for address in [sheet, *(address for name, address in importmap.items() if name.startswith("deltaflow/"))]:
        text = client.get(address).text
        assert len(text) > 1000
        assert not re.search(r"/\*\*|: \{| === ", text)
