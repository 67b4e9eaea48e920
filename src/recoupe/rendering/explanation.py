"""Why each value is what it is: its words, the rule that read them, and whether it is stated, inherited or inferred."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from recoupe.records import CodedDispatch, Dispatch, Event, Note
from recoupe.rendering.plain import printable
from recoupe.rendering.terminal import quoted

COLUMNS = ("field", "value", "words", "rule", "how")


def explain(coded: CodedDispatch, dispatch: Dispatch) -> RenderableType:
    """A table of notes for each event, and the loaded words with which the publisher names its parties."""
    parts: list[RenderableType] = []
    for event in coded.events:
        parts.append(Text(f"{event.id} {event.type}, confidence {event.confidence:.3f}", style="bold"))
        parts.append(_notes(event.notes, dispatch.text))
        parts += [Text(line, style="yellow") for line in loaded(event)]
    return Group(*parts, Text("")) if parts else Text("")


def _notes(notes: tuple[Note, ...], text: str) -> Table:
    table = Table(*COLUMNS)
    for note in notes:
        words = "\n".join(quoted(text, span) for span in note.spans)
        row = (note.field, printable(note.value), words, printable(note.rule), note.how)
        table.add_row(*map(Text, row))
    return table


def loaded(event: Event) -> Iterator[str]:
    """One line for each party that the dispatch names with loaded words."""
    for party in dict.fromkeys((*event.actors, *event.targets)):
        if party.loaded:
            words = ", ".join(f"“{word}”" for word in party.loaded)
            yield printable(f"loaded words for {party.name}: {words}")
