"""Where the words of a source begin and end: the noun phrase after a verb or preposition, and the one before a verb."""

from __future__ import annotations

import re

from recoupe.records import Span
from recoupe.speech.grammar import Grammar
from recoupe.text import fold, trim

LONGEST = 130
"""Characters beyond which a phrase is no name of a speaker but a clause misread."""

_HEADS = 5
"""Words of a phrase among which its head lies."""

_ACRONYM = re.compile(r"\s\([A-ZÀ-Ý][\w-]{1,9}\)")


def words_of(folded: str, span: Span, grammar: Grammar) -> list[str]:
    """The folded words of a span, elided ones apart."""
    return grammar.told["word"].findall(folded, *span)


def head_of(folded: str, span: Span, grammar: Grammar) -> str:
    """The word that says what a phrase is: the first of five that heads sources or is a thing told, else the first."""
    words = [w for w in words_of(folded, span, grammar) if not _opens(w, grammar)][:_HEADS]
    for index, word in enumerate(words):
        # Behind the second word an ending says little: there stand adjectives and complements.
        sure = index < 2 or not word.endswith(grammar.object_endings)
        if grammar.has("heads", word) or (sure and grammar.is_object(word)):
            return word
    return words[0] if words else ""


def _opens(word: str, grammar: Grammar) -> bool:
    """Whether a word only opens a phrase: a determiner or an elided article, unless it heads phrases as well."""
    opening = word.endswith("'") or grammar.told["determiner"].fullmatch(f"{word} ") is not None
    return opening and not grammar.has("heads", word)


def is_told(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase is what is told ("une réduction") and nobody ("l'Etat" is somebody, "l'état d'urgence" not)."""
    head = head_of(folded, span, grammar)
    return grammar.is_object(head) and not re.search(rf"\b{re.escape(head.capitalize())}\b", text[slice(*span)])


def is_source_like(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase names somebody: a word that heads sources, or a name in capitals."""
    head = head_of(folded, span, grammar)
    if grammar.has("heads", head):
        return True
    if grammar.told["outlet"].search(folded[slice(*span)]):
        return True
    if is_told(text, folded, span, grammar):
        return False
    first = grammar.told["determiner"].match(folded, *span)
    start = first.end() if first else span[0]
    return text[start : start + 1].isupper()


def is_somebody(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase surely is a speaker's: a name, or a determiner and a word that heads sources."""
    determined = grammar.told["determiner"].match(folded, *span) is not None
    return text[span[0]].isupper() or (determined and is_source_like(text, folded, span, grammar))


def is_plausible(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase may name a speaker at all: it opens with a determiner, a name or a head, and is no pronoun."""
    a, b = span
    words = words_of(folded, span, grammar)
    if not words or b - a < 2 or b - a > LONGEST:
        return False
    if grammar.told["outlet"].search(folded[a:b]) and any(c.isupper() for c in text[a:b]):
        return not grammar.has("openers", words[0])
    if folded[a].isdigit() or words[-1][0].isdigit():
        return False
    if grammar.has("pronouns", folded[a:b]):
        return False
    # "ce" alone is a pronoun, "ce rapport" points to one who speaks.
    pointing = len(words) > 1 and grammar.has("pointing", words[0]) and grammar.has("heads", head_of(folded, span, grammar))
    if grammar.has("pronouns", words[0]) and not pointing:
        return False
    if grammar.told["determiner"].fullmatch(folded[a:b] + " ") and not grammar.has("heads", folded[a:b]):
        return False
    if grammar.has("pronouns", words[-1]) or grammar.has("openers", words[0]):
        return False
    if grammar.told["determiner"].match(folded, a, b) or text[a].isupper() or grammar.has("heads", words[0]):
        return True
    return grammar.last_phrase and any(grammar.has("heads", word) for word in words[:_HEADS])


def phrase_after(
    text: str, folded: str, start: int, end: int, grammar: Grammar, *, inside: bool = False
) -> Span | None:
    """The noun phrase from ``start`` to what ends it, with a name set in apposition to an office.

    ``inside`` says that it parts an auxiliary from its participle ("a selon des témoins lancé …").
    """
    told = grammar.told
    skipped = told["adverbial"].match(folded, start, end)
    start = skipped.end() if skipped else start
    finish = end
    for pattern, where in (
        (told["punctuation"], folded),
        (told["stops"], folded),
        (grammar.finite, text),
        (told["count"], text),
    ):
        if (stop := pattern.search(where, start + 1, finish)) is not None:
            finish = stop.start()
    if (clause := clause_at(text, folded, (start + 1, finish), grammar)) is not None:
        finish = clause
    if (to := told["recipients"].search(folded, start + 1, finish)) is not None:
        finish = to.start()
    if inside and (participle := told["parting_participle"].search(text, start, finish)) is not None:
        finish = participle.start()
    a, b = trim(text, start, finish)
    b = _first_phrase(text, (a, b), grammar)
    while (loose := told["loose_end"].search(folded[a:b])) is not None:
        b = a + loose.start()
    if not is_plausible(text, folded, (a, b), grammar):
        return None
    return _with_apposition(text, folded, (a, b), end, grammar)


def clause_at(text: str, folded: str, span: Span, grammar: Grammar) -> int | None:
    """Where a clause begins within a span; a name may end as its verbs do."""
    for match in grammar.told["clause"].finditer(folded, *span):
        if text[match.start()].islower():
            return match.start()
    return None


def _first_phrase(text: str, span: Span, grammar: Grammar) -> int:
    """Where the phrase ends that opens ``span``: an article begins a new one, save behind a preposition or "et"."""
    told = grammar.told
    for article in told["article"].finditer(text, *span):
        if not grammar.has("linking", fold(article["before"])):
            return article.end("before")
    for adverb in told["adverb"].finditer(text, *span):
        before = fold(adverb["before"])
        linked = grammar.has("linking", before) or told["determiner"].fullmatch(before + " ")
        if not linked and not grammar.has("heads", adverb["adverb"]):
            return adverb.end("before")
    if (name := told["of_a"].search(text, *span)) is not None:
        return name.end()
    if text[span[0]].isupper() and (other := told["name_at"].match(text, *span)) is not None:
        return other.end("name")
    return span[1]


def _with_apposition(text: str, folded: str, span: Span, end: int, grammar: Grammar) -> Span:
    a, b = span
    if (acronym := _ACRONYM.match(text, b, end)) is not None:
        b = acronym.end()
    apposed = grammar.told["apposed"].match(text, b, end)
    if apposed and text[a].islower() and is_source_like(text, folded, span, grammar):
        # "…, le général X": whoever stands between comma and name must be a rank or office.
        rank = words_of(folded, (b, apposed.start("name")), grammar)
        if not rank or grammar.has("heads", rank[-1]):
            return a, apposed.end("name")
    return a, _office_end(text, folded, span, end, grammar) or b


def _office_end(text: str, folded: str, span: Span, end: int, grammar: Grammar) -> int | None:
    """Where the office ends that follows a name ("Ali Sow, directeur de l'hôpital"); an indefinite one says little."""
    a, b = span
    if (
        not text[a].isupper()
        or not grammar.told["name"].fullmatch(text, a, b)
        or grammar.told["determiner"].match(folded, a, b)
    ):
        return None
    office = grammar.told["office"].match(text, b, end)
    if (
        office is None
        or grammar.finite.search(text, *office.span())
        or not grammar.has("heads", words_of(folded, office.span("office"), grammar)[0])
    ):
        return None
    return office.end()


def phrase_before(text: str, folded: str, start: int, end: int, grammar: Grammar) -> Span | None:
    """The subject of a verb that begins at ``end``: the phrase before it, or the one an apposition parts from it."""
    low = start + max((folded[start:end].rfind(mark) + 1 for mark in '";:\n'), default=0)
    segments = _segments(folded, low, end)
    if not segments:
        return None
    a, b = trim(text, *segments[-1])
    if a < b:
        found = _subject(text, folded, (a, b), grammar)
        if found is not None or not grammar.has("subject_relatives", folded[a:b]):
            return found
        return _antecedent(text, folded, segments[:-1], grammar)
    return _parted(text, folded, segments[:-1], grammar)


def _segments(folded: str, start: int, end: int) -> list[Span]:
    """The spans between the commas of a stretch; commas in brackets and numbers part nothing."""
    spans: list[Span] = []
    depth, a = 0, start
    for position in range(start, end):
        character = folded[position]
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == "," and not depth and not folded[position + 1 : position + 2].isdigit():
            spans.append((a, position))
            a = position + 1
    return [*spans, (a, end)]


def _antecedent(text: str, folded: str, segments: list[Span], grammar: Grammar) -> Span | None:
    """Whom ", qui" points back to: the nearest stretch that ends in somebody, a name with its office whole."""
    if not segments:
        return None
    a, b = trim(text, *segments[-1])
    for preposition in grammar.told["preposition"].finditer(folded, a, b):
        a = preposition.end()
    found = _subject(text, folded, (a, b), grammar)
    determined = grammar.last_phrase or (found and grammar.told["determiner"].match(folded, *found))
    if found is not None and determined and is_source_like(text, folded, found, grammar):
        return found
    return _parted(text, folded, segments, grammar)


def _parted(text: str, folded: str, segments: list[Span], grammar: Grammar) -> Span | None:
    """The subject that commas part from its verb: the leftmost phrase since the last clause with a verb of its own."""
    kept: list[Span] = []
    for segment in segments:
        a, b = trim(text, *segment)
        if _predicates(text, folded, (a, b), grammar):
            kept = []
        elif a < b:
            kept.append((a, b))
    for index, span in enumerate(kept):
        found = _subject(text, folded, span, grammar)
        if found is None or (grammar.last_phrase and not is_source_like(text, folded, found, grammar)):
            continue
        if index + 1 < len(kept) and found[1] == span[1] and grammar.told["name"].fullmatch(text, *kept[index + 1]):
            return found[0], kept[index + 1][1]
        return found[0], _office_end(text, folded, found, kept[-1][1] + 1, grammar) or found[1]
    return None


def _predicates(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a stretch between commas is a clause with a verb of its own, and no relative one."""
    relative = grammar.told["relative"]
    if relative.match(folded, *span):
        return False
    if grammar.finite.search(text, *span) and not relative.search(folded, *span):
        return True
    clause = clause_at(text, folded, span, grammar) if grammar.last_phrase else None
    return clause is not None and clause > span[0]


def _subject(text: str, folded: str, span: Span, grammar: Grammar) -> Span | None:
    """The subject within one stretch: behind the last conjunction and adverbials, before a relative clause."""
    a, b = _own_stretch(text, folded, span, grammar)
    if (tail := grammar.told["adverbial_tail"].search(folded, a, b)) is not None:
        b = tail.start()
    if grammar.told["interviewed"].match(folded, a, b):
        return None
    if (agent := grammar.told["agent_before"].search(folded, a, b)) is not None:
        a = agent.end()
    if grammar.last_phrase:
        a = _last_phrase(text, folded, (a, b), grammar)
    elif _first_phrase(text, (a, b), grammar) < b:
        return None
    if grammar.finite.search(text, a, b) or clause_at(text, folded, (a, b), grammar) is not None:
        return None
    if grammar.last_phrase and grammar.told["possessed"].search(folded, a, b):
        return None
    return (a, b) if is_plausible(text, folded, (a, b), grammar) else None


def _last_phrase(text: str, folded: str, span: Span, grammar: Grammar) -> int:
    """Where the last noun phrase of a stretch begins: at its last article, or at the names and heads that close it."""
    a, b = span
    for article in grammar.told["article"].finditer(text, a, b):
        if not grammar.has("linking", fold(article["before"])):
            a = article.end("before") + 1
    joined = grammar.told["and"].search(folded, a, b)
    if joined and not is_source_like(text, folded, (a, joined.start()), grammar):
        a = joined.end()
    if is_plausible(text, folded, (a, b), grammar) and is_source_like(text, folded, (a, b), grammar):
        return a
    words = list(grammar.told["word"].finditer(folded, a, b))
    start = b
    for word in reversed(words):
        named = text[word.start()].isupper() and not grammar.has("openers", word.group())
        if not (
            named or grammar.has("heads", word.group()) or grammar.told["determiner"].fullmatch(word.group() + " ")
        ):
            break
        start = word.start()
    return start if start < b else a


def _own_stretch(text: str, folded: str, span: Span, grammar: Grammar) -> Span:
    """What is left of a stretch without the clauses, adverbials and brackets around the subject."""
    a, b = span
    if (dash := folded.rfind(" - ", a, b)) >= 0:
        a = dash + 3
    for conjunction in grammar.told["conjunction"].finditer(folded, a, b):
        # A relative clause that the verb closes belongs to the phrase before it; any other begins a clause of its own.
        if folded[conjunction.end() : b].strip() != "":
            a = conjunction.end()
    a, b = _after_and(text, folded, trim(text, a, b), grammar)
    if (lead := grammar.told["adverbial"].match(folded, a, b)) is not None:
        a = lead.end()
    if (relative := grammar.told["relative"].search(folded, a + 1, b)) is not None:
        if grammar.last_phrase and grammar.has("pronouns", folded[relative.end() : b].strip()):
            return a, a
        b = relative.start()
    if (bracket := re.search(r"\s\((?![A-ZÀ-Ý][\w-]{1,9}\)$)", text[a:b])) is not None:
        b = a + bracket.start()
    a, b = trim(text, a, b)
    asked = grammar.told["asked"].search(folded, a, b)
    return a, asked.start() if asked else b


def _after_and(text: str, folded: str, span: Span, grammar: Grammar) -> Span:
    """Without the clause before "et", where that has a verb of its own ("ils ont fui et Pyongyang …")."""
    a, b = span
    for match in grammar.told["and"].finditer(folded, max(0, a - 1), b):
        if grammar.finite.search(text, a, match.start()):
            return _after_and(text, folded, (match.end(), b), grammar)
    return a, b


def coordinated(text: str, folded: str, span: Span, grammar: Grammar) -> list[Span]:
    """The sources of a phrase: "la police et des témoins" are two, "la Justice et l'Intérieur" of one ministry one."""
    told = grammar.told
    match = told["and"].search(folded, *span)
    if match is None:
        return [span]
    left, right = (span[0], match.start()), (match.end(), span[1])
    opener, of = told["determiner"].match(folded, *right), told["of_opener"].match(folded, *right)
    if grammar.last_phrase and opener is None and _bare_heads(text, folded, left, right, grammar):
        return [left, *coordinated(text, folded, right, grammar)]
    if opener is None or (of is not None and of.end() >= opener.end()):
        if not _names(text, folded, left, right, grammar):
            return [span]
        right = (of.end() if of else right[0], right[1])
    elif not _is_other(text, folded, right, opener.group().strip(), grammar):
        return [span]
    return [left, *coordinated(text, folded, right, grammar)]


def _is_other(text: str, folded: str, span: Span, opener: str, grammar: Grammar) -> bool:
    """Whether what "and" joins with an article of its own is another source."""
    if not is_source_like(text, folded, span, grammar):
        return False
    return not grammar.has("plural_articles", opener) or grammar.has("heads", head_of(folded, span, grammar))


def _bare_heads(text: str, folded: str, left: Span, right: Span, grammar: Grammar) -> bool:
    """Whether "and" joins two that need no article: "officials and witnesses"."""
    if text[right[0]].isupper() or not grammar.has("heads", head_of(folded, right, grammar)):
        return False
    return is_source_like(text, folded, left, grammar)


def _names(text: str, folded: str, left: Span, right: Span, grammar: Grammar) -> bool:
    """Whether "et" joins two names ("NBC et CNN", "LCI et du Parisien"), not two parts of one."""
    told = grammar.told
    if told["second_name"].match(text, *right) is None:
        return False
    if told["outlet"].search(folded[slice(*left)]) or told["outlet"].search(folded[slice(*right)]):
        return True
    return bool(told["name"].fullmatch(text, *left) and told["name"].fullmatch(text, *right))
