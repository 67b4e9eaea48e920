"""What the models of the fields are trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import right
from fit import fit
from settings import CHOICES, FIGURES, STRENGTH

from recoupe.events import howmany, roles, says, towns, when, where
from recoupe.events.draft import Draft
from recoupe.events.linear import LinearModel


class Choices:
    """What the models of the fields are trained on: the candidates of each coded event, and which of them are right."""

    def __init__(self, fields: tuple[str, ...] = CHOICES) -> None:
        self.fields = fields
        self._rows: dict[str, list[dict[str, float]]] = {name: [] for name in fields}
        self._truth: dict[str, list[str]] = {name: [] for name in fields}

    def models(self) -> dict[str, LinearModel]:
        return {name: fit(self._rows[name], self._truth[name], STRENGTH[name]) for name in self.fields}

    def add(self, draft: Draft, event: dict[str, Any], beside: Sequence[dict[str, Any]] = ()) -> None:
        """The candidates of one draft beside the event it tells; ``beside`` are all events of its dispatch."""
        if "actor" in self.fields:
            self._parties(draft, event)
        if "place" in self.fields:
            self._place(draft, event)
        if "town" in self.fields:
            self._towns(draft, event, beside)
        if "date" in self.fields:
            for date in when.candidates(draft, event["status"], draft.analysis.outline.lexicon):
                self._note("date", date.features, right.date(event, date))
        for field in FIGURES if "figure" in self.fields else ():
            for figure in howmany.candidates(draft, field):
                self._note("figure", figure.features, list(figure.figure.value) == event.get(field))
        if "source" in self.fields:
            self._sources(draft, event)

    def _place(self, draft: Draft, event: dict[str, Any]) -> None:
        for place in where.candidates(draft):
            self._note("place", place.features, right.place(event, place))

    def _towns(self, draft: Draft, event: dict[str, Any], beside: Sequence[dict[str, Any]]) -> None:
        own = next((c.place for c in where.candidates(draft) if right.place(event, c)), None)
        found = towns.listed_with(draft, own) if own else []
        right_ones = right.elsewhere(event, beside, [town.place for town in found])
        for n, town in enumerate(found):
            self._note("town", town.features, n in right_ones)

    def _sources(self, draft: Draft, event: dict[str, Any]) -> None:
        for source in says.candidates(draft):
            self._note("source", source.features, right.source(event, source))

    def _parties(self, draft: Draft, event: dict[str, Any]) -> None:
        place = event.get("place")
        country = roles.event_country(draft, place["country"] if place else None)
        named = roles.candidates(draft, country, draft.analysis.outline.lexicon)
        for role, chosen in right.parties(draft, event, named, country).items():
            for position, candidate in enumerate(named):
                self._note(role, candidate.features, position in chosen)

    def _note(self, name: str, features: dict[str, float], fits: bool) -> None:
        self._rows[name].append(features)
        self._truth[name].append("1" if fits else "0")
