"""Recoupe reads news dispatches about armed conflict and codes who did what to whom, where, when, and who says so."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.coder import Coder
    from recoupe.incidents import Incident, link
    from recoupe.reading import ReadProblem, read
    from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Party, Place, Source, json_schema
    from recoupe.store import Store

__version__ = "0.1.0"
__all__ = [
    "CodedDispatch",
    "Coder",
    "DateSpan",
    "Dispatch",
    "Event",
    "Incident",
    "Party",
    "Place",
    "ReadProblem",
    "Source",
    "Store",
    "json_schema",
    "link",
    "read",
]
_ELSEWHERE = {
    "Coder": "recoupe.coder",
    "Incident": "recoupe.incidents",
    "link": "recoupe.incidents",
    "ReadProblem": "recoupe.reading",
    "read": "recoupe.reading",
    "Store": "recoupe.store",
}


def __getattr__(name: str) -> object:
    """The API's names, loaded when they are first asked for: ``recoupe --version`` must not wait for all they need."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_ELSEWHERE.get(name, "recoupe.records")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
