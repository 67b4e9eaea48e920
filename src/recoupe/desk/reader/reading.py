"""A dispatch as its page shows it: cards of its records, and the text in stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from recoupe.desk.reader.loaded import loaded_words
from recoupe.desk.reader.marking import Mark, Stretch, marks_of, stretches
from recoupe.desk.reader.values import Card, card
from recoupe.desk.reader.visible import visible
from recoupe.desk.reviews.standing import Standing
from recoupe.records import Dispatch, Span

LONGEST = 4000
"""Characters of a line on the page."""
MOST_RECORDS = 400
"""Records whose words are marked; a dispatch with more is no news text."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text as HTML, with the names of the marks that cover it, the style classes of the page, and a note."""

    html: Markup
    marks: str
    classes: str
    note: str = ""


def cards(records: Sequence[Standing]) -> tuple[Card, ...]:
    """A card for each record, numbered from 1."""
    return tuple(card(one, number) for number, one in enumerate(records, 1))


def paragraphs(dispatch: Dispatch, shown: Sequence[Card]) -> tuple[tuple[Piece, ...], ...]:
    """The whole text, a line a paragraph, with the words of its records and its loaded words; a rejected record marks nothing.

    Raises LexiconError where the list of loaded words is wrong.
    """
    text = dispatch.text
    kept = [one for one in shown[:MOST_RECORDS] if one.standing.verdict != "reject"]
    marks = [mark for one in kept for mark in marks_of(one.event, one.number, text)]
    loaded = loaded_words(dispatch)
    marks += [Mark(one.span, 0, "loaded") for one in loaded]
    notes = {one.span: f"{one.why} → {one.neutral}" for one in loaded}
    begins = set(_line_ends(text))
    found: list[list[Piece]] = []
    for stretch in stretches(len(text), marks, begins):
        if stretch.start == 0 or stretch.start in begins:
            found.append([])
        found[-1].append(_piece(text, stretch, notes))
    return tuple(map(tuple, found))


def _piece(text: str, stretch: Stretch, notes: Mapping[Span, str]) -> Piece:
    return Piece(
        visible(text[stretch.start : stretch.end]),
        " ".join(mark.name for mark in stretch.marks),
        _classes(stretch.marks),
        "; ".join(notes[mark.span] for mark in stretch.marks if mark.record == 0),
    )


def _line_ends(text: str) -> Iterator[int]:
    """Where lines end. A browser lays a line out as a whole, so that one without an end would hold it up: it is cut at LONGEST."""
    start = 0
    while start < len(text):
        end = text.find("\n", start, start + LONGEST) + 1 or min(start + LONGEST, len(text))
        if end < len(text):
            yield end
        start = end


def _classes(marks: Sequence[Mark]) -> str:
    """ "evidence", "loaded" and "value", whichever hold, and the lowest record's number, by which it is coloured."""
    fields = {mark.field for mark in marks}
    found: list[str] = [name for name in ("evidence", "loaded") if name in fields]
    if fields - {"evidence", "loaded"}:
        found.append("value")
    numbers = [mark.record for mark in marks if mark.record]
    return " ".join([*found, f"r{(min(numbers) - 1) % 6}"] if numbers else found)
