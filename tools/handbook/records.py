"""The reference of the records, from the models themselves.

In: the pydantic models. Out: Markdown, a section a record, a table of its fields.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from handbook.markdown import code, prose, table
from recoupe import records
from recoupe.incidents import records as incident_records

GROUPS: dict[str, tuple[type[BaseModel], ...]] = {
    "What is read": (records.Dispatch,),
    "What is coded": (
        records.CodedDispatch, records.Event, records.Party, records.Place, records.DateSpan, records.Source, records.Note,
    ),
    "Accounts set side by side": (
        incident_records.Incident, incident_records.Account, incident_records.Voice, incident_records.Difference,
        incident_records.Value, incident_records.Statement, incident_records.Toll, incident_records.Move,
    ),
}  # fmt: skip

INTRODUCTION = """# Records

Made from the models of this version; `recoupe schema` prints the JSON Schema of a coded dispatch. All records are immutable, and
refuse unknown fields. What the values mean is told in the [codebook](../codebook.md).

A **span** is `[start, end)`: half-open character offsets of the dispatch's text, exactly as it was given. A **range** is `[low, high]` of
people; `high` is null where nothing bounds it from above. A **country** is an ISO 3166-1 alpha-2 code, or XK. A **day** is ISO 8601.
"""
WORDS: dict[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    dt.date: "day",
    Any: "anything",
}
ALIASES: dict[Any, str] = {records.Span: "span", records.Range: "range", records.Country: "country"}


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION.strip()]
    for title, models in GROUPS.items():
        parts += [f"## {title}", *map(_section, models)]
    return "\n\n".join(parts) + "\n"


def _section(model: type[BaseModel]) -> str:
    rows = [_row(name, field, model) for name, field in model.model_fields.items()]
    described = any(row[3] for row in rows)
    header = ["field", "holds", "if left out", *(["what it means"] if described else [])]
    own = prose(model.__doc__ or "").replace("\n\n    ", "\n\n")
    return (
        f"### {model.__name__}\n\n{re.sub(r'[ ]{2,}', ' ', own)}\n\n{table(header, (r[: len(header)] for r in rows))}"
    )


def _row(name: str, field: FieldInfo, model: type[BaseModel]) -> tuple[str, str, str, str]:
    kind = model.__annotations__.get(name, field.annotation)
    written = _named(kind, model) or shown(field.annotation)
    return code(name), written, _default(field), prose(field.description or "")


def _named(kind: Any, model: type[BaseModel]) -> str | None:
    """The words for an annotation that names a span, a range or a country, whose constraints pydantic takes out of the type."""
    if not isinstance(kind, str):
        return None
    found = re.fullmatch(r"(tuple\[)?(Span|Range|Country)(, \.\.\.\])?( \| None)?", kind)
    if found is None:
        return None
    word = f"list of {found[2].lower()}s" if found[1] else found[2].lower()
    return f"{word}, or null" if found[4] else word


def shown(kind: Any) -> str:
    """A type in words."""
    if kind in WORDS:
        return WORDS[kind]
    if any(kind is alias for alias in ALIASES):
        return next(word for alias, word in ALIASES.items() if alias is kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return shown(parts[0])
    if origin is Literal:
        return " · ".join(code(str(part)) for part in parts)
    if origin in (Union, types.UnionType):
        words = [shown(part) for part in parts if part is not type(None)]
        return ", or ".join([*words, "null"] if type(None) in parts else words)
    if origin is tuple and parts[-1] is Ellipsis:
        return f"list of {_plural(parts[0])}"
    if origin is dict:
        return f"table of {_plural(parts[1])} by {shown(parts[0])}"
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _plural(kind: Any) -> str:
    return {"text": "texts", "span": "spans"}.get(shown(kind), shown(kind))


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "required"
    return {None: "null", (): "empty", "": "empty text", False: "false", True: "true"}.get(
        field.default, str(field.default)
    )
