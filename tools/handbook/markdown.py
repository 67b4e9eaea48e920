"""Pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable


def cell(text: str) -> str:
    """A text as it may stand in a table's cell. A bar parts cells, but in code it is itself, and so would be a backslash."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(part if part.startswith("`") else part.replace("|", "\\|") for part in parts)


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are Markdown."""
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def prose(docstring: str) -> str:
    """A docstring as Markdown: double backticks become single ones."""
    return re.sub(r"``([^`]+)``", r"`\1`", docstring)


def fence(text: str, language: str = "text") -> str:
    """A block of code, fenced by more backticks than it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def code(text: str) -> str:
    """A text as inline code."""
    return f"`{text}`"
