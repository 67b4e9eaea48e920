"""Which citations are candidates for an event's sources, and what they make of its certainty."""

from __future__ import annotations

import pytest

from recoupe.analysis import Analysis, outline
from recoupe.events.cluster import Scored
from recoupe.events.code import _certainty
from recoupe.events.draft import Draft
from recoupe.events.mention import Mention
from recoupe.events.says import SourceCandidate, candidates
from recoupe.language import load
from recoupe.parties import PartyMention
from recoupe.records import Dispatch
from recoupe.speech import find_attributions

FR = load("fr")


def draft(text: str, *words: str, tense: str = "past", parties: tuple[str, ...] = ()) -> Draft:
    """The draft that the triggers among ``words`` make; ``parties`` are one party of the registry by several names."""
    seen = outline(Dispatch(id="d", text=text), FR)
    named = tuple(
        PartyMention(span, name, "Front", "rebel", None, "armed", name, span, "registry")
        for name in parties
        for span in [(text.index(name), text.index(name) + len(name))]
    )
    cited = tuple(find_attributions(seen.text, list(seen.sentences), FR))
    analysis = Analysis(seen, None, None, (), named, (), (), cited, {}, {})
    told = [
        Scored(Mention(hit, seen.sentence_of(hit.span[0]), 0, None, "VERB", tense, False, "", ""), 0.9, {})
        for hit in seen.triggers
        if seen.text[slice(*hit.span)] in words
    ]
    return Draft(tuple(told), analysis, "civilians.attack")


def sources(found: Draft) -> list[str]:
    return [c.attribution.text for c in candidates(found)]


KILLED = "Deux civils ont été tués, selon la police."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KILLED, ["la police"]),
        # the sentences beside, the event's own sources first
        (f"Le calme règne, dit le maire. {KILLED} « C'est fini », a lancé un élu.", ["la police", "le maire", "un élu"]),
        (f"Le calme règne, dit le maire. Il fait beau. {KILLED}", ["la police", "le maire"]),
            (f"Le calme règne, dit le maire. Il fait beau. Il fait chaud. {KILLED}", ["la police"]),
        # one source once, by its longest words in the event's own sentences
        ("Deux civils ont été tués, dit M. Sow. Des civils ont été tués, dit le maire Ali Sow.", ["le maire Ali Sow"]),
        (f"{KILLED} D'autres ont été tués, selon la police de Tora.", ["la police de Tora"]),
        (f"{KILLED} Ils ont été tués, a-t-elle ajouté.", ["la police"]),
        (f"{KILLED} D'autres ont été tués, selon un chef de la police.", ["la police", "un chef de la police"]),
        ("Deux civils ont été tués. Ils fuyaient, a dit à l'AFP un journaliste de l'AFP.", ["un journaliste de l'AFP"]),
        ("Deux civils ont été tués.", []),
    ],
)  # fmt: skip
def test_candidates(text: str, expected: list[str]) -> None:
    assert sources(draft(text, "tués")) == expected


def test_a_speaker_named_in_an_earlier_sentence_is_found_again() -> None:
    text = "Tout va bien, dit le maire. Rien ne bouge. Deux civils ont été tués, a-t-il ajouté."
    found = candidates(draft(text, "tués"))
    assert [(c.attribution.text, c.attribution.manner) for c in found] == [("le maire", "again")]


def test_one_party_by_two_names_is_one_source() -> None:
    text = "Deux civils ont été tués, selon le Front. Ils ont été tués, affirment les hommes de Tora."
    assert sources(draft(text, "tués")) == ["le Front", "les hommes de Tora"]
    assert sources(draft(text, "tués", parties=("Front", "les hommes de Tora"))) == ["les hommes de Tora"]


def test_features_tell_where_the_citation_stands() -> None:
    own, beside = candidates(draft(f"{KILLED} « C'est fini », a lancé un élu.", "tués"))
    assert {"where:in", "where:in:per", "per:trigger=before"} <= set(own.features)
    assert {"where:+1", "+1:quote=True", "+1:verb:lance"} <= set(beside.features)


def chosen(found: Draft, *words: str) -> list[SourceCandidate]:
    return [c for c in candidates(found) if c.attribution.text in words]


@pytest.mark.parametrize(
    ("text", "cited", "tense", "certainty"),
    [
        (KILLED, ["la police"], "past", "attributed"),
        (KILLED, [], "past", "asserted"),
        (KILLED, ["la police"], "conditional", "unconfirmed"),
        # the title cites nobody: the body's first sentence decides
        (f"Deux tués à Tora\n{KILLED}", ["la police"], "past", "attributed"),
        # the dispatch tells it in its own voice first, or mostly
        (f"Deux tués à Tora\nDeux civils ont été tués. {KILLED}", ["la police"], "past", "asserted"),
        (f"{KILLED} Ils ont été tués à Tora. Ils ont été tués de nuit.", ["la police"], "past", "asserted"),
        # a source beside the event's sentences does not speak where it is told
        ("Deux civils ont été tués. « C'est fini », a lancé un élu.", ["un élu"], "past", "asserted"),
    ],
)  # fmt: skip
def test_certainty(text: str, cited: list[str], tense: str, certainty: str) -> None:
    found = draft(text, "tués", tense=tense)
    assert _certainty(found, chosen(found, *cited)) == certainty
