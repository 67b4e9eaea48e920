"""Fetching from a site: what is asked, what comes back, and what is refused."""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from loopback import Site, Write, serving

from recoupe import __version__
from recoupe.reading import addresses
from recoupe.reading.fetch import MAX_BYTES, USER_AGENT, Fetched, FetchError, Robots, fetch


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def refused(url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, allow_private=True, **options)  # type: ignore[arg-type]
    return caught.value


def test_a_page_comes_with_what_to_send_next_time(site: Site) -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Wed, 29 May 2024 08:00:00 GMT", "Content-Type": "text/html"}
    site.pages["/a"] = (200, headers, b"page")
    assert fetch(f"{site.url}/a", allow_private=True) == Fetched(
        f"{site.url}/a", 200, b"page", '"v1"', "Wed, 29 May 2024 08:00:00 GMT", "text/html"
    )


def test_the_request_names_the_tool_and_says_what_is_known(site: Site) -> None:
    site.pages["/a"] = (304, {"ETag": '"v1"'}, b"")
    found = fetch(f"{site.url}/a", etag='"v1"', modified="Wed, 29 May 2024 08:00:00 GMT", allow_private=True)
    assert found.unchanged and found.body == b"" and found.etag == '"v1"'
    (robots, asked_robots), (path, asked) = site.requests
    assert (robots, path) == ("/robots.txt", "/a")
    assert asked["User-Agent"] == asked_robots["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith(f"recoupe/{__version__} ")
    assert asked["If-None-Match"] == '"v1"' and asked["If-Modified-Since"] == "Wed, 29 May 2024 08:00:00 GMT"
    assert asked_robots["If-None-Match"] is None
    assert asked["Host"] == site.url.removeprefix("http://")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Wed, 29 May 2024 08:10:00 GMT", "Date": "Wed, 29 May 2024 08:00:00 GMT"}, 600.0),
        ({"Retry-After": "Wed, 29 May 2024 07:00:00 GMT", "Date": "Wed, 29 May 2024 08:00:00 GMT"}, 0.0),
        ({"Retry-After": "bientôt".encode().decode("latin-1")}, None),
    ],
)
@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_another_status_is_an_error_that_bears_it(
    site: Site, status: int, headers: dict[str, str], seconds: float | None
) -> None:
    site.pages["/a"] = lambda write: write(
        f"HTTP/1.1 {status} X\r\n".encode()
        + "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")
        + b"\r\n"
    )
    error = refused(f"{site.url}/a")
    assert (error.status, error.retry_after) == (status, seconds) and f"status {status}" in error.reason


def test_redirects_are_followed_to_the_final_address(site: Site) -> None:
    site.pages["/a"] = (301, {"Location": "/b?x=é".encode().decode("latin-1")}, b"")
    site.pages["/b?x=%C3%A9"] = (302, {"Location": f"{site.url}/c"}, b"")
    site.pages["/c"] = (200, {}, b"page")
    assert fetch(f"{site.url}/a", allow_private=True).url == f"{site.url}/c"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/a", "more than 5 redirects"),
        ("file:///etc/passwd", "file: only http and https"),
        ("ftp://bac.example/", "ftp: only http and https"),
        ("http://u:p@bac.example/", "a user name or password"),
        ("http://[::1", "no valid address"),
    ],
)
def test_a_redirect_is_checked_like_an_address(site: Site, location: str, expected: str) -> None:
    site.pages["/a"] = (302, {"Location": location}, b"")
    assert expected in refused(f"{site.url}/a").reason


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    only = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr(addresses, "is_public", lambda address: address == only)
    site.pages["/a"] = (302, {"Location": site.url.replace("127.0.0.1", "127.0.0.2") + "/b"}, b"")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2 is not a public address"):
        fetch(f"{site.url}/a")
    assert site.paths() == ["/robots.txt", "/a"]


ROBOTS = b"User-agent: *\nDisallow: /closed\nAllow: /closed/open\n\nUser-agent: other\nDisallow: /\n"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (ROBOTS, "/a", True),
        (ROBOTS, "/closed/a", False),
        (ROBOTS, "/closed/open", True),
        (b"User-agent: recoupe\nDisallow: /\n", "/a", False),
        (b"User-agent: *\nDisallow: /*.xml$\n", "/f.xml", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Recoupe\nAllow: /\n", "/a", True),
        (b"\xff\xfe\x00 nothing a robot can read", "/a", True),
        (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /\n", "/a", True),
    ],
)
def test_robots_txt_is_obeyed(site: Site, rules: bytes, path: str, allowed: bool) -> None:
    site.pages["/robots.txt"] = (200, {}, rules)
    site.pages[path] = (200, {}, b"page")
    if allowed:
        assert fetch(site.url + path, allow_private=True).body == b"page"
    else:
        assert "does not let robots read this address (robots.txt)" in refused(site.url + path).reason
        assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_a_site_that_fails_to_say_its_rules_forbids_all(site: Site, status: int, allowed: bool) -> None:
    site.pages["/robots.txt"] = (status, {}, b"")
    site.pages["/a"] = (200, {}, b"page")
    if allowed:
        assert fetch(f"{site.url}/a", allow_private=True).body == b"page"
    else:
        error = refused(f"{site.url}/a")
        assert error.status == status and "robots.txt" in error.reason


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    site.pages["/a"] = (200, {}, b"page")
    site.pages["/robots.txt"] = (301, {"Location": "/r"}, b"")
    site.pages["/r"] = (200, {}, ROBOTS)
    robots = Robots()
    for _ in range(3):
        fetch(f"{site.url}/a", allow_private=True, robots=robots)
    refused(f"{site.url}/closed", robots=robots)
    assert site.paths() == ["/robots.txt", "/r", "/a", "/a", "/a"]


def test_the_rules_hold_for_a_redirect_too(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {}, ROBOTS)
    site.pages["/a"] = (302, {"Location": "/closed"}, b"")
    assert "robots.txt" in refused(f"{site.url}/a").reason


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({"Content-Length": str(MAX_BYTES + 1)}, b"", f"{MAX_BYTES + 1:,} bytes, at most {MAX_BYTES:,} bytes are read"),
        ({"Content-Length": ""}, b"x" * (MAX_BYTES + 1), "larger than a page or feed may be"),
        ({"Content-Encoding": "gzip"}, gzip.compress(bytes(MAX_BYTES * 5)), "larger than a page or feed may be"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"page" * 99)[:-9], "the connection broke"),
        ({"Content-Encoding": "gzip"}, b"not packed", "not the gzip it says it is"),
        ({"Content-Encoding": "br"}, b"x", "packed as 'br', which was not asked for"),
        ({"Content-Length": "100"}, b"x", "the connection broke after 1 bytes"),
        ({"Content-Length": "", "Transfer-Encoding": "chunked"}, b"5\r\nab", "no valid HTTP answer (IncompleteRead)"),
    ],
)
def test_a_body_that_is_too_large_or_broken_is_refused(
    site: Site, headers: dict[str, str], body: bytes, expected: str
) -> None:
    site.pages["/a"] = (200, headers, body)
    assert expected in refused(f"{site.url}/a").reason


def test_a_packed_body_is_unpacked(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"page"))
    assert fetch(f"{site.url}/a", allow_private=True).body == b"page"


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_a_site_that_drips_is_left_when_the_time_is_over(site: Site, begun: bytes) -> None:
    done = threading.Event()

    def drip(write: Write) -> None:
        write(begun)
        while not done.wait(0.05):
            write(b"x")

    site.pages["/a"] = drip
    try:
        assert "did not answer in time" in refused(f"{site.url}/a", time_out=0.5).reason
    finally:
        done.set()


@pytest.mark.parametrize(
    "answer", [b"", b"220 smtp ready\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a" * 99_999]
)
def test_what_is_no_http_is_told(site: Site, answer: bytes) -> None:
    site.pages["/a"] = lambda write: write(answer)
    assert "no valid HTTP answer" in refused(f"{site.url}/a").reason


def test_a_host_that_does_not_answer_is_told() -> None:
    with serving() as gone:
        url = gone.url
    assert "no connection" in refused(url).reason


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://bac.example/", "ftp: only http and https"),
        ("bac.example", "no scheme: only http and https"),
        ("http:///x", "without a host"),
        ("http://a b/", "is no host's name"),
        ("http://bac.example:99999/", "no valid address"),
        ("http://bac.example:x/", "no valid address"),
        ("http://" + "é" * 300 + "/", "no valid address"),
        ("https://user@bac.example/", "a user name or password"),
    ],
)
def test_what_is_no_address_is_told(url: str, expected: str) -> None:
    assert expected in refused(url).reason


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the certificate, is not installed")
def test_a_certificate_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.end_headers()
            self.wfile.write(b"page")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign,assignment]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        url = f"https://localhost:{server.server_port}/"
        assert "its certificate is not valid" in refused(url).reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(url, allow_private=True).body == b"page"
        assert "its certificate is not valid" in refused(url.replace("localhost", "127.0.0.1")).reason
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
