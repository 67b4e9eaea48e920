"""Where an input comes from: what its problems are called, and which ids and columns its dispatches have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from recoupe.reading.dispatch import dispatch_of
from recoupe.reading.problem import ReadProblem, Unreadable
from recoupe.records import Dispatch

Item = Dispatch | ReadProblem


@dataclass(frozen=True)
class Origin:
    """One input: the name its problems bear, the stem of the ids it gives, the last day a dispatch may be published.

    ``columns`` maps fields of a Dispatch to the keys or columns that hold them, where their names differ. ``url`` and
    ``content_type`` are those of an input from the web.
    """

    source: str
    stem: str
    latest: dt.date
    columns: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    content_type: str | None = None

    def problem(self, error: Unreadable, line: int | None = None) -> ReadProblem:
        return ReadProblem(self.source, line or error.line, error.reason)

    def item(self, record: object, fallback_id: str, line: int | None = None, prefix: str = "") -> Item:
        """The dispatch of a record with a Dispatch's keys, otherwise its problem."""
        try:
            return dispatch_of(record, fallback_id, self.latest)
        except Unreadable as error:
            return ReadProblem(self.source, line, prefix + error.reason)

    def item_by_columns(self, record: object, fallback_id: str, line: int | None = None, prefix: str = "") -> Item:
        """The same, of a record whose keys are those that ``columns`` names."""
        try:
            return self.item(self._renamed(record), fallback_id, line, prefix)
        except Unreadable as error:
            return ReadProblem(self.source, line, prefix + error.reason)

    def within(self, member: str, stem: str) -> Origin:
        """The origin of a file inside this archive."""
        return replace(self, source=f"{self.source}/{member}", stem=f"{self.stem}:{stem}")

    def _renamed(self, record: object) -> object:
        if not self.columns or not isinstance(record, Mapping):
            return record
        column = self.columns.get("text", "text")
        if column not in record:
            raise Unreadable(f'no "{column}"; there are: {", ".join(map(str, record)) or "no keys at all"}')
        return {**record, **{name: record.get(key) for name, key in self.columns.items()}}
