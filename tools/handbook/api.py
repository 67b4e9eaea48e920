"""The reference of the Python API, from its signatures and docstrings.

In: the package's public names. Out: Markdown, a section a name.
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import Any

import recoupe
from handbook.markdown import fence, prose
from recoupe.records import Record

BEYOND = (
    ("recoupe.ingest", ("ingest", "Tally", "Report")),
    ("recoupe.store", ("open_store", "EventFilter", "StoreError")),
    ("recoupe.tables", ("events_table",)),
    ("recoupe.exports", ("export",)),
    ("recoupe.report", ("report", "Report", "ReportError")),
    ("recoupe.cluster", ("Ray", "code_dataset", "ClusterError")),
    ("recoupe.reading.fetch", ("fetch",)),
    ("recoupe.measure", ("load_gold", "score")),
)
"""What the pages of this documentation use besides the names of ``recoupe`` itself."""

INTRODUCTION = """# Python

Made from the signatures and docstrings of this version. All is typed; the package carries `py.typed`. Records are told in
[Records](records.md).
"""


def page() -> str:
    """The whole page."""
    own = [name for name in recoupe.__all__ if not _is_record(getattr(recoupe, name))]
    parts = [INTRODUCTION.strip(), "## recoupe", *(_section("recoupe", name) for name in own)]
    for module, names in BEYOND:
        parts += [f"## {module}", _opening(module), *(_section(module, name) for name in names)]
    return "\n\n".join(parts) + "\n"


def _is_record(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, Record)


def _opening(module: str) -> str:
    return prose(inspect.getdoc(import_module(module)) or "")


def _section(module: str, name: str) -> str:
    value = getattr(import_module(module), name)
    return "\n\n".join([f"### {name}", _described(name, value), *(_methods(value) if inspect.isclass(value) else [])])


def _described(name: str, value: Any) -> str:
    kind = "class" if inspect.isclass(value) else "def"
    told = prose(inspect.getdoc(value) or "")
    if inspect.isclass(value) and issubclass(value, Exception):
        return "\n\n".join([fence(f"class {name}({value.__bases__[0].__name__})", "python"), told])
    return "\n\n".join([fence(_signature(f"{kind} {name}", value), "python"), told])


def _methods(value: type) -> list[str]:
    """The public methods and properties that a class itself defines and describes."""
    found = []
    for name, member in vars(value).items():
        told = inspect.getdoc(member)
        if name.startswith("_") or not told or isinstance(member, type):
            continue
        if inspect.isfunction(member):
            found.append(
                f"#### {value.__name__}.{name}\n\n{fence(_signature(f'def {name}', member), 'python')}\n\n{prose(told)}"
            )
        elif isinstance(member, property):
            found.append(f"#### {value.__name__}.{name}\n\n{prose(told)}")
    return found


def _signature(opening: str, value: Any) -> str:
    """A signature as it is written; one parameter a line where it is long."""
    signature = inspect.signature(value)
    short = f"{opening}{_plain(str(signature))}"
    if len(short) <= 100:
        return short
    lines, named = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not named:
            named = True
            lines.append("    *,")
        lines.append(f"    {_plain(str(parameter))},")
    back = signature.return_annotation
    arrow = "" if back in (signature.empty, None) else f" -> {_plain(back if isinstance(back, str) else back.__name__)}"
    return "\n".join([f"{opening}(", *lines, f"){arrow}"])


def _plain(text: str) -> str:
    """Annotations without the quotes that postponed evaluation leaves."""
    return re.sub(r"""(: |-> )(["'])(.*?)\2(?=[,)\s]|$)""", r"\1\3", text).replace("<factory>", "…")
