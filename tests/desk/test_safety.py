"""Who gets in, from where, how often; and what is turned away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recoupe.desk.app import make_app
from recoupe.desk.errors import DeskError
from recoupe.desk.library import Library
from recoupe.desk.safety.accounts import Accounts, hashed, load_accounts, new_token
from recoupe.desk.safety.guard import MAX_BODY, loopback
from recoupe.desk.safety.limits import Limit
from recoupe.desk.safety.sessions import LIFE, Sessions
from recoupe.desk.settings import Settings
from recoupe.store import Store

PASSWORD = "un mot de passe long"
TOKEN, KEPT = new_token()
ACCOUNTS = Accounts({"marie": hashed(PASSWORD)}, {"nightly": KEPT})


@pytest.fixture
def guarded(store: Store) -> Iterator[TestClient]:
    """A desk that others can reach."""
    app = make_app(Settings(host="0.0.0.0", accounts=ACCOUNTS), Library(store))
    yield TestClient(app, base_url="http://desk.example", follow_redirects=False)


def secret(client: TestClient, path: str = "/code") -> str:
    """The session's secret, as a form of a page carries it."""
    return client.get(path).text.partition('name="csrf" value="')[2].partition('"')[0]


def review_of(store: Store) -> dict[str, str]:
    return {
        "event_id": store.database.fetch("SELECT min(event_id) AS id FROM events")["id"][0].as_py(),
        "verdict": "accept",
    }


# --- the doors


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "desk.example"])
def test_others_are_let_in_only_with_accounts(host: str) -> None:
    with pytest.raises(DeskError, match="others could reach the desk there"):
        Settings(host=host)
    assert Settings(host=host, accounts=ACCOUNTS).host == host


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("localhost.example", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_the_loopback_is_known(host: str, alone: bool) -> None:
    assert loopback(host) == alone


@pytest.mark.parametrize(
    "tiles",
    [
        "http://a.example/{z}/{x}/{y}.png",
        "https://a.example/1.png",
        "https://a.example;script-src */{z}/{x}/{y}",
        "tiles",
    ],
)
def test_odd_tiles_are_refused(tiles: str) -> None:
    with pytest.raises(DeskError, match="give an https address"):
        Settings(tiles=tiles)


def test_online_tiles_are_the_one_other_origin(store: Store) -> None:
    settings = Settings(editor="Marie", tiles="https://tiles.example/{z}/{x}/{y}.png")
    client = TestClient(make_app(settings, Library(store)), base_url="http://127.0.0.1")
    assert "img-src 'self' data: https://tiles.example;" in client.get("/events").headers["content-security-policy"]


# --- signing in


def test_nothing_is_seen_before_signing_in(guarded: TestClient) -> None:
    for path in (
        "/",
        "/events",
        "/parts/table",
        "/tiles/0/0/0.png",
        "/vendor/leaflet/leaflet.js",
        "/gold.zip",
        "/examples/events",
    ):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/login"), path
    for path in ("/api/events", "/api/openapi.json", "/api/docs", "/api/gold.zip"):
        assert guarded.get(path).status_code == 401, path
    assert guarded.get("/login").status_code == 200 and guarded.get("/static/desk.css").status_code == 200
    assert guarded.get("/static/../app.py").status_code in (303, 401, 404)


def test_name_and_password_open_it_and_signing_out_closes_it(guarded: TestClient) -> None:
    for name, password in (("marie", "falsch"), ("nobody", PASSWORD), ("", "")):
        assert guarded.post("/login", data={"name": name, "password": password}).status_code == 403
    opened = guarded.post("/login", data={"name": "marie", "password": PASSWORD})
    assert (
        opened.status_code == 303
        and "HttpOnly" in opened.headers["set-cookie"]
        and "SameSite=Lax" in opened.headers["set-cookie"]
    )
    assert guarded.get("/events").status_code == 200
    assert guarded.post("/logout", data={"csrf": secret(guarded)}).status_code == 303
    assert guarded.get("/events").status_code == 303


def test_guessing_is_slowed_down(guarded: TestClient) -> None:
    answers = [guarded.post("/login", data={"name": "marie", "password": str(number)}) for number in range(7)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0
    assert guarded.post("/login", data={"name": "marie", "password": PASSWORD}).status_code == 429


def test_a_token_reads_and_writes_and_a_wrong_one_does_not(guarded: TestClient, store: Store) -> None:
    asked = review_of(store)
    assert guarded.post("/api/reviews", json=asked).status_code == 401
    assert guarded.get("/api/totals", headers={"Authorization": "Bearer wrong"}).status_code == 401
    head = {"Authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/totals", headers=head).json()["events"] == 6
    kept = guarded.post("/api/reviews", json=asked, headers=head)
    assert kept.status_code == 201 and kept.json()["editor"] == "nightly"


# --- forms


def test_a_form_without_the_secret_changes_nothing(client: TestClient, store: Store) -> None:
    event_id = review_of(store)["event_id"]
    good = secret(client)
    for given in ("", "wrong", good[:-1]):
        assert client.post(f"/record/{event_id}", data={"verdict": "accept", "csrf": given}).status_code == 403
        assert (
            client.post(
                "/api/reviews",
                json=review_of(store),
                headers={"X-CSRF-Token": given, "Origin": "http://127.0.0.1:8765"},
            ).status_code
            == 403
        )
    assert store.table("reviews").num_rows == 0
    assert client.post(f"/record/{event_id}", data={"verdict": "accept", "csrf": good}).status_code == 303
    assert store.table("reviews").num_rows == 1


@pytest.mark.parametrize(
    "head",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_changes_nothing(client: TestClient, store: Store, head: dict[str, str]) -> None:
    given = {"verdict": "accept", "csrf": secret(client)}
    assert client.post(f"/record/{review_of(store)['event_id']}", data=given, headers=head).status_code == 403
    assert store.table("reviews").num_rows == 0


def test_a_program_of_this_machine_needs_no_secret_where_nobody_signs_in(store: Store) -> None:
    client = TestClient(make_app(Settings(editor="Marie"), Library(store)), base_url="http://127.0.0.1")
    assert client.post("/api/reviews", json=review_of(store)).status_code == 201
    assert (
        client.post("/api/reviews", json=review_of(store), headers={"Referer": "http://127.0.0.1/"}).status_code == 403
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8765", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered_to(client: TestClient, host: str, status: int) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == status


def test_too_much_is_refused(client: TestClient) -> None:
    answer = client.post("/code", content=b"x", headers={"Content-Length": str(MAX_BODY + 1)})
    assert answer.status_code == 413


def test_going_back_stays_on_the_desk(client: TestClient) -> None:
    good = secret(client)
    for wrong in ("https://evil.example", "//evil.example", "/\\evil.example", "events", "/a\nb"):
        assert client.post("/settings", data={"csrf": good, "language": "fr", "to": wrong}).status_code == 422
    answer = client.post("/settings", data={"csrf": good, "language": "fr", "to": "/events?country=ML"})
    assert answer.headers["location"] == "/events?country=ML"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../store/store.py",
        "/static/%2e%2e/app.py",
        "/vendor/leaflet/..%2f..%2f..%2fetc%2fpasswd",
        "/tiles/2/9/9.png",
        "/tiles/99/0/0.png",
        "/dispatch/..%2f..%2fetc",
        "/api/events/nothing",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (204, 404), path


def test_an_error_is_a_sentence(client: TestClient) -> None:
    for path in (
        "/events?since=x",
        "/dispatch/none",
        "/incident/none",
        "/review?at=none:e1",
        "/events?page=x",
        "/events?sort=x",
        "/export/file?format=x",
        "/api/map?zoom=99",
        "/examples/events",
    ):
        answer = client.get(path)
        assert answer.status_code in (404, 422) and "Traceback" not in answer.text, path


# --- the parts


def test_a_limit_refills_with_time() -> None:
    now = [0.0]
    limit = Limit(2, 60, clock=lambda: now[0])
    assert [limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")] == [0, 0, 30, 0]
    now[0] = 30.0
    assert [limit.take("a"), limit.take("a")] == [0, 30]


def test_a_session_ends() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    cookie, made = sessions.begin("marie")
    assert sessions.find(cookie) == made and sessions.find("other") is None and sessions.find(None) is None
    now[0] = LIFE + 1.0
    assert sessions.find(cookie) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "nobody in it"),
        ("[users]\nmarie = 'secret'", "users.marie is no hash"),
        ("users = 1", "users is no table"),
        ("[users", "Expected ']'"),
        ("[tokens]\na = '$argon2id$x'", "tokens.a is no hash"),
    ],
)
def test_an_accounts_file_that_is_none_is_told(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DeskError) as refused:
        load_accounts(file)
    assert str(refused.value).startswith(str(file)) and told in str(refused.value)


def test_accounts_are_read_back(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(f'[users]\nmarie = "{ACCOUNTS.users["marie"]}"\n[tokens]\nnightly = "{KEPT}"\n', encoding="utf-8")
    found = load_accounts(file)
    assert (
        found.signed_in("marie", PASSWORD) and not found.signed_in("marie", "x") and found.program(TOKEN) == "nightly"
    )
    with pytest.raises(DeskError, match="give 10 or more"):
        hashed("short")
