"""Doubles of a store and a coder, and dispatches among which there are copies: fast, and broken off at will."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recoupe.records import CodedDispatch, Dispatch, Event
from recoupe.store import Stored

PLACES = ("Gao", "Kidal", "Bunia", "Goma", "Djibo", "Mopti", "Ménaka", "Ansongo", "Béni", "Tillabéri")


class Killed(BaseException):
    """Ends a run where it stands, as the death of its process would."""


@dataclass
class ShelfDouble:
    """A store in memory. It fails when ``left`` calls of ``add`` are done: after storing where ``after``, else before."""

    rows: dict[str, Stored] = field(default_factory=dict)
    left: int | None = None
    after: bool = False
    error: type[BaseException] = Killed
    sizes: list[int] = field(default_factory=list)

    def add(self, batch: Sequence[Stored]) -> int:
        last = self.left == 0
        if self.left is not None:
            self.left -= 1
        if last and not self.after:
            raise self.error("before")
        new = {stored.key: stored for stored in batch if stored.key not in self.rows}
        self.rows |= new
        self.sizes.append(len(batch))
        if last:
            raise self.error("after")
        return len(new)

    def known(self, keys: Iterable[str]) -> set[str]:
        return set(keys) & set(self.rows)

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        return ((row.key, row.signature) for row in list(self.rows.values()) if row.signature is not None)


@dataclass
class CoderDouble:
    """Codes by a hash of the text, and publisher by publisher; it dies before the dispatch number ``dies_at`` of a run."""

    dies_at: int | None = None
    seen: list[str] = field(default_factory=list)

    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
        if len(self.seen) == self.dies_at:
            raise Killed("while coding")
        self.seen.append(dispatch.id)
        return coded(dispatch)

    def prepare(self) -> None:
        """It needs nothing."""

    def basis(self) -> str:
        return "a hash"


def coded(dispatch: Dispatch) -> CodedDispatch:
    if "anglais" in dispatch.text:
        return CodedDispatch(id=dispatch.id, skipped="the text is in 'en', not 'fr'")
    digest = hashlib.sha256(dispatch.text.encode() + (dispatch.publisher or "").encode()).digest()
    events = tuple(
        Event(
            id=f"e{number}", type="battle.clash", status="happened", certainty="asserted", killed=(digest[number], None),
            evidence=((0, min(20, len(dispatch.text))),), confidence=digest[number] / 255,
        )
        for number in range(1, 1 + digest[0] % 4)
    )  # fmt: skip
    return CodedDispatch(id=dispatch.id, events=events, published=dispatch.published)


def dispatch(number: int) -> Dispatch:
    """One of a stream of dispatches: some the same, some copies by another publisher, some nearly, some uncodable."""
    original = number - number % 5 if number % 5 in {2, 3} else number
    if number % 17 == 16:
        return dispatch(number - 16)
    words = [f"{PLACES[(original * 7 + k) % 10]} {original} soldats {k * original % 23}" for k in range(25)]
    text = ("Dépêche en anglais. " if original % 11 == 7 else "Dépêche. ") + " ".join(words)
    text += " Mis à jour." if number % 5 == 3 else ""
    return Dispatch(text=text, id=f"d{number}", publisher="une" if number % 2 else "autre")
