"""The patterns of expressions of time, built from calendar.toml once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.text import either_folded, fold


@dataclass(frozen=True)
class Pattern:
    """One kind of expression. A text must hold one of ``hints`` for the pattern to be worth trying."""

    name: str
    form: re.Pattern[str]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """The calendar of one language; words are folded."""

    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, tuple[int, int]]
    anaphoric: dict[str, int]
    ordinals: dict[str, int]
    counts: dict[str, int]
    patterns: tuple[Pattern, ...]
    named: re.Pattern[str]
    planned: re.Pattern[str]
    since: re.Pattern[str]

    def count(self, text: str) -> int | None:
        """The number that a word or numeral says; None for a vague one ("quelques")."""
        return int(text) if text.isdigit() else self.counts.get(text)


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """The Grammar of a language."""
    data = lexicon["calendar"]
    patterns = []
    for name, form, *hints in _expressions(data):
        patterns.append(Pattern(name, re.compile(rf"(?<![\w-])(?:{form})(?![\w-])"), tuple(hints)))
    return Grammar(
        months={fold(k): v for k, v in data["months"].items()},
        weekdays={fold(k): v for k, v in data["weekdays"].items()},
        relative={fold(k): (v[0], v[1]) for k, v in data["relative"].items()},
        anaphoric={fold(k): v[0] for k, v in data["anaphoric"].items()},
        ordinals={fold(k): v for k, v in data["ordinals"].items()},
        counts={fold(k): v for k, v in data["counts"].items()},
        patterns=tuple(patterns),
        named=re.compile(
            rf"(?<![\w-])(?:{either_folded(data['named_after_dates']['words'])})\s+(?:(?:du|de|des|le)\s+)?$"
        ),
        planned=re.compile(
            rf"(?<![\w-])(?:{either_folded(data['planned_markers']['words'])})\s+(?:[\w'-]+\s+){{0,2}}$"
        ),
        since=re.compile(r"depuis\s+(?:le\s+)?(?:\w+\s)?$"),
    )


def _expressions(data: dict[str, Any]) -> list[tuple[str, ...]]:
    """(name, pattern, hints …) of every expression; where two overlap, the one listed first wins."""
    month, day = either_folded(data["months"]), either_folded(data["weekdays"])
    # An abbreviated month needs a day beside it: "en sept" is more often a number.
    names = [fold(name) for name in data["months"]]
    alone = either_folded(n for n in names if not any(o != n and o.startswith(n) for o in names))
    year = r"(?:\s+(?P<y>(?:19|20)\d\d))?"
    return [
        ("night", rf"nuit\s+(?:de|du)\s+(?:(?P<w1>{day})\s*)?(?:(?P<d1>\d{{1,2}}|1er)\s*(?P<m1>{month})?\s*)?"
         rf"(?:a|au)\s+(?P<w2>{day})?\s*(?:(?P<d2>\d{{1,2}}|1er)\s*(?P<m>{month})?)?{year}", "nuit d"),
        ("days", rf"(?:entre\s+le|du|des|les)\s+(?:{day}\s+)?(?P<d1>\d{{1,2}}|1er)\s*(?P<m1>{month})?\s*"
         rf"(?:et\s+le|et|au)\s+(?:{day}\s+)?(?P<d2>\d{{1,2}}|1er)\s+(?P<m>{month}){year}"),
        *_spans(data, alone, day, year),
        *_counted(data),
        ("full", rf"(?:(?P<w>{day})\s+)?(?P<d>\d{{1,2}}|1er|premier)\s+(?P<m>{month})\b{year}"),
        *_single(data, alone, day, year),
    ]  # fmt: skip


def _spans(data: dict[str, Any], month: str, day: str, year: str) -> list[tuple[str, ...]]:
    past = either_folded(data["past_markers"]["words"])
    ordinal = either_folded(data["ordinals"])
    return [
        ("months", rf"(?:de|d'|entre)\s*(?P<m1>{month})(?:\s+(?P<y1>(?:19|20)\d\d))?\s+(?:a|et)\s+"
         rf"(?P<m>{month})\b{year}"),
        ("weekdays", rf"(?:entre|de)\s+(?P<w1>{day})\s+(?:et|a)\s+(?P<w2>{day})\b"),
        ("pair", rf"(?P<w1>{day})\s+et\s+(?P<w2>{day})\b"),
        ("numeric", r"(?P<d>\d{1,2})/(?P<mm>\d{1,2})(?:/(?P<y>(?:19|20)\d\d))?", "/"),
        ("last_year", rf"l'(?:an|annee)\s+(?:{past})|l'ete\s+(?:{past})", "l'"),
        ("nth_weekend", rf"(?P<o>{ordinal}|dernier)\s+week-end\s+(?:de\s+|d')(?P<m>{month})\b{year}", "week-end"),
        ("nth", rf"(?:(?P<o>{ordinal})|(?P<n>\d{{1,3}})e(?:me)?)\s+"
         r"(?:(?:jour|journee|nuit|soiree)\s+(?:consecutive?|d'affilee|de\s+suite)"
         r"|(?P<of>jour)\s+d(?:e|es|u|(?=')))", "jour", "consecutive"),
        ("nth_week", rf"dans\s+(?:sa|leur|la|une)\s+(?:(?P<o>{ordinal})|(?P<n>\d{{1,2}})e(?:me)?)\s+semaine",
         "semaine"),
    ]  # fmt: skip


def _counted(data: dict[str, Any]) -> list[tuple[str, ...]]:
    vague = either_folded(data["vague_counts"]["words"])
    count = rf"(?P<n>\d{{1,3}}|{either_folded(data['counts'])}|{vague})"
    other = count.replace("<n>", "<n2>")
    unit = r"(?P<u>jours?|semaines?|mois|ans?|heures?)"
    about = r"(?:(?:environ|pres de|plus de|presque|moins de)\s+)?"
    return [
        ("after", rf"{count}\s+(?P<u>jours?|semaines?)\s+(?:seulement\s+)?"
         r"(?P<way>apres|avant|plus tot|auparavant|plus tard)", "jour", "semaine"),
        ("morrow", r"(?:au\s+)?lendemain\s+(?:meme\s+)?d(?:e|u|es|(?='))", "lendemain"),
        ("eve", r"a\s+la\s+veille\s+(?:meme\s+)?d(?:e|u|es|(?='))", "la veille"),
        ("since", rf"depuis\s+{about}{count}\s+{unit}", "depuis"),
        ("latest", rf"(?:(?:les|des|ces|aux)\s+)?(?:{count}\s+)?dernier(?:e)?s\s+(?:{other}\s+)?"
         r"(?P<u>heures|jours|semaines|mois)", "dernier"),
        ("ago", rf"il y a\s+{about}{count}\s+{unit}", "il y a"),
        ("ahead", rf"dans\s+{about}{count}\s+(?P<u>jours?|semaines?|mois)", "dans "),
    ]  # fmt: skip


def _single(data: dict[str, Any], month: str, day: str, year: str) -> list[tuple[str, ...]]:
    past = either_folded(data["past_markers"]["words"])
    after = either_folded(data["future_markers"]["words"])
    return [
        ("day_of", rf"(?P<w>{day})\s+(?P<d>\d{{1,2}}|1er)(?=\s*[,;.)](?!\d)|\s*$|\s*\n)"),
        ("weekday", rf"(?:(?P<ce>ce|cette)\s+)?(?P<w>{day})\b(?:\s+(?:(?P<past>{past})|(?P<after>{after}))\b)?"),
        ("weekend", rf"(?:le|ce|dernier|du)\s+week-end(?:\s+(?:(?P<past>{past})|(?P<after>{after})))?", "week-end"),
        ("week_part", rf"(?:en\s+)?(?P<part>debut|milieu|fin)\s+de\s+(?:la\s+)?semaine(?!\s+(?:{past}|{after}))",
         "de semaine", "de la semaine"),
        ("week", rf"(?:(?P<this>cette)|la)\s+semaine(?:\s+(?:(?P<past>{past})|(?P<after>{after})))?", "semaine"),
        ("part", rf"(?P<part>debut|mi-|mi|fin|courant)\s*-?\s*(?P<m>{month})\b{year}"),
        ("month", rf"(?:en|de|d'|au mois de|depuis)\s*(?P<m>{month})\b"
         rf"(?:\s+(?:(?P<past>{past})|(?P<y>(?:19|20)\d\d)))?"),
        ("this_month", rf"(?:ce|le)\s+mois(?:-ci)?\s+(?:(?P<past>{past})|(?P<after>{after}))|ce mois-ci"
         r"|debut du mois|en debut de mois", "mois"),
        ("year", r"\b(?:en|depuis|de|fin|debut|annee)\s+(?P<y>(?:19|20)\d\d)\b"),
        ("night_alone", rf"(?:dans|pendant|durant|au\s+cours\s+de)\s+la\s+nuit(?!\s+(?:d[eu]\s+(?:{day}|\d)|suivante|precedente))",
         "la nuit"),
        ("relative", either_folded(data["relative"])),
        ("anaphoric", either_folded(data["anaphoric"])),
    ]  # fmt: skip
