"""Parties: who a phrase names, by the codebook's names, kinds and countries ("What a party's name is")."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import party_finder, texts

from recoupe.language import Lexicon
from recoupe.parties import PartyMention, Registry, canonical
from recoupe.places.gazetteer import Gazetteer
from recoupe.text import normalise

Find = Callable[[str], list[PartyMention]]


@pytest.fixture(scope="session")
def find(lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> Find:
    return party_finder(lexicon, gazetteer, registry)


CONGO = "Military Forces of the Democratic Republic of Congo"

# text, country of the event, words that the mention holds, (name, kind, country)
ROWS = [
    # forces and officials of a state
    ("Des soldats maliens ont été tués.", "ML", "soldats maliens", ("Military Forces of Mali", "state_forces", "ML")),
    ("Trois militaires ont été tués.", "NE", "militaires", ("Military Forces of Niger", "state_forces", "NE")),
    ("L'armée du Burkina Faso a riposté.", "BF", "armée", ("Military Forces of Burkina Faso", "state_forces", "BF")),
    ("Les forces irakiennes ont avancé.", "IQ", "forces", ("Military Forces of Iraq", "state_forces", "IQ")),
    ("Le régime syrien a bombardé.", "SY", "régime syrien", ("Military Forces of Syria", "state_forces", "SY")),
    ("Les FARDC ont fui.", "CD", "FARDC", (CONGO, "state_forces", "CD")),
    ("La police haïtienne a tiré.", "HT", "police", ("Police Forces of Haiti", "state_forces", "HT")),
    ("Les forces de l'ordre ont chargé.", "GN", "forces de l'ordre", ("Police Forces of Guinea", "state_forces", "GN")),
    ("Un gendarme burkinabè a été tué.", "BF", "gendarme", ("Police Forces of Burkina Faso", "state_forces", "BF")),
    ("Le gouvernement colombien a signé.", "CO", "gouvernement", ("Government of Colombia", "government", "CO")),
    ("Le président malien a été enlevé.", "ML", "président", ("Government of Mali", "government", "ML")),
    ("Israël a bombardé le camp.", "SY", "Israël", ("Military Forces of Israel", "external_forces", "IL")),
    ("Moscou a bombardé Kharkiv.", "UA", "Moscou", ("Military Forces of Russia", "external_forces", "RU")),
    # foreign forces, and troops in a territory that their state holds
    ("L'armée française a frappé.", "ML", "armée", ("Military Forces of France", "external_forces", "FR")),
    ("Les forces turques ont bombardé.", "SY", "forces", ("Military Forces of Turkey", "external_forces", "TR")),
    ("Les soldats israéliens ont tiré.", "PS", "soldats", ("Military Forces of Israel", "state_forces", "IL")),
    ("Des soldats marocains ont tiré.", "EH", "soldats", ("Military Forces of Morocco", "state_forces", "MA")),
    (
        "La coalition internationale a frappé.", "SY", "coalition",
        ("Global Coalition Against Daesh", "external_forces", None),
    ),
    ("L'ONU a ouvert un couloir.", "ML", "ONU", ("United Nations", "international", None)),
    # armed groups of the registry, whatever they are called
    ("Les terroristes de Daech ont attaqué.", "IQ", "Daech", ("Islamic State", "rebel", None)),
    ("Des combattants de l’EI ont attaqué.", "IQ", "EI", ("Islamic State", "rebel", None)),
    ("Le groupe Etat islamique a attaqué.", "SY", "Etat islamique", ("Islamic State", "rebel", None)),
    ("Abou Bakr al-Baghdadi a été tué.", "SY", "Baghdadi", ("Islamic State", "rebel", None)),
    ("Les takfiristes ont attaqué.", "SY", "takfiristes", ("Islamic State", "rebel", None)),
    ("Le JNIM a attaqué.", "ML", "JNIM", ("JNIM", "rebel", "ML")),
    ("Les talibans ont pris Ghazni.", "AF", "talibans", ("Taliban", "rebel", "AF")),
    ("Le Conseil de transition du Sud a pris Aden.", "YE", "Conseil", ("Southern Transitional Council", "rebel", "YE")),
    ("Boko Haram a attaqué.", "NG", "Boko Haram", ("Boko Haram", "rebel", "NG")),
    ("Boko Haram a attaqué.", "NE", "Boko Haram", ("Boko Haram", "rebel", "NG")),
    ("Les peshmergas ont avancé.", "IQ", "peshmergas", ("Peshmerga", "state_forces", "IQ")),
    (
        "Les Brigades Al-Qassam ont tiré.", "PS", "Brigades", ("Ezzedine al-Qassam Brigades", "rebel", "PS"),
    ),
    # armed people without a name
    ("Des jihadistes ont attaqué.", "ML", "jihadistes", ("Unidentified Armed Group (Mali)", "rebel", "ML")),
    ("Des rebelles ont attaqué.", "TD", "rebelles", ("Unidentified Armed Group (Chad)", "rebel", "TD")),
    ("Des hommes armés ont tiré.", "NE", "hommes armés", ("Unidentified Armed Group (Niger)", "unknown", "NE")),
    ("Des gangs ont attaqué.", "HT", "gangs", ("Unidentified Armed Group (Haiti)", "political_militia", "HT")),
    ("Une milice d'autodéfense a tiré.", "BF", "milice", ("Communal Militia (Burkina Faso)", "communal_militia", "BF")),
    # crowds and civilians
    ("Des manifestants ont défilé.", "BY", "manifestants", ("Protesters (Belarus)", "protesters", "BY")),
    ("Des émeutiers ont pillé.", "ZA", "émeutiers", ("Rioters (South Africa)", "rioters", "ZA")),
    ("Des civils ont été tués.", "ML", "civils", ("Civilians (Mali)", "civilians", "ML")),
    ("Des villageois ont été tués.", "SD", "villageois", ("Civilians (Sudan)", "civilians", "SD")),
    ("Une journaliste française a été enlevée.", "ML", "journaliste", ("Civilians (France)", "civilians", "FR")),
    ("Des ressortissants chinois ont été enlevés.", "ML", "ressortissants", ("Civilians (China)", "civilians", "CN")),
    # a demonym of two countries goes by the event's
    (
        "L'armée congolaise a tiré.", "CG", "armée", ("Military Forces of the Republic of Congo", "state_forces", "CG"),
    ),
    ("L'armée congolaise a tiré.", "CD", "armée", (CONGO, "state_forces", "CD")),
    # an act of force with a nationality's adjective
    ("Une frappe israélienne a tué.", "LB", "israélienne", ("Military Forces of Israel", "external_forces", "IL")),
    ("Un raid aérien russe a visé Kharkiv.", "UA", "russe", ("Military Forces of Russia", "external_forces", "RU")),
    # heads that the press gives one meaning in one country, and peoples without a state
    ("Des rebelles ont attaqué Idleb.", "SY", "rebelles", ("Opposition Rebels (Syria)", "rebel", "SY")),
    ("Les insurgés ont attaqué.", "AF", "insurgés", ("Taliban", "rebel", "AF")),
    ("Les rebelles yéménites ont tiré.", "SA", "rebelles", ("Houthi Movement", "rebel", "YE")),
    ("La Turquie a envoyé des supplétifs syriens.", "SY", "supplétifs", ("Syrian National Army", "rebel", "SY")),
    ("Les forces kurdes ont avancé.", "IQ", "kurdes", ("Peshmerga", "state_forces", "IQ")),
    ("Les forces kurdes ont avancé.", "SY", "kurdes", ("People's Protection Units", "rebel", "SY")),
    ("Les Kurdes ont fui.", "TR", "Kurdes", ("Kurdistan Workers Party", "rebel", "TR")),
    ("Dix surveillants ont été blessés.", "BR", "surveillants", ("Prison Guards (Brazil)", "state_forces", "BR")),
    # an officer acts for his army
    (
        "Le colonel Assimi Touradou a attaqué.", "ML", "Assimi", ("Military Forces of Mali", "state_forces", "ML"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "words", "expected"), ROWS)
def test_canonical(
    text: str, country: str, words: str, expected: tuple[str, str, str | None], *, find: Find, lexicon: Lexicon
) -> None:
    mentions = [m for m in find(text) if words in m.text]
    assert len(mentions) == 1
    role = "target" if expected[1] == "civilians" else "actor"
    party = canonical(mentions[0], country, lexicon, role=role, event_type="battle.clash")
    assert (party.name, party.kind, party.country) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Des soldats et des policiers ont été tués.", ["Des soldats", "des policiers"]),
        ("Le maire et deux gardes ont été enlevés.", ["Le maire", "deux gardes"]),
        ("Au moins 20 civils ont été tués.", ["Au moins 20 civils"]),
        ("Des dizaines de manifestants ont défilé.", ["Des dizaines de manifestants"]),
        ("Les forces gouvernementales syriennes ont avancé.", ["Les forces gouvernementales syriennes"]),
        ("Des sources militaires ont confirmé le raid.", []),
        ("La ville est calme, en Syrie et au Mali.", []),
        ("Le pont est coupé.", []),
        ("Une marche est prévue jeudi.", []),
        ("La protection civile est sur place.", []),
        ("Une organisation humanitaire est sur place.", []),
        ("Rien ne bouge.", []),
        ("Le marché a brûlé.", ["Le marché"]),
        ("Mali : la ville de Bamako est calme, a dit BBC Afrique.", []),
        ("L'état d'urgence règne, le chef d'Etat-major se tait.", ["d'Etat-major"]),
        ("L'Etat hébreu a frappé.", ["L'Etat hébreu"]),
        ("Un membre du groupe Boko Haram a fui.", ["membre du groupe Boko Haram"]),
        ("La milice (l'Unité) et l'EI (Daech) ont fui.", ["La milice", "EI (Daech)"]),
        ("Les armées chinoise et indienne ont tiré.", ["Les armées chinoise et indienne"] * 2),
        ("Les militaires français et estoniens ont fui.", ["Les militaires français et estoniens"] * 2),
        ("Trois Français ont été enlevés.", ["Trois Français"]),
        ("Les terroristes de Daech ont fui.", ["terroristes de Daech"]),
    ],
)
def test_words(text: str, words: list[str], find: Find) -> None:
    assert [m.text for m in find(text)] == words


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("Les terroristes de Daech ont attaqué.", True),
        ("Des terroristes ont attaqué.", True),
        ("Le régime syrien a bombardé.", True),
        ("Les combattants de l'EI ont attaqué.", False),
        ("Des soldats maliens ont été tués.", False),
    ],
)
def test_loaded_words_are_marked(text: str, loaded: bool, find: Find) -> None:
    assert [bool(m.loaded) for m in find(text)] == [loaded]


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("Des manifestants ont jeté des pierres.", "riot.demonstration", ("Rioters (France)", "rioters")),
        ("Des émeutiers ont défilé.", "protest.peaceful", ("Protesters (France)", "protesters")),
        ("Des habitants ont défilé.", "protest.peaceful", ("Protesters (France)", "protesters")),
        ("Des habitants ont lynché un voleur.", "riot.mob", ("Rioters (France)", "rioters")),
        ("Paris a signé.", "strategic.agreement", ("Government of France", "government")),
    ],
)
def test_the_event_decides(text: str, event_type: str, expected: tuple[str, str], find: Find, lexicon: Lexicon) -> None:
    party = canonical(find(text)[0], "FR", lexicon, role="actor", event_type=event_type)
    assert (party.name, party.kind) == expected


@pytest.mark.parametrize(
    ("text", "event_type", "name"),
    [
        ("Un homme a poignardé trois passants.", "civilians.attack", "Sole Perpetrator (France)"),
        ("Un Tunisien a ouvert le feu.", "civilians.attack", "Sole Perpetrator (France)"),
        ("L'assaillant a été abattu.", "civilians.attack", "Sole Perpetrator (France)"),
        ("Karim Bouzid a ouvert le feu.", "civilians.attack", "Sole Perpetrator (France)"),
        ("Deux hommes ont ouvert le feu.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("Trois assaillants ont ouvert le feu.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("Un groupe armé a ouvert le feu.", "civilians.attack", "Unidentified Armed Group (France)"),
        ("Des habitants ont fui.", "strategic.displacement", "Civilians (France)"),
        ("Une mosquée a été visée.", "civilians.attack", "Civilians (France)"),
        ("Le colonel Jean Morel a ouvert le feu.", "civilians.attack", "Military Forces of France"),
    ],
)
def test_attackers_of_no_group(text: str, event_type: str, name: str, find: Find, lexicon: Lexicon) -> None:
    assert canonical(find(text)[0], "FR", lexicon, role="actor", event_type=event_type).name == name


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # a title told once holds in the whole dispatch
        ("Le ministre malien Oumar Sanogo a parlé. Oumar Sanogo est parti.", "Oumar Sanogo", ("office", "ML")),
        ("Oumar Sanogo est parti. Le ministre malien Oumar Sanogo a parlé.", "Oumar Sanogo", ("office", "ML")),
        ("Le colonel Oumar Sanogo a parlé. Sanogo est parti.", "Sanogo", ("officer", None)),
        ("Oumar Sanogo est parti.", "Oumar Sanogo", ("person", None)),
        ("Le suspect, Oumar S., est parti.", "Oumar S.", ("person", None)),
        ("Vladimir Poutine a parlé.", "Vladimir Poutine", ("rule", "RU")),
        ("Une Renault R5 a brûlé.", "Renault R5", None),
    ],
)
def test_persons(text: str, words: str, expected: tuple[str, str | None] | None, find: Find) -> None:
    found = {(m.group, m.country) for m in find(text) if m.text == words}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize("text", texts(ROWS))
def test_mentions_quote_the_text(text: str, find: Find) -> None:
    normal = normalise(text)
    for mention in find(text):
        assert normal[slice(*mention.span)] == mention.text
        assert mention.span[0] <= mention.anchor[0] < mention.anchor[1] <= mention.span[1]
