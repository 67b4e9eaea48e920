"""Attribution in English: who is cited, in the text's own words, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import plain, texts

from recoupe.language import Lexicon, load
from recoupe.speech import Attribution, find_attributions, reported


@pytest.fixture(scope="session")
def english() -> Lexicon:
    return load("en")


def cited(text: str, lexicon: Lexicon, *, attitudes: bool = False) -> list[Attribution]:
    normal, spans = plain(text, lexicon)
    return find_attributions(normal, spans, lexicon, attitudes=attitudes)


ROWS = [
    # the verb behind what it reports
    ("Twelve soldiers were killed, the army said.", ["the army"]),
    ("Twelve soldiers were killed, the army said on Monday.", ["the army"]),
    ("Twelve soldiers were killed, the defence ministry said in a statement.", ["the defence ministry"]),
    ("The strike killed 10 people, health officials in Goma said.", ["health officials in Goma"]),
    ("The village was attacked, resident Moussa Traore said.", ["resident Moussa Traore"]),
    ("The truce began at 6 p.m. Monday, Information Minister Ali Salem said.", ["Information Minister Ali Salem"]),
    # the subject behind its verb
    ('"We hold the town," said Colonel Issa Barka.', ["Colonel Issa Barka"]),
    ("Three people, including a policeman, died in the blast, said police.", ["police"]),
    ('"I saw bodies everywhere," recalled Amina, a mother of four.', ["Amina"]),
    # the verb before what it reports, with or without "that"
    ("The army said twelve soldiers had been killed.", ["The army"]),
    ("The army said on Monday that twelve soldiers had been killed.", ["The army"]),
    ("On Monday the army said twelve soldiers had been killed.", ["the army"]),
    ("The government on Friday said it had agreed to a truce.", ["The government"]),
    ("In a statement, the group said it had freed the hostages.", ["the group"]),
    ("Police say three people are in custody.", ["Police"]),
    ("The UN says 5,000 people have fled.", ["The UN"]),
    ("Witnesses said gunmen opened fire on the crowd.", ["Witnesses"]),
    ("State television reported that 10 people had died.", ["State television"]),
    ("Moscow denied involvement in the strike.", ["Moscow"]),
    ("The president accused his neighbour of backing the rebels.", ["The president"]),
    ("A local official put the number of dead at 12.", ["A local official"]),
    ('Rebel commander Abu Omar said: "We will not withdraw."', ["Rebel commander Abu Omar"]),
    ("Lt. Gen. Ali Hassan said his troops had taken the town.", ["Lt. Gen. Ali Hassan"]),
    ("The two prime ministers declared that patrols would begin.", ["The two prime ministers"]),
    # appositions and what stands between
    ("The mayor, Ali Salem, said the truce was holding.", ["The mayor, Ali Salem"]),
    ('A spokesman, Maj-Gen Chris Oluko, said the raiders "met their match".', ["A spokesman, Maj-Gen Chris Oluko"]),
    ("A police officer, who spoke on condition of anonymity, said six bodies were found.", ["A police officer"]),
    ("The Valley Observatory, a UK-based monitor, said 14 fighters were killed.", ["The Valley Observatory"]),
    ("The military, which controls the area, has said it will investigate.", ["The military"]),
    # chains and several
    ('"They fled," a resident of Dablo told Reuters by telephone.', ["a resident of Dablo", "Reuters"]),
    ('"They fled," Issa Barka told AFP.', ["Issa Barka", "AFP"]),
    ("The general, quoted by the Interfax news agency, said it had begun.", ["The general", "the Interfax news agency"]),
    ("Gunmen seized two engineers, officials and witnesses said.", ["officials", "witnesses"]),
    ("Citing medical sources, Al Jazeera reported 12 deaths.", ["medical sources", "Al Jazeera"]),
    # prepositions, agents
    ("According to a security source, the camp has fallen.", ["a security source"]),
    ("The camp has fallen, according to residents and local officials.", ["residents", "local officials"]),
    ("The Islamic State group claimed responsibility for the attack.", ["The Islamic State group"]),
    ("The attack was claimed by the Islamic State group.", ["the Islamic State group"]),
    # headlines
    ("Police: Three killed in bomb attack", ["Police"]),
    ("Three killed in bomb attack - police", ["police"]),
    # what points back
    ("The governor said the town was calm. He added that troops had been sent.", ["The governor", "The governor"]),
    ("The army said it had won. It said two soldiers were wounded.", ["The army", "The army"]),
    ("Officials said the toll could rise. They did not say when.", ["Officials", "Officials"]),
    # nobody is cited
    ("No group has claimed responsibility for the attack.", []),
    ("The bomber is believed to have crossed the border.", []),
    ("The raiders allegedly came from the north.", []),
    ("Two soldiers were reported missing.", []),
    ("The two men were told to leave.", []),
    ("The army put the town under siege.", []),
    ("Troops shot dead a man who they said was armed.", []),
    ("He said the town was calm.", []),
    ("The army's report was delayed.", []),
    ("Twelve soldiers were killed on Wednesday.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), ROWS)
def test_sources_in_english(text: str, sources: list[str], english: Lexicon) -> None:
    assert [a.text for a in cited(text, english)] == sources


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Twelve soldiers were killed, the army said.", [["Twelve soldiers were killed"]]),
        ("The army said twelve soldiers had died.", [["twelve soldiers had died."]]),
        ("The army said on Monday that twelve had died.", [["that twelve had died."]]),
        ("According to a source, the camp has fallen.", [["the camp has fallen."]]),
        ('"We hold the town," said Issa Barka.', [['"We hold the town,"']]),
        ('"We hold it," Issa Barka said. "We will stay."', [['"We hold it,"', '"We will stay."']]),
        ('"They fled," a resident told Reuters by telephone.', [['"They fled,"'], []]),
        ("Gunmen fled, officials and witnesses said.", [["Gunmen fled"], ["Gunmen fled"]]),
    ],
)
def test_what_they_say(text: str, contents: list[list[str]], english: Lexicon) -> None:
    normal, spans = plain(text, english)
    found = find_attributions(normal, spans, english)
    told = reported(normal, spans, found, english)
    assert [[text[a:b] for a, b in parts] for parts in told] == contents


@pytest.mark.parametrize(
    ("text", "asked", "unasked"),
    [
        ("The senator wants a new law.", ["The senator"], []),
        ("Lawmakers criticized the plan.", ["Lawmakers"], ["Lawmakers"]),
        ("She said the law was needed.", ["She"], []),
        ("The senator supports the plan.", ["The senator"], []),
    ],
)
def test_attitudes_are_sources_when_asked_for(
    text: str, asked: list[str], unasked: list[str], english: Lexicon
) -> None:
    assert [a.text for a in cited(text, english, attitudes=True)] == asked
    assert [a.text for a in cited(text, english)] == unasked


def test_two_apostrophes_are_a_quotation_mark(english: Lexicon) -> None:
    assert [a.text for a in cited("''We hold the town,'' said Issa Barka.", english)] == ["Issa Barka"]


@given(st.lists(st.one_of(st.sampled_from(texts(ROWS)), st.text(max_size=30)), max_size=4))
def test_english_sources_and_contents_quote_the_text(parts: list[str]) -> None:
    lexicon = load("en")
    normal, spans = plain(" ".join(parts), lexicon)
    found = find_attributions(normal, spans, lexicon, attitudes=True)
    for one, contents in zip(found, reported(normal, spans, found, lexicon), strict=True):
        for start, end in (one.span, one.citing, *contents):
            assert 0 <= start < end <= len(normal)
        assert one.covers in spans
