"""Ingest: what the reader yields, coded and kept in a store, a transaction at a time.

In: items of ``recoupe.reading.read``, a Coder, a Store. Out: the store filled, and each item's outcome told.
It never codes twice what is stored already, and never leaves the store with more or less than a run without a break.
"""

from recoupe.ingest.outcome import AlreadyStored, Kept, Outcome
from recoupe.ingest.report import Report, Tally
from recoupe.ingest.run import BATCH, ingest

__all__ = ["BATCH", "AlreadyStored", "Kept", "Outcome", "Report", "Tally", "ingest"]
