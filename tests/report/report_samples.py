"""Cases and stores for the report's tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Party, Place, Source
from recoupe.report.cases import Case, cases_of
from recoupe.report.entries import entries_of
from recoupe.store import Store, Stored, content_key

TEXT = "L'armée dit avoir repoussé des assaillants près de Gao mardi."
HOSTILE = "<script>alert(1)</script>\"'<img src=x onerror=alert(2)>]]>\u202e\x1b[31m{{ 7*7 }}\ud800\uffff&amp;"
ARMY = Party(text="L'armée", name="Military Forces of Mali", kind="state_forces", country="ML", span=(0, 7))
JNIM = Party(text="des assaillants", name="JNIM", kind="rebel", country="ML", span=(27, 42))
GAO = Place(
    text="Gao", name="Gao", geonameid=2457163, lat=16.27167, lon=-0.04472, country="ML", precision="town", span=(51, 54)
)
ELDER = Source(text="un notable", span=(0, 7))


def day(text: str, precision: Any = "day", last: str = "") -> DateSpan:
    """A date from ISO days."""
    return DateSpan(start=dt.date.fromisoformat(text), end=dt.date.fromisoformat(last or text), precision=precision)


def event(number: int = 1, **changes: Any) -> Event:
    """A clash near Gao on 5 March 2024 in which 4 to 6 were killed, with what is changed."""
    values: dict[str, Any] = {
        "id": f"e{number}", "type": "battle.clash", "status": "happened", "certainty": "attributed", "actors": (JNIM,),
        "targets": (ARMY,), "place": GAO, "date": day("2024-03-05"), "killed": (4, 6), "sources": (ELDER,),
        "evidence": ((0, len(TEXT)),), "confidence": 0.5,
    }  # fmt: skip
    return Event(**{**values, **changes})


def stored(number: int, *events: Event, copy_of: str | None = None, **changes: Any) -> Stored:
    """A dispatch of its own for each number, in words of its own after the first sentence."""
    rest = " ".join(f"mot{number}x{word}" for word in range(60))
    values: dict[str, Any] = {"id": f"d{number}", "text": f"{TEXT} {rest}", "published": dt.date(2024, 3, 6)}
    dispatch = Dispatch(**{**values, **changes})
    coded = CodedDispatch(id=dispatch.id, events=events, published=dispatch.published)
    return Stored(content_key(dispatch), dispatch, coded, copy_of)


def cases(*events: Event) -> list[Case]:
    """A case for each event, each of a dispatch of its own."""
    entries = [entry for number, one in enumerate(events) for entry in entries_of(stored(number, one), None)]
    return cases_of(entries, [])


def written(path: Path, *batch: Stored) -> Path:
    """A DuckDB store with the batch in it."""
    with Store(path, create=True) as store:
        store.add(batch)
    return path
