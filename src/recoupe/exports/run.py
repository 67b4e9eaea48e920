"""One export: a store, a format and a place to write to in; a file and what became of the events out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from recoupe.exports.formats import writer
from recoupe.exports.incidents import incident_accounts
from recoupe.exports.selecting import accounts
from recoupe.exports.taking import Rows
from recoupe.exports.writing import write_file, write_stream
from recoupe.store import EventFilter, Store


@dataclass(frozen=True)
class Exported:
    """What became of the events: how many were written, and how many the format has no place for, by reason.

    ``held`` is how many the store holds.
    """

    written: int
    left_out: dict[str, int]
    held: int

    @property
    def asked(self) -> int:
        """How many passed the filter."""
        return self.written + sum(self.left_out.values())


def export(
    store: Store,
    form: str,
    into: str | Path | BinaryIO,
    *,
    where: EventFilter = EventFilter(),  # noqa: B008 - immutable
    conditions: Sequence[str] = (),
    incidents: bool = False,
) -> Exported:
    """Writes the events that pass to a file, or to a stream that is open, in one of ``formats.FORMATS``.

    ``conditions`` are SQL over the store's view ``accounts``; all must hold. With ``incidents`` it writes incidents in
    place of events: those that the store holds, so that ``incidents.bring_up_to_date`` comes first. The same events give the same bytes. A file is
    replaced whole or not at all. Raises ExportError (unknown format, a file that cannot be written), StoreError (a
    condition that is no SQL, a store that fails) and GazetteerError.
    """
    chunks = writer(form)
    rows = Rows((incident_accounts if incidents else accounts)(store, where, conditions))
    if isinstance(into, str | Path):
        write_file(chunks(rows), Path(into))
    else:
        write_stream(chunks(rows), into)
    return Exported(rows.written, dict(rows.left_out.most_common()), store.counts()["events"])
