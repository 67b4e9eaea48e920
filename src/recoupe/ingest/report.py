"""The report of a run: how many dispatches were read, coded, copies, passed over and why, how many events, how fast."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from recoupe.ingest.outcome import AlreadyStored, Kept, Outcome
from recoupe.reading import ReadProblem

_NUMBER = re.compile(r"\d[\d,.]*(?<=\d)")
_REASONS_SHOWN = 12
_ALWAYS = ("read", "stored", "coded")


@dataclass(frozen=True)
class Report:
    """Counts of one run. Of the dispatches ``read``, ``already`` were stored before; the others are stored now.

    Of those, ``coded`` were coded; the rest was stored without events for the reasons in ``uncoded``. ``unread`` are the
    reasons of inputs that were no dispatch; reasons that differ in numbers alone are one, with "N" for the number.
    ``seconds`` is the time of the whole run.
    """

    read: int
    already: int
    coded: int
    copies: int
    events: int
    uncoded: dict[str, int]
    unread: dict[str, int]
    seconds: float

    @property
    def stored(self) -> int:
        return self.read - self.already

    @property
    def rate(self) -> float:
        """Dispatches stored in a second."""
        return self.stored / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return {
            "read": self.read,
            "already_stored": self.already,
            "stored": self.stored,
            "coded": self.coded,
            "copies": self.copies,
            "events": self.events,
            "not_coded": self.uncoded,
            "not_read": self.unread,
            "seconds": round(self.seconds, 1),
            "dispatches_per_second": round(self.rate, 1),
        }

    def text(self) -> str:
        """The report in lines for a person."""
        counted = [
            ("read", self.read, "dispatches"),
            ("already stored", self.already, "passed over: same text, title, day and publisher"),
            ("stored", self.stored, f"of which {self.copies:,} repeat the text of an earlier one, or nearly"),
            ("coded", self.coded, f"with {self.events:,} events"),
            ("not coded", sum(self.uncoded.values()), "stored without events"),
            *_reasons(self.uncoded),
            ("not read", sum(self.unread.values()), "named above"),
            *_reasons(self.unread),
        ]
        lines = [f"{name:14} {count:>9,}  {words}" for name, count, words in counted if count or name in _ALWAYS]
        return "\n".join(
            [*lines, f"{'time':14} {duration(self.seconds):>9}  {self.rate:,.1f} dispatches stored a second"]
        )


@dataclass
class Tally:
    """Counts outcomes as they are told."""

    counts: Counter[str] = field(default_factory=Counter)
    uncoded: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def hear(self, outcome: Outcome) -> None:
        match outcome:
            case ReadProblem():
                self.unread[kind_of(outcome.reason)] += 1
            case AlreadyStored():
                self.counts.update(("read", "already"))
            case Kept(stored):
                self.counts.update(read=1, copies=stored.copy_of is not None, events=len(stored.coded.events))
                if stored.coded.skipped is None:
                    self.counts["coded"] += 1
                else:
                    self.uncoded[kind_of(stored.coded.skipped)] += 1

    @property
    def items(self) -> int:
        """Items of which the outcome is known."""
        return self.counts["read"] + self.unread.total()

    def report(self, seconds: float) -> Report:
        """The report of a run that took ``seconds``."""
        names = ("read", "already", "coded", "copies", "events")
        counts = {name: self.counts[name] for name in names}
        return Report(**counts, uncoded=_ranked(self.uncoded), unread=_ranked(self.unread), seconds=seconds)


def kind_of(reason: str) -> str:
    """What a reason has in common with others of its kind: numbers become N, the mend after the semicolon goes."""
    return _NUMBER.sub("N", reason.partition("; ")[0])


def duration(seconds: float) -> str:
    """A time in words: "8.4 s", "12 min", "3 h 05 min"."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def _ranked(reasons: Counter[str]) -> dict[str, int]:
    return dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))


def _reasons(reasons: dict[str, int]) -> list[tuple[str, int, str]]:
    shown = [("", count, reason) for reason, count in list(reasons.items())[:_REASONS_SHOWN]]
    left = list(reasons.values())[_REASONS_SHOWN:]
    return [*shown, ("", sum(left), f"for {len(left):,} other reasons")] if left else shown
