"""The page: what was gathered, poured into templates/page.html. Jinja escapes every value that is not a chart."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from recoupe import __version__
from recoupe.report.calendar import Calendar, calendar
from recoupe.report.charts import actors_chart, map_chart, timeline_chart, tolls_chart
from recoupe.report.charts.look import FAMILIES
from recoupe.report.contested import contested
from recoupe.report.counting import figure_sums, killed_by, most_active
from recoupe.report.gathering import Gathered
from recoupe.report.ground import Ground, Spot, country_name, ground
from recoupe.report.rows import rows_of
from recoupe.report.safe import shown
from recoupe.report.wording import asked_words, count, number, period, toll_words

WIDE, NARROW = 940, 340
"""Pixels of a chart on a wide and on a narrow screen."""
ACTORS = 12
LISTED = 25
"""Contested claims of one kind that are listed; the rest are counted."""


def page(gathered: Gathered, title: str, rows: int) -> str:
    """The page as HTML; ``rows`` is how many events its table holds, the latest."""
    style = _file("page.css")
    cases = gathered.cases
    shown_from = len(cases) - rows
    anchors = {id(case): f"e{place}" for place, case in enumerate(cases, 1) if place > shown_from}

    def anchor_of(spot: Spot) -> str | None:
        found = (anchors.get(id(cases[number])) for number in spot.cases)
        return next((f"#{name}" for name in found if name), None)

    where = ground(cases)
    when = calendar(cases)
    named = most_active(cases, ACTORS)
    by_family = killed_by(cases, lambda case: case.family)
    template = _environment().from_string(_file("page.html"))
    return template.render(
        title=shown(title),
        policy=_policy(style),
        style=Markup(style),
        version=__version__,
        gathered=gathered,
        asked=asked_words(gathered.where),
        period=period(cases),
        accounts=sum(1 for _ in gathered.entries),
        dispatches=len({entry.key for entry in gathered.entries}),
        happened=sum(case.occurred for case in cases),
        families=FAMILIES,
        ground=where,
        off_map=_off_map(where),
        map=_both(lambda width: map_chart(where, width, anchor_of)) if where.spots or where.countries else None,
        calendar=when,
        off_calendar=_off_calendar(when),
        timeline=_both(lambda width: timeline_chart(when, width)) if when.bars else None,
        tolls=figure_sums(cases, unconfirmed=False),
        doubted=figure_sums(cases, unconfirmed=True),
        tolls_by_family=_both(lambda width: tolls_chart(by_family, width)) if by_family else None,
        tolls_by_country=killed_by(cases, lambda case: country_name(case.country)),
        actors=_both(lambda width: actors_chart(named, width)) if named else None,
        contested=contested(cases),
        listed=LISTED,
        rows=rows_of(cases[shown_from:], anchors),
        row=lambda case: rows_of([case], anchors)[0],
        all_rows=len(cases),
    )


def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(number=number, count=count, toll=toll_words, shown=shown, country=country_name)
    return environment


def _file(name: str) -> str:
    return (files("recoupe.report") / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Nothing may be loaded or run; this one style sheet is allowed by its hash (W3C Content Security Policy Level 3)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _both(draw: Callable[[int], str]) -> Markup:
    """A chart for wide and one for narrow screens; the style sheet shows one of them."""
    wide, narrow = draw(WIDE), draw(NARROW)
    return Markup(f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>')


def _off_map(where: Ground) -> list[str]:
    """What the map cannot show, in words."""
    parts = [
        f"{count(cases, 'event')} known only to the country: {country_name(code)}" for code, cases in where.countries
    ]
    parts += [f"{count(where.unknown, 'event')} at a place without known coordinates"] if where.unknown else []
    return parts + ([f"{count(where.nowhere, 'event')} without a place"] if where.nowhere else [])


def _off_calendar(when: Calendar) -> list[str]:
    """What the timeline cannot show, in words."""
    parts = [f"{count(when.coarse, 'event')} dated less exactly than a {when.unit}"] if when.coarse else []
    parts += [f"{count(when.earlier, 'event')} before the first bar"] if when.earlier else []
    return parts + ([f"{count(when.undated, 'event')} without a date"] if when.undated else [])
