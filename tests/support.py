"""What the tables of tests are made of."""

from __future__ import annotations

from typing import Any

import pytest

from recoupe.language import Lexicon, load
from recoupe.sentences import sentences
from recoupe.text import normalise


def defect(*row: Any, reason: str) -> Any:
    """A row that states what the codebook demands and that the code is known to fail."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=False, reason=reason))


def texts(rows: list[Any]) -> list[str]:
    """The first column of a table of rows, those of ``defect`` among them."""
    return [row.values[0] if hasattr(row, "values") else row[0] for row in rows]


def plain(text: str, lexicon: Lexicon | None = None) -> tuple[str, list[tuple[int, int]]]:
    """The text as the stages get it, and its sentences; French ones without a lexicon."""
    normal = normalise(text)
    return normal, sentences(normal, lexicon or load("fr"))
