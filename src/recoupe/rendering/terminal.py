"""A coded dispatch on a terminal: heading, table of events, and under it the words that state each of them."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from recoupe.records import CodedDispatch, Dispatch, Event, Span
from recoupe.rendering.cells import cells
from recoupe.rendering.plain import printable

WIDE = 110
"""Columns of a terminal from which the events stand in one table; on a narrower one each is a list of its values."""


def render(coded: CodedDispatch, dispatch: Dispatch) -> RenderableType:
    """What the dispatch came to. All is rich.text.Text, so that markup in a dispatch stays mere characters."""
    parts: list[RenderableType] = [heading(coded, dispatch)]
    if coded.skipped:
        parts.append(Text(f"Not coded: {printable(coded.skipped)}.", style="yellow"))
    elif not coded.events:
        parts.append(Text("No event."))
    else:
        parts.append(Events(coded.events))
        parts += [evidence(event, dispatch.text) for event in coded.events]
    return Group(*parts, Text(""))


def heading(coded: CodedDispatch, dispatch: Dispatch) -> Text:
    """Id, title and publication day, "(inferred)" where the text gave it."""
    line = Text(printable(coded.id) or "(no id)", style="bold")
    if dispatch.title:
        line.append(f"  {printable(dispatch.title)}", style="not bold")
    if coded.published:
        inferred = " (inferred)" if coded.published_inferred else ""
        line.append(f"  {coded.published.isoformat()}{inferred}", style="not bold dim")
    return line


class Events:
    """The events as one table, or one below the other where the terminal is narrow."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        self.rows = [cells(event) for event in events]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width >= WIDE:
            yield self._table()
        else:
            yield from map(self._list, self.rows)

    def _table(self) -> Table:
        table = Table(*self.rows[0])
        for row in self.rows:
            table.add_row(*map(Text, row.values()))
        return table

    @staticmethod
    def _list(row: dict[str, str]) -> Table:
        grid = Table.grid(padding=(0, 1))
        for name, value in row.items():
            if name and value:
                number = row[""] if name == "type" else ""
                grid.add_row(Text(number, style="bold"), Text(name, style="dim"), Text(value))
        return grid


def evidence(event: Event, text: str) -> Text:
    """The passages that state the event, verbatim, each with its offsets."""
    quotes = [f"{event.id} {quoted(text, span)}" for span in event.evidence]
    return Text("\n".join(quotes) or f"{event.id} no evidence", style="italic")


def quoted(text: str, span: Span) -> str:
    """``[3:9] “words”``: the text between two offsets, made printable."""
    return f"[{span[0]}:{span[1]}] “{printable(text[span[0] : span[1]])}”"
