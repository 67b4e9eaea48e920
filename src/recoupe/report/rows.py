"""A case as the table and the lists of the page show it: plain, printable strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.rendering.cells import when, where, who
from recoupe.report.cases import FIGURES, Case
from recoupe.report.entries import Entry
from recoupe.report.safe import language, link, shortened, shown
from recoupe.report.wording import toll_words

_QUOTE = 700
_SOURCE = 90


@dataclass(frozen=True)
class Quote:
    """What one dispatch says: its heading, where it can be read, and its words."""

    heading: str
    status: str
    link: str | None
    lang: str | None
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    copy: bool


@dataclass(frozen=True)
class Row:
    """One case; ``anchor`` is None where the table leaves it out."""

    anchor: str | None
    family: str
    type: str
    status: str
    certainty: str
    when: str
    where: str
    who: str
    tolls: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    quotes: tuple[Quote, ...]
    independent: int | None


def rows_of(cases: Sequence[Case], anchors: Mapping[int, str]) -> list[Row]:
    """The rows of cases in reverse order, the latest first; ``anchors`` has the anchor of a case under its ``id``."""
    return [_row(case, anchors.get(id(case))) for case in reversed(cases)]


def _row(case: Case, anchor: str | None) -> Row:
    event = case.event
    return Row(
        anchor=anchor,
        family=case.family,
        type=event.type,
        status=event.status,
        certainty=event.certainty,
        when=shown(when(event.date)) or "no date",
        where=shown(where(event)) or "no place",
        who=shown(who(event)) or "nobody named",
        tolls=tuple((name, toll_words(case.tolls[name])) for name in FIGURES if name in case.tolls),
        sources=_sources(case.entries),
        quotes=tuple(_quote(entry) for entry in case.entries),
        independent=case.incident.independent if case.incident else None,
    )


def _sources(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Everyone who is cited, each once, in order."""
    cited = (shortened(source.text, _SOURCE) for entry in entries for source in entry.event.sources)
    return tuple(dict.fromkeys(cited))


def _quote(entry: Entry) -> Quote:
    day = ""
    if entry.published:
        day = entry.published.isoformat() + (" (day inferred)" if entry.published_inferred else "")
    parts = (entry.publisher, entry.title or entry.dispatch_id or f"dispatch {entry.key[:8]}")
    heading = ", ".join(filter(None, (*(shortened(part, 160) for part in parts if part), day)))
    return Quote(
        heading=heading,
        status=f"{entry.event.status}, {entry.event.certainty}",
        link=link(entry.url),
        lang=language(entry.lang),
        sources=tuple(shortened(source.text, _SOURCE) for source in entry.event.sources),
        evidence=tuple(shortened(words, _QUOTE) for words in entry.evidence),
        copy=entry.copy_of is not None,
    )
