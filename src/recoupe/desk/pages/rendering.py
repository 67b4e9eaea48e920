"""Templates to HTML. Whatever a template prints is escaped, and on one line with steering characters written out, unless it is
HTML made by ``reader.visible``: a template cannot forget it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from recoupe import __version__
from recoupe.desk.asked import FAMILIES
from recoupe.desk.places import country_name
from recoupe.desk.reader.visible import visible
from recoupe.desk.shown import figure, localised, percent, web_address
from recoupe.rendering.plain import printable


def render(template: str, **values: Any) -> str:
    """The page. Raises jinja2's errors where a template is wrong: that is a defect of the desk."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("recoupe.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(visible=visible, lines=_lines, web=web_address, percent=percent, country=country_name, day=_day)
    made.globals.update(version=__version__, figure=figure, localised=localised, FAMILIES=FAMILIES)
    return made


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _lines(text: str) -> Markup:
    """Text for a field of several lines."""
    return Markup("\n").join(escape(printable(line)) for line in text.split("\n"))


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""
