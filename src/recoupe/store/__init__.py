"""Store: coded dispatches kept in tables that outlive the run.

In: Stored dispatches (a dispatch, what it came to, of which other it is a copy). Out: the same records, Arrow tables, answers to SQL.
It never changes a record, never keeps half a batch, and never depends on when, or in how many runs, it was filled.
"""

from recoupe.store.errors import StoreError
from recoupe.store.filters import EventFilter
from recoupe.store.store import Store, open_store
from recoupe.store.stored import Stored, content_key

__all__ = ["EventFilter", "Store", "StoreError", "Stored", "content_key", "open_store"]
