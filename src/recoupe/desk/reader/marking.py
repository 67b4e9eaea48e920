"""Which words of a dispatch state which value of which record, and the text cut where marks begin and end."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recoupe.records import Event, Note, Span
from recoupe.text import fold

FIELDS = (
    "type", "status", "certainty", "actors", "targets", "place", "origin", "destination", "date",
    "killed", "injured", "captured", "displaced", "sources", "evidence",
)  # fmt: skip
"""The fields that have words; a mark's field is one of them, or "loaded"."""


@dataclass(frozen=True)
class Mark:
    """Words that state a field of a record. ``record`` is its number on the page, from 1."""

    span: Span
    record: int
    field: str

    @property
    def name(self) -> str:
        """What page and script call it: "e1-actors"."""
        return f"e{self.record}-{self.field}"


@dataclass(frozen=True)
class Stretch:
    """A piece of the text in which the same marks hold from end to end."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(event: Event, record: int, text: str) -> Iterator[Mark]:
    """The marks of one record. Spans that reach beyond the text are cut; empty ones mark nothing."""
    for field, span in _spans(event):
        start, end = min(span[0], len(text)), min(span[1], len(text))
        if start < end:
            yield Mark((start, end), record, field)
    for party in (*event.actors, *event.targets):
        spans = (_loaded(word, party.span, text) for word in party.loaded)
        yield from (Mark(where, record, "loaded") for where in spans if where is not None)


def _loaded(word: str, within: Span, text: str) -> Span | None:
    """Where a party's words hold a loaded word, to the end of its form: "terroristes" for "terroriste". None where they do not."""
    start, end = within
    found = fold(text[start:end]).find(fold(word))
    if found < 0:
        return None
    last = start + found + len(word)
    while last < end and text[last].isalnum():
        last += 1
    return start + found, last


def _spans(event: Event) -> Iterator[tuple[str, Span]]:
    for field in ("actors", "targets", "sources"):
        yield from ((field, part.span) for part in getattr(event, field))
    for field in ("place", "origin", "destination", "date"):
        value = getattr(event, field)
        if value is not None and value.span is not None:
            yield field, value.span
    for note in event.notes:
        yield from _of_note(note)
    yield from (("evidence", span) for span in event.evidence)


def _of_note(note: Note) -> Iterator[tuple[str, Span]]:
    if note.field in FIELDS:
        yield from ((note.field, span) for span in note.spans)


def stretches(length: int, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> tuple[Stretch, ...]:
    """The whole text, from 0 to ``length``, cut at the edges of all marks and wherever else ``cuts`` says."""
    given = sorted(set(marks), key=lambda mark: (mark.span, mark.record, mark.field))
    edges = sorted({0, length, *cuts, *(edge for mark in given for edge in mark.span)})
    found: list[Stretch] = []
    open_marks: list[Mark] = []
    waiting = list(reversed(given))
    for start, end in itertools.pairwise(edges):
        open_marks = [mark for mark in open_marks if mark.span[1] > start]
        while waiting and waiting[-1].span[0] <= start:
            open_marks.append(waiting.pop())
        found.append(Stretch(start, end, _ordered(open_marks)))
    return tuple(found)


def _ordered(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(
        sorted(marks, key=lambda mark: (mark.record, FIELDS.index(mark.field) if mark.field in FIELDS else -1))
    )
