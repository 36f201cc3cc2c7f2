"""Who is let in: exact Host, exact Origin, bounded bodies; and the headers of every answer."""

import asyncio

import pytest

from server.app import Application
from server.security import known_hosts
from server.settings import Settings
from tests.server.clients import BASE, client_of

PORT = 8000
GOOD_HOSTS = ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"]
BAD_HOSTS = [
    "",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:8001",
    "127.0.0.1:08000",
    "127.0.0.1.:8000",
    "127.0.0.1:8000.evil.example",
    "localhost",
    "localhost.:8000",
    "LOCALHOST:8000",
    "xlocalhost:8000",
    "localhost.evil.example:8000",
    "evil.example",
    "localhost:8000@evil.example",
    "user@localhost:8000",
    "::1:8000",
    "[::1]",
    "[0:0:0:0:0:0:0:1]:8000",
    "0.0.0.0:8000",
    "2130706433:8000",
    "xn--lcalhost-54a:8000",
    "localhost:8000,evil.example",
    " localhost:8000",
    "localhost:8000/",
]
BAD_ORIGINS = [
    "null",
    "",
    "https://127.0.0.1:8000",
    "ws://127.0.0.1:8000",
    "http://127.0.0.1",
    "http://127.0.0.1:8001",
    "http://127.0.0.1:80000",
    "http://127.0.0.1:8000/",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1.evil.example:8000",
    "http://evil127.0.0.1:8000",
    "http://127.0.0.1.:8000",
    "http://user@127.0.0.1:8000",
    "http://127.0.0.1:8000@evil.example",
    "HTTP://127.0.0.1:8000",
    "http://localhost:8000",
    "http://[::1]:8000",
    "http://xn--lcalhost-54a:8000",
    "http://127.0.0.1:8000 http://evil.example",
    "http://evil.example",
    "file://",
]
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def handshake(settings, headers, scheme="ws"):
    """Ask for a websocket by hand; return the first thing the application sends."""
    app = Application(settings)
    sent = []
    scope = {
        "type": "websocket",
        "scheme": scheme,
        "path": "/r/NOROOM/ws",
        "raw_path": b"/r/NOROOM/ws",
        "query_string": b"",
        "root_path": "",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", PORT),
        "subprotocols": [],
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "extensions": {"websocket.http.response": {}},
    }

    async def ask():
        asked = iter([{"type": "websocket.connect"}])

        async def receive():
            return next(asked, {"type": "websocket.disconnect", "code": 1006})

        async def send(message):
            sent.append(message)

        async with app.site.router.lifespan_context(app.site):
            await app(scope, receive, send)

    asyncio.run(ask())
    return sent[0]


def origin_of(host):
    return f"http://{host}"


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_its_own_names_are_served(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_any_other_host_is_refused(client, host):
    answer = client.get("/healthz", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#problem-bad-host")
    assert host == "" or host not in answer.text


@pytest.mark.parametrize("path", ["/", "/r/X", "/static/js/main.js", "/api/v1/examples", "/api/v1/docs", "/nix"])
def test_every_address_checks_the_host(client, path):
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400


def test_two_host_headers_are_refused(client):
    headers = [("Host", "127.0.0.1:8000"), ("Host", "evil.example")]
    assert client.get("/healthz", headers=headers).status_code == 400


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_a_websocket_from_our_own_page_reaches_the_application(host):
    first = handshake(Settings(state_dir=None), [("host", host), ("origin", origin_of(host))])
    assert first["type"] in {"websocket.accept", "websocket.close"}


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_websocket_to_another_host_is_refused_before_the_handshake(host):
    first = handshake(Settings(state_dir=None), [("host", host), ("origin", origin_of(host))])
    assert (first["type"], first["status"]) == ("websocket.http.response.start", 400)


@pytest.mark.parametrize("origin", BAD_ORIGINS)
@pytest.mark.parametrize("allow_no_origin", [False, True])
def test_a_websocket_from_a_foreign_page_is_refused_before_the_handshake(origin, allow_no_origin):
    settings = Settings(state_dir=None, allow_no_origin=allow_no_origin)
    first = handshake(settings, [("host", "127.0.0.1:8000"), ("origin", origin)])
    assert (first["type"], first["status"]) == ("websocket.http.response.start", 403)


def test_a_websocket_without_origin_needs_the_setting():
    headers = [("host", "127.0.0.1:8000")]
    assert handshake(Settings(state_dir=None), headers)["status"] == 403
    allowed = handshake(Settings(state_dir=None, allow_no_origin=True), headers)
    assert allowed["type"] in {"websocket.accept", "websocket.close"}


def test_a_websocket_with_two_origins_is_refused():
    headers = [("host", "127.0.0.1:8000"), ("origin", BASE), ("origin", BASE)]
    assert handshake(Settings(state_dir=None), headers)["status"] == 403


def test_over_tls_the_origin_must_be_https():
    settings = Settings(state_dir=None, allowed_hosts=("lesson.example",))
    headers = [("host", "lesson.example"), ("origin", "https://lesson.example")]
    assert "status" not in handshake(settings, headers, "wss")
    assert handshake(settings, headers, "ws")["status"] == 403


@pytest.mark.parametrize("origin", BAD_ORIGINS)
def test_a_foreign_page_cannot_make_a_room(client, origin):
    answer = client.post("/api/v1/rooms", json={}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("#problem-bad-origin")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_checks_the_origin(client, method):
    assert client.request(method, "/api/v1/examples", headers={"Origin": "http://evil.example"}).status_code == 403


def test_a_script_without_origin_may_use_the_api(client):
    assert client.post("/api/v1/predict", json={"x": [0, 0]}).status_code == 200


def test_our_own_page_may_use_the_api(client):
    answer = client.post("/api/v1/predict", json={"x": [0, 0]}, headers={"Origin": BASE})
    assert answer.status_code == 200


def test_a_foreign_page_may_link_here(client):
    assert client.get("/", headers={"Origin": "http://evil.example"}).status_code == 200


def test_hosts_by_setting():
    assert known_hosts(Settings(state_dir=None, port=80)) >= {"127.0.0.1", "127.0.0.1:80", "localhost", "[::1]"}
    lan = known_hosts(Settings(state_dir=None, lan=True, host="192.0.2.7", allowed_hosts=("class.example:8000",)))
    assert {"192.0.2.7:8000", "class.example:8000"} <= lan
    assert any(name.endswith(".local:8000") for name in lan)
    assert not any(name.startswith(("localhost", "127.")) for name in lan)


PATHS = ["/", "/r/X", "/healthz", "/robots.txt", "/favicon.ico", "/static/js/main.js", "/static/nix", "/nix"]
PATHS += ["/api/v1/examples", "/api/v1/examples/nix", "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/predict"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers
    if not path.startswith("/static/"):
        assert answer.headers["cache-control"] == "no-store"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client):
    policy = dict(rule.split(" ", 1) for rule in client.get("/").headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert policy["style-src"] == policy["connect-src"] == policy["font-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)


def test_even_a_refusal_and_a_fault_have_the_headers(client, monkeypatch):
    refused = client.get("/", headers={"Host": "evil.example"})
    monkeypatch.setattr(client.app.state.pages, "render", lambda *_, **__: 1 / 0)
    fault = client.get("/")
    assert (refused.status_code, fault.status_code) == (400, 500)
    for answer in (refused, fault):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("length", ["262145", "100000000000", "-1", "x", "1.5"])
def test_a_declared_body_that_is_too_large_is_refused_unread(client, length):
    headers = {"Content-Type": "application/json", "Content-Length": length}
    answer = client.post("/api/v1/predict", content=b"{}", headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith("#problem-too-large")


def test_a_chunked_body_is_read_no_further_than_its_limit(client):
    read = []

    async def chunks():
        for _ in range(1000):
            read.append(1)
            yield b" " * 1024

    answer = client.post("/api/v1/predict", content=chunks(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body may have 262144 bytes."
    assert len(read) < 300


@pytest.mark.parametrize(("size", "status"), [(2000, 422), (2001, 413)])
def test_the_limit_itself_still_passes(size, status):
    with client_of(max_body=2000) as client:
        body = b"{" + b" " * (size - 2) + b"}"
        answer = client.post("/api/v1/predict", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
