"""Parties in English: who a phrase names, by the same names, kinds and countries as in French."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import party_finder, texts

from recoupe.language import Lexicon, load
from recoupe.parties import PartyMention, Registry, canonical
from recoupe.places.gazetteer import Gazetteer
from recoupe.text import normalise

Find = Callable[[str], list[PartyMention]]


@pytest.fixture(scope="session")
def english() -> Lexicon:
    return load("en")


@pytest.fixture(scope="session")
def find_en(english: Lexicon, gazetteer: Gazetteer, registry: Registry) -> Find:
    return party_finder(english, gazetteer, registry)


CONGO = "Military Forces of the Democratic Republic of Congo"
MINUSMA = "United Nations Multidimensional Integrated Stabilization Mission in Mali"

# text, country of the event, words that the mention holds, (name, kind, country)
ROWS = [
    # forces and officials of a state: nationality, name, possessive or place
    ("Malian soldiers were killed.", "ML", "soldiers", ("Military Forces of Mali", "state_forces", "ML")),
    ("Three troops were killed.", "NE", "troops", ("Military Forces of Niger", "state_forces", "NE")),
    ("The army of Burkina Faso hit back.", "BF", "army", ("Military Forces of Burkina Faso", "state_forces", "BF")),
    ("Mali's military hit back.", "ML", "military", ("Military Forces of Mali", "state_forces", "ML")),
    ("Ukraine troops advanced.", "UA", "troops", ("Military Forces of Ukraine", "state_forces", "UA")),
    ("Iraqi security forces advanced.", "IQ", "security forces", ("Military Forces of Iraq", "state_forces", "IQ")),
    ("The Afghan National Army advanced.", "AF", "Army", ("Military Forces of Afghanistan", "state_forces", "AF")),
    ("The Nigerian air force struck.", "NG", "air force", ("Military Forces of Nigeria", "state_forces", "NG")),
    ("The Syrian regime struck.", "SY", "regime", ("Military Forces of Syria", "state_forces", "SY")),
    ("The FARDC fled.", "CD", "FARDC", (CONGO, "state_forces", "CD")),
    ("Haitian police opened fire.", "HT", "police", ("Police Forces of Haiti", "state_forces", "HT")),
    ("Nairobi police opened fire.", "KE", "police", ("Police Forces of Kenya", "state_forces", "KE")),
    ("Two policemen were killed.", "KE", "policemen", ("Police Forces of Kenya", "state_forces", "KE")),
    ("The Colombian government signed.", "CO", "government", ("Government of Colombia", "government", "CO")),
    ("The Malian president was abducted.", "ML", "president", ("Government of Mali", "government", "ML")),
    ("Israel bombed the camp.", "SY", "Israel", ("Military Forces of Israel", "external_forces", "IL")),
    ("Moscow bombed Kharkiv.", "UA", "Moscow", ("Military Forces of Russia", "external_forces", "RU")),
    # a thing is its owner's
    ("An army convoy was hit.", "ML", "army convoy", ("Military Forces of Mali", "state_forces", "ML")),
    ("A police station was hit.", "ML", "police station", ("Police Forces of Mali", "state_forces", "ML")),
    ("A military base was hit.", "ML", "military base", ("Military Forces of Mali", "state_forces", "ML")),
    ("Rebel positions were hit.", "TD", "Rebel positions", ("Unidentified Armed Group (Chad)", "rebel", "TD")),
    # foreign forces, and troops in a territory that their state holds
    ("Russian troops left.", "UA", "troops", ("Military Forces of Russia", "external_forces", "RU")),
    ("Turkish warplanes struck.", "SY", "warplanes", ("Military Forces of Turkey", "external_forces", "TR")),
    ("U.S. soldiers struck.", "IQ", "soldiers", ("Military Forces of the United States", "external_forces", "US")),
    ("Soldiers opened fire.", "PS", "Soldiers", ("Military Forces of Israel", "state_forces", "IL")),
    ("The U.S.-led coalition struck.", "SY", "coalition", ("Global Coalition Against Daesh", "external_forces", None)),
    ("The Saudi-led coalition struck.", "YE", "coalition", ("Operation Restoring Hope", "external_forces", "SA")),
    ("Coalition forces struck.", "AF", "forces", ("International Security Assistance Force", "external_forces", None)),
    ("NATO troops struck.", "AF", "NATO", ("International Security Assistance Force", "external_forces", None)),
    ("U.N. peacekeepers left.", "ML", "peacekeepers", (MINUSMA, "external_forces", None)),
    ("The United Nations opened a corridor.", "ML", "Nations", ("United Nations", "international", None)),
    # armed groups of the registry, whatever they are called
    ("ISIL fighters attacked.", "IQ", "ISIL", ("Islamic State", "rebel", None)),
    ("The Islamic State of Iraq and the Levant attacked.", "IQ", "Levant", ("Islamic State", "rebel", None)),
    ("Daesh terrorists attacked.", "IQ", "Daesh", ("Islamic State", "rebel", None)),
    ("The Taliban took Ghazni.", "AF", "Taliban", ("Taliban", "rebel", "AF")),
    ("The Pakistani Taliban attacked.", "PK", "Taliban", ("Tehrik-i-Taliban Pakistan", "rebel", "PK")),
    ("The Haqqani network attacked.", "AF", "Haqqani", ("Haqqani Network", "rebel", "AF")),
    ("Militants from the Allied Democratic Forces fled.", "CD", "Allied", ("Allied Democratic Forces", "rebel", "CD")),
    ("Kurdish YPG fighters attacked.", "SY", "YPG", ("People's Protection Units", "rebel", "SY")),
    ("Houthi rebels attacked.", "YE", "Houthi", ("Houthi Movement", "rebel", "YE")),
    ("RSF fighters attacked.", "SD", "RSF", ("Rapid Support Forces", "political_militia", "SD")),
    ("Israeli settlers attacked.", "PS", "settlers", ("Israeli Settlers", "communal_militia", "IL")),
    ("Fulani herders attacked.", "NG", "Fulani", ("Fulani Militia", "communal_militia", None)),
    ("Dozo hunters attacked.", "ML", "Dozo", ("Dozo Militia", "communal_militia", None)),
    # armed people without a name
    ("Suspected Islamist militants fled.", "ML", "militants", ("Unidentified Armed Group (Mali)", "rebel", "ML")),
    ("Rebels attacked.", "TD", "Rebels", ("Unidentified Armed Group (Chad)", "rebel", "TD")),
    ("Unidentified gunmen fled.", "NE", "gunmen", ("Unidentified Armed Group (Niger)", "unknown", "NE")),
    ("Armed men attacked.", "NE", "Armed men", ("Unidentified Armed Group (Niger)", "unknown", "NE")),
    ("Gang members attacked.", "HT", "Gang", ("Unidentified Armed Group (Haiti)", "political_militia", "HT")),
    (
        "A pro-government militia fled.", "TD", "militia", ("Unidentified Armed Group (Chad)", "political_militia", "TD"),
    ),
    ("A self-defence group fled.", "BF", "group", ("Communal Militia (Burkina Faso)", "communal_militia", "BF")),
    # crowds and civilians
    ("Protesters marched.", "BY", "Protesters", ("Protesters (Belarus)", "protesters", "BY")),
    ("Opposition supporters marched.", "BY", "supporters", ("Protesters (Belarus)", "protesters", "BY")),
    ("Rioters looted shops.", "ZA", "Rioters", ("Rioters (South Africa)", "rioters", "ZA")),
    ("Civilians were killed.", "ML", "Civilians", ("Civilians (Mali)", "civilians", "ML")),
    ("Five aid workers were killed.", "SD", "aid workers", ("Civilians (Sudan)", "civilians", "SD")),
    ("A French journalist was abducted.", "ML", "journalist", ("Civilians (France)", "civilians", "FR")),
    ("Two Chinese nationals were abducted.", "ML", "nationals", ("Civilians (China)", "civilians", "CN")),
    ("Civilian victims were buried.", "ML", "victims", ("Civilians (Mali)", "civilians", "ML")),
    ("Two Malians were killed.", "NE", "Malians", ("Civilians (Mali)", "civilians", "ML")),
    ("A Tunisian was killed.", "FR", "Tunisian", ("Civilians (Tunisia)", "civilians", "TN")),
    # a demonym of two countries goes by the event's
    (
        "Congolese troops attacked.", "CG", "troops", ("Military Forces of the Republic of Congo", "state_forces", "CG"),
    ),
    ("Congolese troops attacked.", "CD", "troops", (CONGO, "state_forces", "CD")),
    # an act of force with a nationality or a country's name
    ("An Israeli air strike killed six.", "LB", "Israeli", ("Military Forces of Israel", "external_forces", "IL")),
    ("A US drone strike killed six.", "YE", "US", ("Military Forces of the United States", "external_forces", "US")),
    # heads that the press gives one meaning in one country, and peoples without a state
    ("Rebels attacked Idlib.", "SY", "Rebels", ("Opposition Rebels (Syria)", "rebel", "SY")),
    ("Insurgents attacked.", "AF", "Insurgents", ("Taliban", "rebel", "AF")),
    ("Rebel fighters attacked.", "SY", "Rebel fighters", ("Opposition Rebels (Syria)", "rebel", "SY")),
    ("Kurdish forces advanced.", "IQ", "forces", ("Peshmerga", "state_forces", "IQ")),
    ("Kurdish forces advanced.", "SY", "forces", ("People's Protection Units", "rebel", "SY")),
    ("The Kurds fled.", "TR", "Kurds", ("Kurdistan Workers Party", "rebel", "TR")),
    ("Ten prison guards were hurt.", "BR", "guards", ("Prison Guards (Brazil)", "state_forces", "BR")),
    # an officer acts for his army, a commander for his group
    ("Col. Assimi Touradou attacked.", "ML", "Assimi", ("Military Forces of Mali", "state_forces", "ML")),
    ("Taliban commander Mullah Rahim Gul fell.", "AF", "Rahim", ("Taliban", "rebel", "AF")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "words", "expected"), ROWS)
def test_canonical_en(
    text: str, country: str, words: str, expected: tuple[str, str, str | None], *, find_en: Find, english: Lexicon
) -> None:
    mentions = [m for m in find_en(text) if words in m.text]
    assert len(mentions) == 1
    role = "target" if expected[1] == "civilians" else "actor"
    party = canonical(mentions[0], country, english, role=role, event_type="battle.clash")
    assert (party.name, party.kind, party.country) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers and policemen were killed.", ["Soldiers", "policemen"]),
        ("At least 20 civilians were killed.", ["At least 20 civilians"]),
        ("Dozens of heavily armed bandits fled.", ["Dozens of heavily armed bandits"]),
        ("Iraqi government forces advanced.", ["Iraqi government forces"]),
        ("Russian and Syrian warplanes struck.", ["Russian and Syrian warplanes"] * 2),
        ("An Afghan and coalition security force left.", ["An Afghan and coalition security force"] * 2),
        ("Afghan and NATO troops left.", ["Afghan and NATO troops", "NATO troops"]),
        ("Members of Boko Haram fled.", ["Members of Boko Haram"]),
        ("Boko Haram militants fled.", ["Boko Haram militants"]),
        ("Hezbollah's fighters fled.", ["Hezbollah's fighters"]),
        ("The 24-year-old student fled.", ["The 24-year-old student"]),
        ("Iran-backed militias fled.", ["Iran-backed militias"]),
        ("The prime minister spoke.", ["The prime minister"]),
        # words that look like parties
        ("A military court met in Mali.", []),
        ("A general election was held.", []),
        ("The stock market fell.", []),
        ("It was a terrorist attack.", []),
        ("The attacks were in Syria and in Mali.", []),
        ("A Taliban-held town and a Hamas-run bakery burnt.", ["a Hamas-run bakery"]),
        ("A bomb exploded in Gao, Mali, on Monday.", []),
        ("Pakistan bomb kills two", []),
        ("The French language is spoken.", []),
        ("They gave us drones.", []),
        ("Nothing moves.", []),
        ("", []),
    ],
)
def test_words_en(text: str, words: list[str], find_en: Find) -> None:
    assert [m.text for m in find_en(text)] == words


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Boko Haram attacked. The militants fled.", "The militants", "Boko Haram"),
        ("Boko Haram attacked. The group fled.", "The group", "Boko Haram"),
        ("Boko Haram met Al Shabaab. These insurgents fled.", "These insurgents", "Al Shabaab"),
        ("Boko Haram attacked. Militants fled.", "Militants", "Unidentified Armed Group (Nigeria)"),
        ("The militants fled. Boko Haram attacked.", "The militants", "Unidentified Armed Group (Nigeria)"),
        ("The Dunes Front (DF) is Boko Haram (BKX). BKX fled.", "BKX", "Boko Haram"),
    ],
)
def test_phrases_that_point_back(text: str, words: str, name: str, find_en: Find, english: Lexicon) -> None:
    mention = [m for m in find_en(text) if m.text == words][-1]
    assert canonical(mention, "NG", english, role="actor", event_type="battle.clash").name == name


@pytest.mark.parametrize("text", ["The group fled.", "Mali signed. The group fled."])
def test_a_group_without_a_name_is_no_party(text: str, find_en: Find) -> None:
    assert not [m for m in find_en(text) if "group" in m.text]


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("Daesh terrorists attacked.", ("terrorist",)),
        ("The Syrian regime attacked.", ("regime",)),
        ("The regiment attacked with troops.", ()),
        ("Islamic State fighters attacked.", ()),
    ],
)
def test_loaded_words_en(text: str, loaded: tuple[str, ...], find_en: Find) -> None:
    assert find_en(text)[0].loaded == loaded


@pytest.mark.parametrize(
    ("text", "event_type", "name"),
    [
        ("A man stabbed three passers-by.", "civilians.attack", "Sole Perpetrator (France)"),
        ("A Tunisian opened fire.", "civilians.attack", "Sole Perpetrator (France)"),
        ("The assailant was shot.", "civilians.attack", "Sole Perpetrator (France)"),
        ("A masked gunman fled.", "civilians.attack", "Sole Perpetrator (France)"),
        ("Karim Bouzid opened fire.", "civilians.attack", "Sole Perpetrator (France)"),
        ("Two men opened fire.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("The attackers opened fire.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("An armed group opened fire.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("Men in uniform opened fire.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("Residents fled.", "strategic.displacement", "Civilians (France)"),
        ("Residents marched.", "protest.peaceful", "Protesters (France)"),
        ("Students burnt cars.", "riot.demonstration", "Rioters (France)"),
        ("Protesters threw stones.", "riot.demonstration", "Rioters (France)"),
        ("Paris signed.", "strategic.agreement", "Government of France"),
        ("Colonel Jean Morel opened fire.", "civilians.attack", "Military Forces of France"),
    ],
)
def test_actors_en(text: str, event_type: str, name: str, find_en: Find, english: Lexicon) -> None:
    assert canonical(find_en(text)[0], "FR", english, role="actor", event_type=event_type).name == name


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # a title told once holds in the whole dispatch
        ("Malian minister Oumar Sanogo spoke. Oumar Sanogo left.", "Oumar Sanogo", ("office", "ML")),
        ("Oumar Sanogo left. Malian minister Oumar Sanogo spoke.", "Oumar Sanogo", ("office", "ML")),
        ("Lt. Col. Oumar Sanogo spoke. Sanogo left.", "Sanogo", ("officer", None)),
        ("Mali's President Oumar Sanogo spoke.", "Oumar Sanogo", ("office", "ML")),
        ("Oumar Sanogo, the mayor, spoke.", "Oumar Sanogo", ("office", None)),
        ("Oumar Sanogo's house burnt.", "Oumar Sanogo", ("person", None)),
        ("The suspect, Oumar S., left.", "Oumar S.", ("person", None)),
        ("Mr. Oumar Sanogo left.", "Oumar Sanogo", ("person", None)),
        ("Vladimir Putin spoke.", "Vladimir Putin", ("rule", "RU")),
        ("The Lady Reading Hospital burnt.", "Lady Reading", None),
        ("On Tuesday Afternoon nothing moved.", "Tuesday Afternoon", None),
        ("Shoppers Flee Burning Market Near Central Plaza", "Burning Market", None),
    ],
)
def test_persons_en(text: str, words: str, expected: tuple[str, str | None] | None, find_en: Find) -> None:
    found = {(m.group, m.country) for m in find_en(text) if m.text == words}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize("text", texts(ROWS))
def test_mentions_quote_the_text_en(text: str, find_en: Find) -> None:
    normal = normalise(text)
    for mention in find_en(text):
        assert normal[slice(*mention.span)] == mention.text
        assert mention.span[0] <= mention.anchor[0] < mention.anchor[1] <= mention.span[1]
