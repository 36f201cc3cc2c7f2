"""Short links: the same moment has the same one, for good; and the pages that links and frames lead to."""

import pytest

from server import links
from tests.server.clients import BASE, client_of
from tests.server.moments import OWN, document


@pytest.fixture(scope="module")
def client():
    with client_of(rate_burst=100_000) as client:
        yield client


def keep(client, moment, **options):
    return client.post("/api/v1/links", json={"moment": moment}, **options)


def test_the_same_moment_has_the_same_link(client):
    first, again, other = keep(client, document()), keep(client, document()), keep(client, document(OWN))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json() != other.json()
    link = first.json()["link"]
    assert first.json()["url"] == f"{BASE}/m/{link}"
    assert set(link) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert len(link) == 12


def test_a_link_gives_the_current_branch_back(client):
    sent = document()
    got = client.get(f"/api/v1/links/{keep(client, sent).json()['link']}").json()
    assert got["branches"] == [sent["branches"][1] | {"parent": None}]
    assert got["branch"] == 0
    assert got["position"] == sent["position"]
    assert got["view"] == {name: value for name, value in sent["view"].items() if value is not None}
    assert client.post("/api/v1/rooms", json={"moment": got}).status_code == 201
    assert keep(client, got).json()["link"] == keep(client, sent).json()["link"]


def test_what_cannot_be_opened_is_not_kept(client):
    answer = keep(client, document(branch=7))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/moment/branch"


def test_large_moments_are_refused(client):
    own = OWN | {"x": [[0.123456789012345, 0.5]] * 2500, "target": [[0.5]] * 2500}
    answer = keep(client, document(own))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/moment"
    assert "65536" in answer.json()["errors"][0]["detail"]


def test_unknown_links(client):
    assert client.get("/api/v1/links/0000").status_code == 404
    page = client.get("/m/0000", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "text/html" in page.headers["content-type"]


def test_the_page_of_a_link(client):
    link = keep(client, document()).json()["link"]
    page = client.get(f"/m/{link}")
    assert page.status_code == 200
    assert 'data-page="app"' in page.text
    assert "<b>title" not in page.text
    moved = client.get(f"/m/{link.lower()}")
    assert moved.status_code == 303
    assert moved.headers["location"] == f"/m/{link}"


def test_links_outlive_the_server(tmp_path):
    with client_of(state_dir=tmp_path) as client:
        link = keep(client, document()).json()["link"]
        room = client.post("/api/v1/rooms", json={}).json()["room"]
    with client_of(state_dir=tmp_path) as client:
        assert client.get(f"/api/v1/links/{link}").status_code == 200
        assert client.get(f"/api/v1/rooms/{room}").status_code == 200


def test_the_link_unused_for_longest_is_forgotten(monkeypatch):
    monkeypatch.setattr(links, "MOST_LINKS", 2)
    with client_of() as client:
        a, b = (keep(client, document(title=title)).json()["link"] for title in "ab")
        assert client.get(f"/api/v1/links/{a}").status_code == 200
        titles = [keep(client, document(OWN)).json()["link"]]
        assert client.get(f"/api/v1/links/{b}").status_code == 404
        assert client.get(f"/api/v1/links/{a}").status_code == 200
        assert client.get(f"/api/v1/links/{titles[0]}").status_code == 200


def test_in_a_class_links_take_the_key():
    with client_of(lan=True) as client:
        key = client.app.state.class_room.key
        assert keep(client, document()).status_code == 401
        headers = {"Authorization": f"Bearer {key}"}
        assert keep(client, document(), headers=headers).status_code == 201
        moment = {"moment": document()}
        assert client.post("/api/v1/rooms", json=moment).status_code == 401
        assert client.post("/api/v1/rooms", json=moment, headers=headers).status_code == 201


@pytest.mark.parametrize(
    ("setting", "ancestors"),
    [
        (("*",), "*"),
        (("none",), "'none'"),
        (("https://a.example", "http://b.example:81"), "https://a.example http://b.example:81"),
    ],
)
def test_only_the_embedded_page_may_be_framed(setting, ancestors):
    with client_of(embed_from=setting) as client:
        link = keep(client, document()).json()["link"]
        framed = client.get("/embed")
        assert framed.status_code == 200
        assert 'data-page="embed"' in framed.text
        policy = framed.headers["content-security-policy"]
        assert f"frame-ancestors {ancestors};" in policy
        plain = client.get("/").headers["content-security-policy"]
        assert "frame-ancestors 'none';" in plain
        assert policy.replace(f"frame-ancestors {ancestors}", "frame-ancestors 'none'") == plain
        for address in (f"/m/{link}", "/api/v1/examples", "/embed/", "/healthz"):
            assert client.get(address).headers["content-security-policy"] == plain
