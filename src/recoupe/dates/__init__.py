"""Dates: expressions of time to first and last day (codebook, "Dates").

In: a text, its publication day if known. Out: DateMention records with offsets, resolved where that is possible.
It never decides which date is an event's: that is the events' stage.
"""

from recoupe.dates.expressions import find_dates
from recoupe.dates.mention import DateMention
from recoupe.dates.publication import infer_publication

__all__ = ["DateMention", "find_dates", "infer_publication"]
