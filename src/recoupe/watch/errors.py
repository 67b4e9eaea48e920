"""The one error of watching."""

from __future__ import annotations


class WatchError(ValueError):
    """A list of feeds, or what is remembered of them, cannot be used; the message names the file and the mend."""
