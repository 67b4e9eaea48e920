"""An event in a few generated sentences. Of the dispatch's words only those are quoted that name who is cited."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.exports.account import Account
from recoupe.exports.figures import in_words
from recoupe.records import DateSpan, Event, Party

_CERTAINTY = {
    "asserted": "",
    "attributed": "Attributed, not asserted by the dispatch.",
    "unconfirmed": "Unconfirmed.",
}
_STATUS = {
    "happened": "",
    "ongoing": "Under way.",
    "planned": "Planned.",
    "denied": "Denied.",
    "background": "Background.",
}
_TOLLS = ("killed", "injured", "captured", "displaced")


def description(account: Account, what: str) -> str:
    """Sentences from the record's fields; ``what`` is the type's name in the format: "Armed clash, 2024-03-13, …"."""
    event = account.event
    head = ", ".join(part for part in (what, _when(event.date), _where(event)) if part)
    sides = _sides(event.actors, event.targets)
    tolls = [f"{name.capitalize()}: {in_words(figure)}." for name in _TOLLS if (figure := getattr(event, name))]
    cited = [f"According to {_quoted([source.text for source in event.sources])}."] if event.sources else []
    said = [_STATUS[event.status], _CERTAINTY[event.certainty]]
    return " ".join(part for part in (f"{head}.", sides, *tolls, *cited, *said, _told(account)) if part)


def _told(account: Account) -> str:
    """Of what several dispatches tell: how many, how many of them independent, and what they contradict each other on."""
    if len(account.reports) == 1:
        return ""
    told = f"Told by {len(account.reports)} dispatches, {account.independent} independent."
    return f"{told} They contradict each other on {', '.join(account.contradicted)}." if account.contradicted else told


def _when(date: DateSpan | None) -> str:
    if date is None:
        return ""
    days = str(date.start) if date.start == date.end else f"{date.start} to {date.end}"
    return days if date.precision == "day" else f"{days} (precision: {date.precision})"


def _where(event: Event) -> str:
    if event.place is None:
        return ""
    return f"{event.place.name} ({event.place.country})" if event.place.country else event.place.name


def _sides(actors: Sequence[Party], targets: Sequence[Party]) -> str:
    """Who did it to whom, and which of the two the dispatch does not name."""
    who, whom = names(actors), names(targets)
    parts = (f"Actors: {who}." if who else "No actor is named.", f"Targets: {whom}." if whom else "")
    return " ".join(part for part in parts if part)


def names(parties: Sequence[Party]) -> str:
    """The parties' names, "; " between them."""
    return "; ".join(party.name for party in parties)


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{' '.join(text.split())}”" for text in texts)
