"""What became of one item that was read: not readable, stored already, or coded and stored now."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.reading import ReadProblem
from recoupe.store import Stored


@dataclass(frozen=True)
class AlreadyStored:
    """A dispatch whose text, title, day and publisher the store holds already, or that came before in this input."""

    key: str


@dataclass(frozen=True)
class Kept:
    """A dispatch coded and stored; it lies in the store when this is told."""

    stored: Stored


Outcome = ReadProblem | AlreadyStored | Kept
