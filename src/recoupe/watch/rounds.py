"""A round: every feed polled once, its items coded and stored, and only then what is new of it remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from recoupe.ingest.run import Item
from recoupe.watch.memory import Memory
from recoupe.watch.opml import Feed
from recoupe.watch.poll import Manner, Polled, Poller


@dataclass(frozen=True)
class Round:
    """How many feeds were read, unchanged, failed, or left alone because they failed before."""

    read: int
    unchanged: int
    failed: int
    resting: int


def watch_once(feeds: Iterable[Feed], poller: Poller, memory: Memory, take: Callable[[Iterator[Item]], None]) -> Round:
    """Polls each feed and hands the items of all to ``take``, which stores them before it returns.

    Only then are the feeds remembered: where ``take`` raises, or the process is killed, the next round asks them again
    for the same items. Raises what ``take`` raises, and OSError where the memory cannot be written.
    """
    polled: dict[str, Polled] = {}

    def items() -> Iterator[Item]:
        for feed in feeds:
            polled[feed.url] = poller.poll(feed, memory.of(feed.url))
            yield from polled[feed.url].items

    take(items())
    memory.keep({url: one.memory for url, one in polled.items()})
    manners = Counter(one.manner for one in polled.values())
    return Round(**{manner: manners[manner] for manner in get_args(Manner)})
