"""The one error of the store."""

from __future__ import annotations


class StoreError(RuntimeError):
    """A store cannot be opened, read or written; the message names the store, the reason and the mend.

    Whatever was stored before is still there: a batch is stored wholly or not at all.
    """
