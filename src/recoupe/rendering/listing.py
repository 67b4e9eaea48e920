"""Dispatches as they were read, one a line: as JSON, or for a person id, day, publisher, title and characters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.text import Text

from recoupe.records import Dispatch
from recoupe.rendering.plain import printable

_DAY, _SIZE = 10, 10
_SHORT = ("id", "title", "published", "publisher", "url", "lang")
_GAP = "  "
_LEAST_TITLE = 20


def listing(dispatches: Iterable[Dispatch], width: int) -> Iterator[Text]:
    """A heading and a line for each dispatch, as they come, each of ``width`` cells; at its end how many there were.

    Of an id that is too long the end stays, which tells addresses apart; without a title the text begins instead.
    """
    room = max(_LEAST_TITLE + 20, width - _DAY - _SIZE - 4 * len(_GAP))
    widths = (room * 3 // 10, _DAY, room * 2 // 10, room - room * 3 // 10 - room * 2 // 10, _SIZE)
    yield _line(("id", "published", "publisher", "title", "characters"), widths, "bold")
    count = 0
    for dispatch in dispatches:
        count += 1
        yield _line(_cells(dispatch, widths[0]), widths)
    yield Text(f"{count:,} dispatch{'' if count == 1 else 'es'}", style="dim")


def dispatch_line(dispatch: Dispatch) -> str:
    """A dispatch as a line of JSON that the reader takes back, without the fields that it lacks; the text comes last."""
    values = dispatch.model_dump(mode="json", exclude_none=True)
    return json.dumps({name: values[name] for name in (*_SHORT, "text") if name in values}, ensure_ascii=False)


def _cells(dispatch: Dispatch, id_width: int) -> tuple[str, ...]:
    identity = printable(dispatch.id)
    if len(identity) > id_width:
        identity = f"…{identity[-(id_width - 1) :]}"
    day = dispatch.published.isoformat() if dispatch.published else ""
    title = dispatch.title or dispatch.text[:200]
    return identity, day, printable(dispatch.publisher or ""), printable(title).strip(), f"{len(dispatch.text):,}"


def _line(cells: tuple[str, ...], widths: tuple[int, ...], style: str = "") -> Text:
    line = Text(style=style)
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = Text(cell.rjust(width) if number == len(cells) - 1 else cell)
        text.truncate(width, overflow="ellipsis", pad=True)
        line.append_text(text).append(_GAP if number < len(cells) - 1 else "")
    return line
