"""Attribution: who is cited, in the text's own words (codebook, "sources")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import plain, texts

from recoupe.language import Lexicon, load
from recoupe.speech import Attribution, find_attributions

FR = load("fr")


def cited(text: str, lexicon: Lexicon = FR) -> list[Attribution]:
    normal, spans = plain(text)
    return find_attributions(normal, spans, lexicon)


ROWS = [
    # prepositions
    ("Selon un officier, douze soldats sont morts.", ["un officier"]),
    ("Douze soldats sont morts, selon un officier.", ["un officier"]),
    ("D’après la Croix-Rouge, douze corps ont été trouvés.", ["la Croix-Rouge"]),
    ("Douze soldats sont morts, d'après plusieurs témoins.", ["plusieurs témoins"]),
    ("De source militaire, le camp est tombé.", ["source militaire"]),
    ("Le camp est tombé, a-t-on appris de source sécuritaire.", ["source sécuritaire"]),
    ("Le pont brûle, a appris l'AFP de sources concordantes.", ["l'AFP", "sources concordantes"]),
    ("A en croire les habitants, le camp est vide.", ["les habitants"]),
    ("Le raid a fait six morts, selon l'Observatoire des vallées (ODV).", ["l'Observatoire des vallées (ODV)"]),
    ("Selon le maire de Dablo, Issa Zongo, six corps ont été trouvés.", ["le maire de Dablo, Issa Zongo"]),
    ("Selon le ministère de l'Intérieur, six corps ont été trouvés.", ["le ministère de l'Intérieur"]),
    ("Selon un communiqué de l'armée, le camp est repris.", ["un communiqué de l'armée"]),
    # verb after the words it reports
    ("Douze soldats ont été tués, a annoncé l'armée.", ["l'armée"]),
    ("Douze soldats ont été tués, a annoncé jeudi l'armée.", ["l'armée"]),
    ("Douze soldats ont été tués, ont indiqué des sources locales.", ["des sources locales"]),
    ("Douze soldats ont été tués, a indiqué mardi à la presse le gouverneur.", ["le gouverneur"]),
    ("« Nous tenons la ville », a affirmé le colonel Issa Barka.", ["le colonel Issa Barka"]),
    ("« Ils ont fui », raconte une habitante.", ["une habitante"]),
    ("« Ils ont fui », explique Moussa Diarra, un commerçant.", ["Moussa Diarra"]),
    ("La ville est calme, a constaté un journaliste de l'AFP.", ["un journaliste de l'AFP"]),
    ("Le pont a sauté, rapporte l'agence officielle.", ["l'agence officielle"]),
    ("Le pont a sauté, a précisé le porte-parole de l'armée.", ["le porte-parole de l'armée"]),
    ("Le pont a sauté, a déclaré un responsable sous couvert d'anonymat.", ["un responsable"]),
    ("Le pont a sauté, a assuré la police dans un communiqué.", ["la police"]),
    ("« Nous tenons la ville », déclare le maire.", ["le maire"]),
    ("Comme l'a annoncé l'armée, le camp est tombé.", ["l'armée"]),
    ("Les assaillants ont fui, a précisé son coordinateur, Ali Sow.", ["son coordinateur, Ali Sow"]),
    ("« Ils ont fui », a raconté un officier joint par téléphone.", ["un officier"]),
    # verb before the words it reports
    ("L'armée a annoncé que douze soldats étaient morts.", ["L'armée"]),
    ("Un responsable local a affirmé que la ville était tombée.", ["Un responsable local"]),
    ("Le ministre de la Défense a indiqué que la trêve tenait.", ["Le ministre de la Défense"]),
    ("Jeudi, la police a indiqué que la trêve tenait.", ["la police"]),
    ("Le maire déclare que la trêve tient.", ["Le maire"]),
    ("Moscou a démenti toute attaque.", ["Moscou"]),
    ("L'AFP rapporte six morts.", ["L'AFP"]),
    ("L'Observatoire, qui accuse l'armée, parle de six morts.", ["L'Observatoire"]),
    ("Des habitants ont raconté que les tirs avaient duré.", ["Des habitants"]),
    ("L'ONG assure que le bilan est plus lourd.", ["L'ONG"]),
    ("Le gouverneur, Ali Salem, a déclaré que la trêve tenait.", ["Le gouverneur, Ali Salem"]),
    ("Les rebelles affirment avoir pris la ville.", ["Les rebelles"]),
    ("L'armée dément avoir frappé la ville.", ["L'armée"]),
    ("L'armée a fait état de trois blessés.", ["L'armée"]),
    ("Le Hamas a revendiqué l'attaque.", ["Le Hamas"]),
    ("L'attaque a été revendiquée par le groupe Etat islamique.", ["le groupe Etat islamique"]),
    ("L'annonce par Niamey de la mort du chef rebelle a surpris.", ["Niamey"]),
    ("La reprise du bourg a été annoncée par le Parti de la justice.", ["le Parti de la justice"]),
    # chains: the speaker and the outlet, whatever their order in the sentence
    ("« Il y a des morts », a déclaré un officier à l'AFP.", ["un officier", "l'AFP"]),
    ("« Il y a des morts », a déclaré à l'AFP un officier.", ["l'AFP", "un officier"]),
    ("Selon un officier cité par une chaîne kurde, le camp est tombé.", ["un officier", "une chaîne kurde"]),
    ("Un témoin joint par l'AFP a raconté que la foule avait fui.", ["Un témoin", "l'AFP"]),
    ("La télévision a rapporté, citant une source médicale, que dix corps sont là.",
        ["La télévision", "une source médicale"]),
    ("Selon l'armée, six rebelles sont morts ; selon les rebelles, aucun.", ["l'armée", "les rebelles"]),
    ("Six morts, selon la police et des témoins.", ["la police", "des témoins"]),
    ("Contacté par l'AFP, l'état-major a démenti.", ["l'AFP", "l'état-major"]),
    ("Six rebelles sont morts (bilan officiel)", ["bilan officiel"]),
    ("Six rebelles sont morts (source militaire).", ["source militaire"]),
    ("Le général, contacté jeudi par la BBC, a confirmé la prise du pont.", ["Le général", "la BBC"]),
    ("« Ils ont fui », a raconté à la chaîne locale Kivu Info un berger.", ["la chaîne locale Kivu Info", "un berger"]),
    # an office behind the name, a telling that has a teller, a passive whose agent speaks
    ("Dix morts, a dit Ali Sow, directeur de l'hôpital.", ["Ali Sow, directeur de l'hôpital"]),
    ("Selon le bilan de la police, dix maisons ont brûlé.", ["la police"]),
    ("Dix tirs ont été signalés mardi par des riverains.", ["des riverains"]),
    ("Jeudi, l'Etat voisin, qui tient le pont, a aussi annoncé une trêve.", ["l'Etat voisin"]),
    # names of outlets, names joined, titles
    ("Selon Europe 1, le camp brûle.", ["Europe 1"]),
    ("Le camp brûle, rapporte 20 Minutes.", ["20 Minutes"]),
    ("Le camp brûle, révèlent LCI et Ouest-France.", ["LCI", "Ouest-France"]),
    ("Selon les informations de RTL et du Figaro, le camp brûle.", ["RTL", "Figaro"]),
    ("Le camp brûle, a ajouté M. Zongo.", ["M. Zongo"]),
    ("M. Zongo a dit que le camp brûlait.", ["M. Zongo"]),
    ("Le camp brûle, a confié un élu à L'Express.", ["un élu", "L'Express"]),
    ("Le camp brûle, a-t-il dit dans les colonnes du Parisien.", ["Parisien"]),
    ("Le camp brûle, a expliqué à l'agence de presse Tass Ivan Orlov.", ["l'agence de presse Tass", "Ivan Orlov"]),
    # the verb group parted, its complement further on, an infinitive, an unlisted verb behind a quotation
    ("L'armée a de son côté souligné que le pont tenait.", ["L'armée"]),
    ("Le maire a en revanche indiqué vendredi avoir fui.", ["Le maire"]),
    ("Le maire a annoncé lundi vouloir partir.", ["Le maire"]),
    ("Le maire a dit craindre une attaque.", ["Le maire"]),
    ("La police a indiqué dans un courrier aux familles que le pont tenait.", ["La police"]),
    ("L'état-major l'a annoncé jeudi.", ["L'état-major"]),
    ("La préfecture a chiffré la foule à 300 personnes.", ["La préfecture"]),
    ("La police a décompté vingt-quatre blessés.", ["La police"]),
    ("« C'est trop », s'est emporté le maire de Dablo.", ["le maire de Dablo"]),
    ("« C'est trop », analyse Issa Zongo.", ["Issa Zongo"]),
    ("« C'est un jour noir », a lancé l'ancien ministre.", ["l'ancien ministre"]),
    # names and words that end like infinitives, verbs that report of themselves, whom one accuses
    ("« Il faut venir », a dit à l'AFP Pierre Lenoir.", ["l'AFP", "Pierre Lenoir"]),
    ("« On a vu tirer », a expliqué maître Anne Rolland.", ["maître Anne Rolland"]),
    ("La ville est détruite, se désole un responsable local.", ["un responsable local"]),
    ("La ville est détruite, s'alarme un élu local.", ["un élu local"]),
    ("« Nous ne pouvons pas tout », s'est justifié un porte-parole de la police.", ["un porte-parole de la police"]),
    ("Le porte-parole, Tarik Arman, a accusé les rebelles d'avoir tué six civils.", ["Le porte-parole, Tarik Arman"]),
    ("Les rebelles ont tué six civils, a accusé l'armée.", ["l'armée"]),
    ("La préfecture craint des violences dimanche.", ["La préfecture"]),
    ("Le préfet du Nord, Marc Blanc, a répondu aux députés vendredi.", ["Le préfet du Nord, Marc Blanc"]),
    ("Un chef de la police s'exprimant sous condition d'anonymat a déclaré que six civils étaient morts.", ["Un chef de la police"]),
    ("Le boucher est mort, précise franceinfo.", ["franceinfo"]),
    ("Selon ce rapport, six civils sont morts.", ["ce rapport"]),
    ("Selon ce même syndicat, six civils sont morts.", ["ce même syndicat"]),
    ("Les gardes ont tiré, l'armée précisant que deux obus étaient tombés.", ["l'armée"]),
    ("Ils ont été chassés par la police, qui a indiqué avoir tiré.", ["la police"]),
    ("Jeudi, l'Arabie saoudite, alliée du royaume, a dénoncé un raid.", ["l'Arabie saoudite"]),
    # where the words end
    ("La marche a réuni selon la police 7.500 personnes à Lyon.", ["la police"]),
    ("La foule a grossi, a admis la police vers 19h45 heure locale.", ["la police"]),
    ("Deux attaques imputées par les autorités aux rebelles ont eu lieu.", ["les autorités"]),
    ("Le pont tient, a dit le secrétaire à la santé de l'Etat, Ali Sow.", ["le secrétaire à la santé de l'Etat, Ali Sow"]),
    ("Selon la radio M6, l'homme serait ivre.", ["la radio M6"]),
    ("Interrogé par RFI, Ali Sow, médecin, a dit que le pont tenait.", ["RFI", "Ali Sow"]),
    ("Entre 200 personnes (police) et 900 ont défilé.", ["police"]),
    ("Le camp est vide, a-t-on appris auprès de la préfecture.", ["la préfecture"]),
    # what points back to a source told before cites that one again
    ("Six morts, selon l'armée. Selon le communiqué, le camp brûle.", ["l'armée", "l'armée"]),
    ("Six morts, selon des élus. Un pont brûle, selon ces sources.", ["des élus", "des élus"]),
    ("Six morts, dit le ministre de la Santé. « Assez », ajoute le ministre.", ["le ministre de la Santé"] * 2),
    ("Le pont a sauté, selon l'armée. Il brûle, a-t-elle ajouté.", ["l'armée", "l'armée"]),
    ("Le pont a sauté, dit le maire. Il brûle, ajoute-t-il.", ["le maire", "le maire"]),
    ("Le pont a sauté, dit le maire. Il a précisé que rien ne brûlait.", ["le maire", "le maire"]),
    ("Le pont a sauté, disent des témoins. Selon eux, il brûle.", ["des témoins", "des témoins"]),
    ("Le pont a sauté, dit le maire Ali Sow. Il brûle, a dit M. Sow.", ["le maire Ali Sow"] * 2),
    ("Le pont a sauté, rapporte Le Monde, citant un élu. Selon le quotidien, il brûle.", ["Le Monde", "un élu", "Le Monde"]),
    ("Le pont a sauté, selon Amnesty. Il brûle, assure cette ONG.", ["Amnesty", "Amnesty"]),
    ("Le pont a sauté, disent des témoins. Il brûle, a-t-elle ajouté.", ["des témoins"]),
    # nobody is cited
    ("Ce bilan confirme la violence des combats.", []),
    ("Le pont a été pris, a annoncé une réduction des vols.", []),
    ("Selon les premières informations, le camp est vide.", []),
    ("Le maire a fui et a dit que la ville brûlait.", []),
    ("Dans le port, a indiqué la mort du chef.", []),
    ("Douze soldats ont été tués mercredi.", []),
    ("Les soldats ont riposté et la ville a été reprise.", []),
    ("Selon lui, la ville est tombée.", []),
    ("L'armée a lancé une offensive.", []),
    ("La police a dispersé les manifestants.", []),
    ("Il a dit que la ville était tombée.", []),
    ("Le texte publié jeudi prévoit une trêve.", []),
    ("La ville (300.000 habitants) est vide.", []),
    ("La foule a crié ces derniers jours.", []),
    ("Il a pris la fuite, et elle a été tuée.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), ROWS)
def test_sources(text: str, sources: list[str]) -> None:
    assert [a.text for a in cited(text)] == sources


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Selon un officier, le camp est tombé.", "per"),
        ("Le camp est tombé, a annoncé l'armée.", "after"),
        ("L'armée a annoncé que le camp était tombé.", "before"),
        ("Le camp est tombé (source militaire)", "bracket"),
    ],
)
def test_manner(text: str, manner: str) -> None:
    assert [a.manner for a in cited(text)] == [manner]


def test_an_outlet_is_a_recipient() -> None:
    assert [a.manner for a in cited("« Il y a des morts », a déclaré un officier à l'AFP.")] == ["after", "recipient"]


def test_a_source_cited_again_speaks_for_the_later_sentence() -> None:
    text = "Le camp est tombé, selon un officier. La route est coupée, a-t-il ajouté."
    first, again = cited(text)
    assert (again.manner, again.span) == ("again", first.span)
    assert text[slice(*again.covers)] == "La route est coupée, a-t-il ajouté."


def test_each_source_speaks_for_its_own_sentence() -> None:
    text = "Le camp est tombé, selon un officier. La route est coupée, selon la police."
    assert [text[slice(*a.covers)] for a in cited(text)] == [
        "Le camp est tombé, selon un officier.",
        "La route est coupée, selon la police.",
    ]


PARTS = st.lists(st.one_of(st.sampled_from(texts(ROWS)), st.text(max_size=25)), max_size=5)


@given(PARTS, st.sampled_from([" ", "\n"]))
def test_sources_quote_their_sentence(parts: list[str], joint: str) -> None:
    normal, spans = plain(joint.join(parts))
    for attribution in find_attributions(normal, spans, FR):
        start, end = attribution.span
        assert normal[start:end] == attribution.text
        assert attribution.covers in spans
        if attribution.manner == "again":
            assert end <= attribution.covers[1]
        else:
            assert attribution.covers[0] <= start < end <= attribution.covers[1]
