"""Watch: the feeds of an OPML file, polled politely, into a store.

In: an OPML file, a store, what is remembered of each feed. Out: new items coded and stored, a report a round.
It never asks a site more often than it allows, and never forgets an item before it is stored.
"""

from recoupe.watch.errors import WatchError
from recoupe.watch.memory import FeedMemory, Memory
from recoupe.watch.opml import Feed, read_opml
from recoupe.watch.rounds import Round, watch_once

__all__ = ["Feed", "FeedMemory", "Memory", "Round", "WatchError", "read_opml", "watch_once"]
