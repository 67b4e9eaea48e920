"""Feeds asked over a real connection to the loopback: what comes, what is remembered, what is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from server import Answer, Site, item, page

from recoupe.ingest.run import Item
from recoupe.reading import ReadProblem
from recoupe.reading.fetch import Fetched, fetch
from recoupe.records import Dispatch
from recoupe.watch import Feed, FeedMemory, Memory, watch_once
from recoupe.watch.poll import DAY, Poller

AMBUSH = item("Sept soldats tués", "Une embuscade près de Gao a fait sept morts mardi, selon l'armée.")
HARVEST = item("Bonne récolte", "Le mil est bon cette année dans tout le pays, selon les paysans.")


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def get(url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
    return fetch(url, etag=etag, modified=modified, allow_private=True)


def texts(items: tuple[Item, ...]) -> list[str]:
    return [one.text if isinstance(one, Dispatch) else f"! {one}" for one in items]


def feeds_asked(site: Site) -> list[str]:
    return [asked for asked in site.asked if not asked.startswith("/robots.txt")]


def test_items_become_dispatches_with_the_feeds_title_as_publisher(site: Site) -> None:
    site.feed("/rss", AMBUSH, HARVEST, etag='"1"')
    polled = Poller(get, Clock(), 900).poll(Feed(site.url + "/rss"), FeedMemory())
    assert polled.manner == "read" and polled.memory == FeedMemory(etag='"1"')
    first, second = polled.items
    assert isinstance(first, Dispatch) and isinstance(second, Dispatch)
    assert (first.title, first.publisher, str(first.published)) == ("Sept soldats tués", "Radio Essai", "2024-05-29")
    assert "embuscade" in first.text and "mil" in second.text


@pytest.mark.parametrize(
    ("header", "value"), [("ETag", '"abc"'), ("ETag", 'W/"abc"'), ("Last-Modified", "Wed, 29 May 2024 10:00:00 GMT")]
)
def test_what_has_not_changed_is_not_sent_again(site: Site, header: str, value: str) -> None:
    site.feed("/rss", AMBUSH)
    site.answers["/rss"].headers[header] = value
    poller, feed = Poller(get, Clock(), 900), Feed(site.url + "/rss")
    first = poller.poll(feed, FeedMemory())
    second = poller.poll(feed, first.memory)
    assert (second.manner, second.items, second.memory) == ("unchanged", (), first.memory)
    assert feeds_asked(site) == ["/rss", f"/rss {value}"]


def test_redirects_are_followed(site: Site) -> None:
    site.feed("/new", AMBUSH, etag='"1"')
    for status in (301, 302, 307, 308):
        site.answers["/old"] = Answer(status, headers={"Location": "/new"})
        assert Poller(get, Clock(), 900).poll(Feed(site.url + "/old"), FeedMemory()).manner == "read"
    site.answers["/loop"] = Answer(302, headers={"Location": "/loop"})
    assert Poller(get, Clock(), 900).poll(Feed(site.url + "/loop"), FeedMemory()).manner == "failed"


def test_a_failing_feed_is_left_alone_twice_as_long_each_time_up_to_a_day(site: Site) -> None:
    site.answers["/rss"] = Answer(500)
    clock, feed, memory, waits = Clock(), Feed(site.url + "/rss"), FeedMemory(etag='"1"'), []
    poller = Poller(get, clock, 900)
    for _ in range(10):
        polled = poller.poll(feed, memory)
        assert polled.manner == "failed" and polled.memory.etag == '"1"'
        waits.append(polled.memory.not_before - clock.now)
        clock.now = polled.memory.not_before - 120
        assert poller.poll(feed, polled.memory).manner == "resting"
        clock.now = polled.memory.not_before
        memory = polled.memory
    assert waits == [900, 1800, 3600, 7200, 14400, 28800, 57600, DAY, DAY, DAY]
    assert len(feeds_asked(site)) == 10
    site.feed("/rss", AMBUSH)
    polled = poller.poll(feed, memory)
    assert polled.manner == "read" and (polled.memory.failures, polled.memory.not_before) == (0, 0)


def test_impatience_asks_all_the_same(site: Site) -> None:
    site.feed("/rss", AMBUSH)
    resting = FeedMemory(failures=3, not_before=Clock().now + DAY)
    assert Poller(get, Clock(), 900).poll(Feed(site.url + "/rss"), resting).manner == "resting"
    assert Poller(get, Clock(), 900, patient=False).poll(Feed(site.url + "/rss"), resting).manner == "read"


@pytest.mark.parametrize(("said", "wait"), [("7200", 7200), ("60", 900), ("99999999", 7 * DAY), ("nonsense", 900)])
def test_a_sites_own_wish_is_obeyed_within_reason(site: Site, said: str, wait: float) -> None:
    site.answers["/rss"] = Answer(429, headers={"Retry-After": said})
    polled = Poller(get, Clock(), 900).poll(Feed(site.url + "/rss"), FeedMemory())
    assert polled.memory.not_before - Clock().now == wait


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<rss version='2.0'><channel><title>T</title><item><title>a</title><description>&x;</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (ENTITIES, "an XML entity"),
        ("<html><body>Maintenance</body></html>", "no RSS or Atom feed"),
        ("", "empty: there is no feed in it"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>', "a feed without items"),
    ],
)
def test_what_is_no_feed_fails_with_its_address(site: Site, body: str, reason: str) -> None:
    site.answers["/rss"] = Answer(body=body)
    polled = Poller(get, Clock(), 900).poll(Feed(site.url + "/rss"), FeedMemory())
    assert polled.manner == "failed" and polled.memory.failures == 1
    (problem,) = polled.items
    assert isinstance(problem, ReadProblem) and problem.source == site.url + "/rss"
    assert reason in problem.reason and "failure 1 in a row, asked again after 20" in problem.reason


def test_robots_are_obeyed(site: Site) -> None:
    site.feed("/rss", AMBUSH)
    site.answers["/robots.txt"] = Answer(body="User-agent: *\nDisallow: /rss")
    polled = Poller(get, Clock(), 900).poll(Feed(site.url + "/rss"), FeedMemory())
    assert polled.manner == "failed" and feeds_asked(site) == []


def test_the_loopback_is_refused_unless_allowed(site: Site) -> None:
    site.feed("/rss", AMBUSH)
    polled = Poller(fetch, Clock(), 900).poll(Feed(site.url + "/rss"), FeedMemory())
    assert polled.manner == "failed" and site.asked == []
    assert "not a public address" in texts(polled.items)[0]


def full_text(site: Site) -> Poller:
    del site.asked[:]
    return Poller(get, Clock(), 900, full_text=True)


LONG = "Le convoi revenait de la ville quand des hommes armés ont ouvert le feu depuis les dunes, selon un officier."


def test_full_text_is_the_pages_and_each_is_fetched_once(site: Site) -> None:
    site.feed("/rss", item("Sept soldats tués", "Une embuscade…", site.url + "/a.html"), HARVEST, etag='"1"')
    site.answers["/a.html"] = Answer(body=page("Embuscade près de Gao", LONG, LONG.replace("convoi", "camion")))
    feed = Feed(site.url + "/rss")
    first = full_text(site).poll(feed, FeedMemory())
    one, other = first.items
    assert isinstance(one, Dispatch) and isinstance(other, Dispatch)
    assert "depuis les dunes" in one.text and "Accueil" not in one.text
    assert (one.title, one.publisher, str(one.published)) == ("Sept soldats tués", "Radio Essai", "2024-05-29")
    assert (one.url, one.id) == (site.url + "/a.html",) * 2
    assert "mil" in other.text  # without a page of its own it is read as the feed has it
    assert len(first.memory.seen) == 2 and first.memory.etag == '"1"'
    site.feed("/rss", item("Sept soldats tués", "Une embuscade…", site.url + "/a.html"), etag='"2"')
    second = full_text(site).poll(feed, first.memory)
    assert second.items == () and feeds_asked(site) == ['/rss "1"']
    assert len(second.memory.seen) == 1, "what the feed has dropped is not remembered"


@pytest.mark.parametrize(
    ("answer", "tried_again"),
    [
        (Answer(503), True),
        (Answer(429), True),
        (Answer(404), False),
        (Answer(410), False),
        (Answer(body="<html><body></body></html>"), False),
        (Answer(body=""), False),
    ],
)
def test_a_page_that_fails_is_told_and_tried_again_where_that_may_help(
    site: Site, answer: Answer, tried_again: bool
) -> None:
    site.feed("/rss", item("Sept soldats tués", "Une embuscade…", site.url + "/a.html"), etag='"1"')
    site.answers["/a.html"] = answer
    feed = Feed(site.url + "/rss")
    first = full_text(site).poll(feed, FeedMemory())
    assert first.manner == "read" and texts(first.items)[0].startswith(f"! {site.url}/a.html: ")
    assert first.memory.etag == (None if tried_again else '"1"')
    full_text(site).poll(feed, first.memory)
    assert ("/a.html" in site.asked) == tried_again


def test_a_round_asks_every_feed_and_remembers_once_all_is_stored(site: Site, tmp_path: Path) -> None:
    site.feed("/one", AMBUSH, etag='"1"')
    site.answers["/two"] = Answer(500)
    site.feed("/three", HARVEST, etag='"3"')
    feeds = [Feed(f"{site.url}/{name}") for name in ("one", "two", "three")]
    memory, taken = Memory(tmp_path / "feeds.json"), []

    def fails(items: object) -> None:
        taken.extend(items)  # type: ignore[call-overload]
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        watch_once(feeds, Poller(get, Clock(), 900), memory, fails)
    assert len(taken) == 3 and not memory.path.exists(), "what is not stored must come again"

    round_ = watch_once(feeds, Poller(get, Clock(), 900), memory, taken.extend)
    assert (round_.read, round_.unchanged, round_.failed, round_.resting) == (2, 0, 1, 0)
    round_ = watch_once(feeds, Poller(get, Clock(), 900), Memory(memory.path), taken.extend)
    assert (round_.read, round_.unchanged, round_.failed, round_.resting) == (0, 2, 0, 1)
    assert len(taken) == 6
