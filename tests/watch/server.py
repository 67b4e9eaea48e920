"""A web server on the loopback that says what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """``answers`` by path; what is missing is 404. ``asked`` are the paths, with the validators sent where any were."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def feed(self, path: str, *items: str, etag: str = "") -> None:
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Radio Essai</title>{"".join(items)}</channel></rss>'
        self.answers[path] = Answer(body=body, headers={"ETag": etag} if etag else {})


@contextmanager
def site() -> Iterator[Site]:
    """A site while it is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            conditions = self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since") or ""
            served.asked.append(f"{self.path} {conditions}".strip())
            answer = served.answers.get(self.path, Answer(404))
            unchanged = conditions and conditions in answer.headers.values()
            body = b"" if unchanged else answer.body.encode()
            self.send_response(304 if unchanged else answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def item(title: str, text: str, link: str = "") -> str:
    """An RSS item of 29 May 2024."""
    return (
        f"<item><title>{title}</title>{f'<link>{link}</link>' if link else ''}<description>{text}</description>"
        "<pubDate>Wed, 29 May 2024 10:00:00 GMT</pubDate></item>"
    )


def page(title: str, *paragraphs: str) -> str:
    """A newspaper's page."""
    return (
        f"<!doctype html><html lang=fr><head><title>{title} - Essai</title></head><body><nav>Accueil Monde Sport</nav>"
        f"<article><h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in paragraphs)}</article><footer>Contact</footer></body></html>"
    )
