"""From a store to the file: gather, draw, fill the page, write it whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recoupe.exports.writing import write_file
from recoupe.report.errors import ReportError
from recoupe.report.gathering import gather
from recoupe.store import EventFilter, Store

ROWS = 1000
"""Events in the table, unless more or fewer are asked for."""
TITLE = "Conflict events in the news"


@dataclass(frozen=True)
class Report:
    """A page as UTF-8, and what it is made of: cases (``events``), the accounts that tell them, those not linked yet, and how many rows its table
    has."""

    html: bytes
    events: int
    accounts: int
    unlinked: int
    rows: int


def report(
    store: Store,
    where: EventFilter = EventFilter(),  # noqa: B008 - immutable
    *,
    title: str = TITLE,
    rows: int = ROWS,
) -> Report:
    """The page for the events of a store that pass ``where``; the same store and options give the same bytes.

    ``rows`` is how many events the table holds at most, the latest. Raises ReportError where the store holds no event, none
    passes, or the extra "report" is not installed; StoreError where the store cannot be read; GazetteerError where the gazetteer's index cannot.
    """
    gathered = gather(store, where)
    try:
        from recoupe.report.page import page  # noqa: PLC0415 - the extra "report" may not be there
    except ModuleNotFoundError as error:
        raise ReportError(f"a report needs {error.name}: pip install 'recoupe[report]'") from error
    shown = min(rows, len(gathered.cases))
    html = page(gathered, title, shown).encode("utf-8", "backslashreplace")
    return Report(html, len(gathered.cases), sum(1 for _ in gathered.entries), gathered.unlinked, shown)


def write_report(made: Report, path: Path) -> None:
    """Writes the page beside the file, then renames. Raises ExportError where it cannot be written."""
    write_file([made.html], path)
